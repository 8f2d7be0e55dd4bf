import { useState } from "react";
import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { ReopenTrigger } from "#shared/outcomes/decision.ts";
import { Choice } from "../../components/choice.tsx";
import { FormDialog } from "../../components/form-dialog.tsx";
import { LongTextInput, TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { newId } from "../../new-id.ts";
import { IssuePicker } from "../issues/issue-picker.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { numberIn } from "../words.ts";
import { EvidenceChoice } from "./evidence-choice.tsx";
import { Triggers } from "./triggers.tsx";

const DECISIONS = [
  { value: "not now", label: "Not now: it comes back" },
  { value: "won't do", label: "Won’t do" },
] as const;

/** A no to an issue, with its reason and what would reopen it. */
export function Decide(properties: {
  project: string;
  /** The no that this one takes the place of; null for a new one about any issue. */
  about: DecisionView | null;
  onClose: () => void;
}) {
  const { project, about, onClose } = properties;
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [id] = useState(newId);
  const [issue, setIssue] = useState<JiraIssue | null>(
    about === null ? null : { id: about.issue.id, key: about.issue.key },
  );
  const [decision, setDecision] = useState<"not now" | "won't do">(about?.decision ?? "not now");
  const [reason, setReason] = useState(about?.reason ?? "");
  const [effort, setEffort] = useState(about?.effortSaved == null ? "" : String(about.effortSaved));
  const [evidence, setEvidence] = useState<readonly string[]>(about?.evidence.map((piece) => piece.id) ?? []);
  const [triggers, setTriggers] = useState<readonly ReopenTrigger[]>([]);
  const effortSaved = effort.trim() === "" ? null : numberIn(effort);
  const isEffortWrong = effort.trim() !== "" && (effortSaved === null || effortSaved < 0);
  const lacksTrigger = decision === "not now" && triggers.length === 0;
  const canSave = issue !== null && reason.trim() !== "" && !isEffortWrong && !lacksTrigger;

  const save = async () => {
    if (issue === null) return;
    const request = {
      why: null,
      id,
      issue,
      decision,
      reason: reason.trim(),
      evidence: [...evidence],
      effortSaved,
      reopenWhen: [...triggers],
    };
    if ((await write("decisions.decide", request)) === null) return;
    saved(
      triggers.length === 0
        ? `${issue.key}: the no is kept, with its reason.`
        : `${issue.key}: the no is kept. It comes back by itself when one of its triggers comes true.`,
    );
    onClose();
  };
  return (
    <FormDialog
      title={about === null ? "Say no to an issue" : `Decide again about ${about.issue.key}`}
      submit="Keep the no"
      canSubmit={canSave}
      isSaving={isSaving}
      trouble={trouble}
      width="large"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {about === null ? (
        <IssuePicker
          project={project}
          takes="one"
          isFirst
          chosen={issue === null ? [] : [issue]}
          onChange={([chosen]) => {
            setIssue(chosen ?? null);
            setEvidence([]);
          }}
        />
      ) : null}
      <div className="two-columns">
        <Choice isNamed label="Decision" value={decision} options={DECISIONS} onChange={setDecision} />
        <TextInput
          label="Effort it saves"
          isNumber
          unit="person-months"
          value={effort}
          isWrong={isEffortWrong}
          note={isEffortWrong ? "Effort is a number, 0 or more." : undefined}
          onChange={setEffort}
        />
      </div>
      <LongTextInput
        label="Reason, as you would tell it to whoever asked for it"
        value={reason}
        maxLength={2_000}
        placeholder="Two of forty customers asked for it, and it would delay the checkout by a month"
        onChange={setReason}
      />
      {issue === null ? null : (
        <EvidenceChoice key={issue.id} issue={issue} chosen={evidence} onChange={setEvidence} />
      )}
      <Triggers triggers={triggers} onChange={setTriggers} isNeeded={lacksTrigger} />
    </FormDialog>
  );
}
