import Select from "@atlaskit/select";
import { useId } from "react";
import { useAsked } from "../../components/use-asked.ts";

/** Which outcomes it serves. */
export function OutcomesPart(properties: {
  chosen: readonly string[];
  onChange: (outcomes: string[]) => void;
}) {
  const { chosen, onChange } = properties;
  const id = useId();
  const { answer, trouble } = useAsked("outcomes.list", {});
  const options = (answer?.outcomes ?? []).map(({ id: value, title }) => ({ value, label: title }));
  const labels = new Map(options.map(({ value, label }) => [value, label]));
  return (
    <div className="field">
      <label htmlFor={id}>Outcomes it serves</label>
      <Select
        inputId={id}
        isMulti
        isLoading={answer === null && trouble === null}
        options={options}
        value={chosen.map((value) => ({ value, label: labels.get(value) ?? value }))}
        placeholder="None: the page can then tell what is shipped, but not whether it mattered"
        onChange={(picked) => onChange(picked.map(({ value }) => value))}
        menuPosition="fixed"
      />
      {trouble === null ? null : <p className="trouble small">{trouble.message}</p>}
    </div>
  );
}
