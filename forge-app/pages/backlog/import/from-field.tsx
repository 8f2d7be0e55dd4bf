import Button from "@atlaskit/button/default/button";
import Textfield from "@atlaskit/textfield";
import { useEffect, useState } from "react";
import type { Field } from "#shared/scoring/framework.ts";
import { useProject } from "../../backend.ts";
import type { NumberFieldOfJira } from "../../backend.ts";
import { Choice } from "../../components/choice.tsx";
import { numberFieldSource } from "./number-field.ts";
import type { SourceRow } from "./plan.ts";

const STORY_POINTS = /^story point/i;

/** Values that the issues already have in a number field, story points as effort above all. */
export function FromField({
  fields,
  onSource,
}: {
  fields: readonly Field[];
  onSource: (source: { name: string; rows: readonly SourceRow[] } | null) => void;
}) {
  const { jira } = useProject();
  const numeric = fields.filter(({ kind }) => kind === "number" || kind === "choice");
  const [offered, setOffered] = useState<readonly NumberFieldOfJira[] | null>(null);
  const [from, setFrom] = useState("");
  const [into, setInto] = useState(
    numeric.find(({ key }) => SIZES.includes(key))?.key ?? numeric[0]?.key ?? "",
  );
  const [factor, setFactor] = useState("1");
  const [isReading, setIsReading] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    jira.numberFields().then(
      (found) => {
        if (!isWanted) return;
        setOffered(found);
        setFrom((found.find(({ name }) => STORY_POINTS.test(name)) ?? found[0])?.id ?? "");
      },
      (error: unknown) => isWanted && setTrouble(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [jira]);

  const times = Number(factor.replace(",", "."));
  const isFactor = Number.isFinite(times) && times > 0;
  const name = offered?.find(({ id }) => id === from)?.name ?? "";
  const unit = numeric.find(({ key }) => key === into)?.unit ?? "";
  const read = async () => {
    setIsReading(true);
    setTrouble(null);
    try {
      onSource({
        name: `the field ${name}`,
        rows: numberFieldSource(await jira.valuesOf(from), name, into, times),
      });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
    setIsReading(false);
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    onSource(null);
  };

  if (offered?.length === 0) return <p>Jira shows you no number field.</p>;
  return (
    <div className="import-source">
      <div className="form-line">
        <Choice
          isNamed
          label="Field in Jira"
          value={from}
          isDisabled={offered === null}
          options={(offered ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          onChange={change(setFrom)}
        />
        <Choice
          isNamed
          label="As"
          value={into}
          options={numeric.map(({ key, label }) => ({ value: key, label }))}
          onChange={change(setInto)}
        />
        <div className="choice">
          <label className="choice-name" htmlFor="import-factor">
            {`1 there is here${unit === "" ? "" : `, ${unit}`}`}
          </label>
          <Textfield
            id="import-factor"
            isCompact
            inputMode="decimal"
            isInvalid={!isFactor}
            value={factor}
            onChange={({ currentTarget }) => change(setFactor)(currentTarget.value)}
          />
        </div>
        <Button isDisabled={from === "" || !isFactor} isLoading={isReading} onClick={() => void read()}>
          Read the values
        </Button>
      </div>
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** The inputs that story points usually stand for. */
const SIZES = ["effort", "jobSize", "weeks"];
