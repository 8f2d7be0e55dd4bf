import Button from "@atlaskit/button/default/button";
import Textfield from "@atlaskit/textfield";
import { useState } from "react";
import { healthSchema } from "#shared/contract/initiatives/definition.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { Choice } from "../../components/choice.tsx";
import { count } from "../../components/words.ts";
import { healthWords } from "../words.ts";
import type { HealthWord } from "../words.ts";
import { firstLooks, isFiltered } from "./filters.ts";
import type { Looks } from "./filters.ts";

const HEALTH = [...healthSchema.options, "unknown"] as const satisfies readonly HealthWord[];

/** The filters, how many initiatives they leave, and list or timeline. */
export function Toolbar(properties: {
  rows: readonly InitiativeRow[];
  looks: Looks;
  onLooks: (looks: Looks) => void;
  shown: number;
}) {
  const { rows, looks, onLooks, shown } = properties;
  const { filter, layout } = looks;
  const [isOpen, setIsOpen] = useState(false);
  const change = (part: Partial<Looks["filter"]>) => onLooks({ ...looks, filter: { ...filter, ...part } });
  const owners = new Map(
    rows.flatMap(({ owner }) => (owner === null ? [] : [[owner.id, owner.name ?? owner.id]])),
  );
  const outcomes = new Map(rows.flatMap((row) => row.outcomes.map(({ id, title }) => [id, title])));
  const total = rows.filter(({ isArchived }) => isArchived === filter.isArchived).length;

  return (
    <div className={isOpen ? "filters open" : "filters"} role="search" aria-label="Filter the initiatives">
      <div className="filter-text">
        <Textfield
          isCompact
          aria-label="Find by name or owner"
          placeholder="Find by name or owner"
          value={filter.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </div>
      {/* Where there is little room, the other filters wait behind this. */}
      <div className="filters-more">
        <Button spacing="compact" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          Filters
        </Button>
      </div>
      <One
        label="Owner"
        any="Anybody"
        chosen={filter.owners}
        options={[...owners]}
        onChange={(chosen) => change({ owners: chosen })}
      />
      <Choice
        label="Health"
        value={filter.health[0] ?? ""}
        options={[
          { value: "" as const, label: "Any health" },
          ...HEALTH.map((value) => ({ value, label: healthWords(value) })),
        ]}
        onChange={(health) => change({ health: health === "" ? [] : [health] })}
      />
      <One
        label="Outcome"
        any="Any outcome"
        chosen={filter.outcomes}
        options={[...outcomes]}
        onChange={(chosen) => change({ outcomes: chosen })}
      />
      <div className="toggles">
        <Button
          spacing="compact"
          aria-pressed={filter.needsDecision}
          appearance={filter.needsDecision ? "primary" : "default"}
          onClick={() => change({ needsDecision: !filter.needsDecision })}
        >
          Needs a decision
        </Button>
        <Button
          spacing="compact"
          aria-pressed={filter.isArchived}
          appearance={filter.isArchived ? "primary" : "subtle"}
          onClick={() => change({ isArchived: !filter.isArchived })}
        >
          Archived
        </Button>
      </div>
      <p className="filter-count quiet" role="status">
        {shown === total ? `${count(total)} in all` : `${count(shown)} of ${count(total)}`}
      </p>
      {isFiltered(looks) ? (
        <Button
          appearance="subtle"
          spacing="compact"
          onClick={() =>
            onLooks({ ...looks, filter: { ...firstLooks.filter, isArchived: filter.isArchived } })
          }
        >
          Clear filters
        </Button>
      ) : null}
      <div className="layouts" role="group" aria-label="Layout">
        {(["list", "timeline"] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={layout === each}
            onClick={() => onLooks({ ...looks, layout: each })}
          >
            {each === "list" ? "List" : "Timeline"}
          </button>
        ))}
      </div>
    </div>
  );
}

function One(properties: {
  label: string;
  any: string;
  chosen: readonly string[];
  options: readonly (readonly string[])[];
  onChange: (chosen: string[]) => void;
}) {
  const { label, any, chosen, options, onChange } = properties;
  return (
    <Choice
      label={label}
      value={chosen[0] ?? ""}
      options={[
        { value: "", label: any },
        ...options.map(([value = "", name = ""]) => ({ value, label: name })),
      ]}
      onChange={(value) => onChange(value === "" ? [] : [value])}
    />
  );
}
