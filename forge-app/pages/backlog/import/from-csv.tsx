import { useMemo, useState } from "react";
import type { Field } from "#shared/scoring/framework.ts";
import { Choice } from "../../components/choice.tsx";
import { CsvText } from "./csv-text.tsx";
import { csvColumns, csvSource, guessColumns } from "./csv.ts";
import type { ColumnChoice } from "./csv.ts";
import type { SourceRow } from "./plan.ts";

type OnSource = (source: { name: string; rows: readonly SourceRow[] } | null) => void;

const NO_COLUMN = { value: "", label: "Not imported" };

/** A file or pasted text, and which of its columns mean what. */
export function FromCsv({ fields, onSource }: { fields: readonly Field[]; onSource: OnSource }) {
  const [text, setText] = useState("");
  const [name, setName] = useState("pasted text");
  const [choice, setChoice] = useState<ColumnChoice>({ issue: null, inputs: {} });
  const columns = useMemo(() => csvColumns(text), [text]);
  const options = [NO_COLUMN, ...columns.map((value) => ({ value, label: value }))];

  const read = (nextText: string, nextName: string, given?: ColumnChoice) => {
    const next = given ?? guessColumns(csvColumns(nextText), fields);
    setText(nextText);
    setName(nextName);
    setChoice(next);
    const isUsable = next.issue !== null && Object.keys(next.inputs).length > 0;
    onSource(isUsable ? { name: nextName, rows: csvSource(nextText, next) } : null);
  };
  const chooseInput = (key: string, column: string) => {
    const { [key]: _, ...others } = choice.inputs;
    read(text, name, { ...choice, inputs: column === "" ? others : { ...others, [key]: column } });
  };

  return (
    <div className="import-source">
      <CsvText
        label="A CSV file with the issue’s key and a column for each input"
        placeholder={`key,${fields.map(({ label }) => label.toLowerCase()).join(",")}`}
        onText={(next, from) => read(next, from)}
      />
      {columns.length === 0 ? null : (
        <div className="form-line">
          <Choice
            isNamed
            label="Issue’s key"
            value={choice.issue ?? ""}
            options={options}
            onChange={(column) => read(text, name, { ...choice, issue: column === "" ? null : column })}
          />
          {fields.map(({ key, label }) => (
            <Choice
              key={key}
              isNamed
              label={label}
              value={choice.inputs[key] ?? ""}
              options={options}
              onChange={(column) => chooseInput(key, column)}
            />
          ))}
        </div>
      )}
      {columns.length > 0 && choice.issue === null ? (
        <p className="trouble">Choose the column that holds the issue’s key.</p>
      ) : null}
    </div>
  );
}
