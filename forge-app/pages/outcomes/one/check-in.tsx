import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { FormEvent } from "react";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { numberIn, withUnit } from "../words.ts";

/** One number and one sentence, twenty seconds: Enter saves. */
export function CheckIn(properties: {
  outcome: Pick<OutcomeHead, "id" | "title" | "metric" | "progress">;
  onDone?: () => void;
}) {
  const { outcome, onDone } = properties;
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [text, setText] = useState("");
  const [sentence, setSentence] = useState("");
  const { unit } = outcome.metric;
  const value = numberIn(text);
  const isWrong = text.trim() !== "" && value === null;
  const canSave = value !== null && sentence.trim() !== "";
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (value === null || sentence.trim() === "") return;
    const request = { why: null, outcome: outcome.id, value, sentence: sentence.trim() };
    if ((await write("outcomes.check-in", request)) === null) return;
    setText("");
    setSentence("");
    saved(`Checked in: ${outcome.title} is at ${withUnit(value, unit)}.`);
    onDone?.();
  };
  const before = outcome.progress.now;
  return (
    <form
      className="check-in"
      aria-label={`Check in: ${outcome.title}`}
      onSubmit={(event) => void save(event)}
    >
      <TextInput
        label="The number now"
        isNumber
        unit={unit}
        value={text}
        placeholder={before === null ? "" : String(before.value)}
        isWrong={isWrong}
        note={isWrong ? `“${text.trim()}” is no number.` : undefined}
        onChange={setText}
      />
      <TextInput
        label="What happened, in one sentence"
        value={sentence}
        maxLength={280}
        placeholder="The new form is out for a tenth of the guests"
        onChange={setSentence}
      />
      <Button appearance="primary" type="submit" isDisabled={!canSave} isLoading={isSaving}>
        Check in
      </Button>
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble.message} {trouble.advice}
        </p>
      )}
    </form>
  );
}
