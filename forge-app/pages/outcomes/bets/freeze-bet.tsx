import SectionMessage from "@atlaskit/section-message";
import { useId, useState } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { addDays } from "#shared/day.ts";
import { changeUnit } from "#shared/outcomes/amount.ts";
import { Choice } from "../../components/choice.tsx";
import { FormDialog } from "../../components/form-dialog.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { useAsked } from "../../components/use-asked.ts";
import { useWrite } from "../../components/use-write.ts";
import { newId } from "../../new-id.ts";
import { IssuePicker } from "../issues/issue-picker.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { changeText, confidenceWords, dayWords, numberIn } from "../words.ts";
import { opportunitiesOf } from "./opportunities.ts";

const WEEKS = 6;
const OTHER = "other";

/** A prediction about an issue, frozen at once: what its number will have done, by when, and how sure one is. */
export function FreezeBet({ page, onClose }: { page: OutcomePage; onClose: () => void }) {
  const { outcome, serving, today } = page;
  const { metric } = outcome;
  const { saved, tree, project } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [id] = useState(newId);
  const candidates = serving.issues.map(({ issue }) => issue);
  const [issue, setIssue] = useState<JiraIssue | null>(null);
  const [isSearching, setIsSearching] = useState(candidates.length === 0);
  const [opportunity, setOpportunity] = useState("");
  const [text, setText] = useState("");
  const [measureBy, setMeasureBy] = useState(addDays(today, 7 * WEEKS));
  const [confidence, setConfidence] = useState(70);
  const opportunities = opportunitiesOf(tree.answer?.nodes ?? [], outcome.id);
  const change = numberIn(text);
  const wrong = problemWith(text, change);
  const isLate = measureBy <= today;
  const canFreeze = issue !== null && change !== null && change !== 0 && !isLate && measureBy !== "";

  const freeze = async () => {
    if (issue === null || change === null) return;
    const answer = await write("bets.freeze", {
      why: null,
      id,
      subject: { kind: "issue", issue },
      outcome: outcome.id,
      opportunity: opportunity === "" ? null : opportunity,
      expectedChange: change,
      measureBy,
      confidence,
    });
    if (answer === null) return;
    saved(`The bet on ${issue.key} is frozen. It asks to be measured on ${dayWords(measureBy)}.`);
    onClose();
  };
  return (
    <FormDialog
      title="Freeze a bet"
      submit="Freeze this bet"
      canSubmit={canFreeze}
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void freeze()}
      onClose={onClose}
    >
      {candidates.length === 0 ? null : (
        <Choice
          isNamed
          label="On which issue"
          value={isSearching ? OTHER : (issue?.id ?? "")}
          options={[
            ...candidates.map((each) => ({ value: each.id, label: each.key })),
            { value: OTHER, label: "Another one…" },
          ]}
          onChange={(chosen) => {
            const found = candidates.find((each) => each.id === chosen);
            setIsSearching(chosen === OTHER);
            setIssue(found === undefined ? null : { id: found.id, key: found.key });
          }}
        />
      )}
      {isSearching && project !== null ? (
        <IssuePicker
          project={project}
          takes="one"
          chosen={issue === null ? [] : [issue]}
          onChange={([chosen]) => setIssue(chosen ?? null)}
        />
      ) : null}
      {opportunities.length === 0 ? null : (
        <Choice
          isNamed
          label="Which opportunity it answers"
          value={opportunity}
          options={[{ value: "", label: "None of them" }, ...opportunities]}
          onChange={setOpportunity}
        />
      )}
      <div className="two-columns">
        <TextInput
          label={`${metric.name} will have changed by`}
          isNumber
          unit={changeUnit(metric.unit)}
          value={text}
          isWrong={wrong !== null}
          note={wrong ?? (metric.direction === "decrease" ? "Negative where it falls: −2" : undefined)}
          onChange={setText}
        />
        <TextInput
          label="Measured on"
          type="date"
          value={measureBy}
          min={addDays(today, 1)}
          isWrong={isLate}
          note={isLate ? "A bet is measured after the day it is made." : undefined}
          onChange={setMeasureBy}
        />
      </div>
      <Confidence confidence={confidence} onChange={setConfidence} />
      {issue === null ? null : <LikeThis issue={issue} outcome={outcome.id} opportunity={opportunity} />}
      <SectionMessage appearance="information" title="It can never be changed">
        <p>
          {change === null || change === 0
            ? "A bet is frozen the moment you make it, with the number, the evidence and the team of today."
            : `${metric.name} changes by ${changeText(change, metric.unit)} until ${dayWords(measureBy)}, ${confidence} % sure. The number, the evidence and the team of today are frozen with it.`}{" "}
          Nobody can change it or take it back afterwards, you neither.
        </p>
      </SectionMessage>
    </FormDialog>
  );
}

function problemWith(text: string, change: number | null): string | null {
  if (text.trim() === "") return null;
  if (change === null) return `“${text.trim()}” is no number.`;
  return change === 0 ? "A bet on no change cannot be won or lost." : null;
}

function Confidence({
  confidence,
  onChange,
}: {
  confidence: number;
  onChange: (confidence: number) => void;
}) {
  const id = useId();
  return (
    <div className="labelled">
      <label className="choice-name" htmlFor={id}>
        How sure are you?
      </label>
      <div className="confidence">
        <input
          id={id}
          type="range"
          min={50}
          max={100}
          step={1}
          value={confidence}
          aria-valuetext={`${confidence} %, ${confidenceWords(confidence)}`}
          onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
        />
        <output htmlFor={id}>
          <strong>{confidence} %</strong> {confidenceWords(confidence)}
        </output>
      </div>
    </div>
  );
}

/** "The last four ideas like this: one hit", when one is about to bet. */
function LikeThis(properties: { issue: JiraIssue; outcome: string; opportunity: string }) {
  const { issue, outcome, opportunity } = properties;
  const { answer } = useAsked("bets.like-this", {
    subject: { kind: "issue", issue },
    outcome,
    opportunity: opportunity === "" ? null : opportunity,
  });
  return (
    <p className="like-this" role="status">
      {answer?.sentence ?? "Looking for ideas like this…"}
    </p>
  );
}
