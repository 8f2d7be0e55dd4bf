import Checkbox from "@atlaskit/checkbox";
import SectionMessage from "@atlaskit/section-message";
import { useState } from "react";
import type { BetView } from "#shared/contract/outcomes/bet.ts";
import { addDays } from "#shared/day.ts";
import { betStatement } from "#shared/outcomes/bet.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { LongTextInput, TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { changeText, dayWords, numberIn, withDayWords, withUnit } from "../words.ts";

const RESULTS = { hit: "a hit", near: "near", miss: "a miss", unmeasurable: "unmeasurable" } as const;

/** Settles a bet whose day has come: by the readings, by one that is given now, or as unmeasurable. */
export function MeasureBet({ bet, onClose }: { bet: BetView; onClose: () => void }) {
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const { unit, metric } = bet.outcome;
  const isRead = bet.changeSoFar !== null;
  const [text, setText] = useState("");
  const [on, setOn] = useState(bet.measureBy);
  const [unmeasurable, setUnmeasurable] = useState(false);
  const [learned, setLearned] = useState("");
  const value = numberIn(text);
  const isWrong = text.trim() !== "" && value === null;
  const needsReading = !isRead && !unmeasurable;
  const change = unmeasurable
    ? null
    : isRead
      ? bet.changeSoFar
      : value === null
        ? null
        : value - bet.baseline;
  const canSave = learned.trim() !== "" && (unmeasurable || change !== null);

  const save = async () => {
    const answer = await write("bets.measure", {
      why: null,
      bet: bet.id,
      unmeasurable,
      reading: needsReading && value !== null ? { on, value } : null,
      learned: learned.trim(),
    });
    if (answer === null) return;
    const { state } = answer.bet;
    saved(
      state.state === "settled"
        ? `Measured: ${RESULTS[state.result]}. The calibration has moved.`
        : "Measured.",
    );
    onClose();
  };
  return (
    <FormDialog
      title="Measure the bet"
      submit="Settle it"
      canSubmit={canSave && !isWrong}
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p>{withDayWords(bet.sentence)}</p>
      {isRead ? (
        <p>
          {metric} went from {withUnit(bet.baseline, unit)} to{" "}
          {withUnit(bet.baseline + (bet.changeSoFar ?? 0), unit)}, by the last reading up to{" "}
          {dayWords(bet.measureBy)}.
        </p>
      ) : unmeasurable ? null : (
        <div className="two-columns">
          <TextInput
            label={`${metric} then`}
            isNumber
            autoFocus
            unit={unit}
            value={text}
            isWrong={isWrong}
            note={
              isWrong
                ? `“${text.trim()}” is no number.`
                : `It was ${withUnit(bet.baseline, unit)} on ${dayWords(bet.frozenOn)}.`
            }
            onChange={setText}
          />
          <TextInput
            label="Read on"
            type="date"
            value={on}
            min={addDays(bet.frozenOn, 1)}
            max={bet.measureBy}
            onChange={setOn}
          />
        </div>
      )}
      <Verdict bet={bet} change={change} />
      <Checkbox
        label="It cannot be measured (it stays visible, and counts in no calibration)"
        isChecked={unmeasurable}
        onChange={({ currentTarget }) => setUnmeasurable(currentTarget.checked)}
      />
      <LongTextInput
        label="What was learned, in a sentence"
        value={learned}
        maxLength={500}
        placeholder="Guests wanted it, but only on phones"
        onChange={setLearned}
      />
      <SectionMessage appearance="information" title="A result is final">
        <p>It stays with the bet, and moves the calibration.</p>
      </SectionMessage>
    </FormDialog>
  );
}

/** What the change would make of the bet: shared/outcomes/bet.ts judges the same way when it is saved. */
function Verdict({ bet, change }: { bet: BetView; change: number | null }) {
  if (change === null) return null;
  const share = change / bet.expectedChange;
  const result = share >= 1 ? "hit" : share >= 0.5 ? "near" : "miss";
  return (
    <p role="status">
      {changeText(change, bet.outcome.unit)} of {changeText(bet.expectedChange, bet.outcome.unit)}: that is{" "}
      <strong>{RESULTS[result]}</strong>. <span className="quiet">{betStatement}</span>
    </p>
  );
}
