import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import { addDays } from "#shared/day.ts";
import type { ReopenTrigger } from "#shared/outcomes/decision.ts";
import { Choice } from "../../components/choice.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { useMetricOf, useOutcomes } from "../outcomes-context.ts";
import { numberIn, triggerWords } from "../words.ts";

const KINDS = [
  { value: "date", label: "A day comes" },
  { value: "metric", label: "A metric crosses a value" },
  { value: "evidence", label: "New evidence comes in" },
] as const;
const MONTHS = 3;

/** What would reopen a no: the one being written becomes part of it with "Add". */
export function Triggers(properties: {
  triggers: readonly ReopenTrigger[];
  onChange: (triggers: readonly ReopenTrigger[]) => void;
  /** "Not now" says when to look again. */
  isNeeded: boolean;
}) {
  const { triggers, onChange, isNeeded } = properties;
  const { tree } = useOutcomes();
  const metricOf = useMetricOf();
  const today = tree.answer?.today ?? "";
  const outcomes = tree.answer?.outcomes ?? [];
  const [kind, setKind] = useState<ReopenTrigger["kind"]>("date");
  const [on, setOn] = useState(today === "" ? "" : addDays(today, 30 * MONTHS));
  const [outcome, setOutcome] = useState(outcomes[0]?.id ?? "");
  const [crosses, setCrosses] = useState<"above" | "below">("above");
  const [text, setText] = useState("");
  const value = numberIn(text);
  const unit = metricOf(outcome)?.unit ?? "";
  const next = triggerOf();

  function triggerOf(): ReopenTrigger | null {
    if (kind === "date") return on > today ? { kind, on } : null;
    if (value === null) return null;
    if (kind === "metric") return outcome === "" ? null : { kind, outcomeId: outcome, crosses, value };
    return Number.isInteger(value) && value > 0 ? { kind, count: value } : null;
  }
  return (
    <fieldset className="field-group">
      <legend>What would reopen it</legend>
      {triggers.length === 0 ? (
        <p className={isNeeded ? "note needed" : "note"}>
          {isNeeded
            ? "“Not now” says when to look again: add a day, a metric or new evidence."
            : "Nothing yet: it would stay a no."}
        </p>
      ) : (
        <ul className="plain-list">
          {triggers.map((trigger, position) => (
            <li key={position}>
              Comes back {triggerWords(trigger, metricOf)}{" "}
              <button
                type="button"
                className="as-link"
                onClick={() => onChange(triggers.filter((_, at) => at !== position))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="trigger-line">
        <Choice isNamed label="When" value={kind} options={KINDS} onChange={setKind} />
        {kind === "date" ? (
          <TextInput label="Day" type="date" value={on} min={today} onChange={setOn} />
        ) : null}
        {kind === "metric" ? (
          <>
            <Choice
              isNamed
              label="Metric"
              value={outcome}
              options={outcomes.map(({ id, title, metric }) => ({
                value: id,
                label: `${metric.name} (${title})`,
              }))}
              onChange={setOutcome}
            />
            <Choice
              isNamed
              label="Crosses"
              value={crosses}
              options={[
                { value: "above", label: "rises above" },
                { value: "below", label: "falls below" },
              ]}
              onChange={setCrosses}
            />
            <TextInput label="Value" isNumber unit={unit} value={text} onChange={setText} />
          </>
        ) : null}
        {kind === "evidence" ? (
          <TextInput label="New pieces" isNumber value={text} placeholder="3" onChange={setText} />
        ) : null}
        <Button
          spacing="compact"
          isDisabled={next === null}
          onClick={() => {
            if (next === null) return;
            onChange([...triggers, next]);
            setText("");
          }}
        >
          Add
        </Button>
      </div>
    </fieldset>
  );
}
