import Button from "@atlaskit/button/default/button";
import Spinner from "@atlaskit/spinner";
import Textfield from "@atlaskit/textfield";
import { useCallback, useState } from "react";
import { useProject } from "../backend.ts";
import { Choice, optionsOf } from "../components/choice.tsx";
import { EVIDENCE_FILTERS, SCORE_FILTERS, noFilters } from "./filter.ts";
import type { Filters } from "./filter.ts";
import { count } from "../components/words.ts";

/** The filters, and how many issues they leave. */
export function Toolbar(properties: {
  filters: Filters;
  onFilters: (filters: Filters) => void;
  outcomes: Readonly<Record<string, string>>;
  shown: number;
  total: number;
  /** How many have another rank than when they were ordered. */
  moved: number;
  onOrder: () => void;
  isFinding: boolean;
  trouble: string | null;
}) {
  const { filters, onFilters, outcomes, shown, total, moved, onOrder, isFinding, trouble } = properties;
  const { jira } = useProject();
  const [isOpen, setIsOpen] = useState(false);
  const [statuses, setStatuses] = useState<readonly string[] | null>(null);
  const askStatuses = useCallback(() => {
    if (statuses !== null) return;
    jira.statuses().then(setStatuses, () => setStatuses(null));
  }, [jira, statuses]);
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(noFilters);
  const named = Object.entries(outcomes).map(([value, label]) => ({ value, label }));
  const change = (part: Partial<Filters>) => onFilters({ ...filters, ...part });

  return (
    <div className={isOpen ? "toolbar open" : "toolbar"} role="search" aria-label="Filter the backlog">
      <div className="search">
        <Textfield
          isCompact
          aria-label="Find by key or title"
          placeholder="Find by key or title"
          value={filters.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          elemAfterInput={isFinding ? <Spinner size="small" label="Asking Jira" /> : undefined}
        />
      </div>
      {/* Where there is little room, the other filters wait behind this. */}
      <div className="more-filters">
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          Filters
        </Button>
      </div>
      <Choice
        label="Status"
        value={filters.status}
        options={[
          { value: "", label: "Any status" },
          ...(statuses ?? (filters.status === "" ? [] : [filters.status])).map((name) => ({
            value: name,
            label: name,
          })),
        ]}
        onOpen={askStatuses}
        onChange={(status) => change({ status })}
      />
      <Choice
        label="Score"
        value={filters.score}
        options={optionsOf(SCORE_FILTERS)}
        onChange={(score) => change({ score })}
      />
      <Choice
        label="Evidence"
        value={filters.evidence}
        options={optionsOf(EVIDENCE_FILTERS)}
        onChange={(evidence) => change({ evidence })}
      />
      <Choice
        label="Outcome"
        value={filters.outcome}
        options={[
          { value: "", label: "Any outcome" },
          ...named,
          { value: "none", label: "Serves no outcome" },
        ]}
        onChange={(outcome) => change({ outcome })}
      />
      <p className="shown" role="status">
        {shown === total ? `${count(total)} open` : `${count(shown)} of ${count(total)}`}
      </p>
      {isFiltered ? (
        <Button appearance="subtle" onClick={() => onFilters(noFilters)}>
          Clear filters
        </Button>
      ) : null}
      {moved === 0 ? null : (
        <Button onClick={onOrder}>
          Order anew: {count(moved)} {moved === 1 ? "rank" : "ranks"} changed
        </Button>
      )}
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
