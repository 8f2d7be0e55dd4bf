import { useState } from "react";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { supportedScore } from "#shared/scoring/supported.ts";
import type { Saved } from "../../functions/rpc.ts";
import type { Ground } from "../issue/ground.ts";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { settingsOf, withInput } from "./fields.ts";
import { withSurvey } from "./survey.ts";

export type ScoreForm = ReturnType<typeof useScoreForm>;

/** What is being entered by each framework, and the score that it makes, before anything is saved. */
export function useScoreForm(properties: {
  ground: Ground;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
  onClose: () => void;
}) {
  const { ground, onSave, onClose } = properties;
  const { settings } = ground;
  const [framework, setFramework] = useState<FrameworkId>(settings.primary);
  const [changed, setChanged] = useState<Partial<Record<FrameworkId, Inputs>>>({});
  const [why, setWhy] = useState("");
  const [isTried, setIsTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  const [request, setRequest] = useState(newId);
  const given = ground.given(framework);
  const inputs = changed[framework] ?? given.inputs;
  const result = supportedScore(framework, withSurvey(inputs), settingsOf(framework, settings), ground.meter);

  const save = async () => {
    setIsTried(true);
    if (!result.ok) return;
    setSaving(true);
    const change = { issue: onThisIssue, framework, inputs: withSurvey(inputs), basedOn: given.revision };
    const outcome = await onSave([
      { kind: "scores", request, why: why.trim() === "" ? null : why, batch: null, changes: [change] },
    ]);
    setSaving(false);
    setSaved(outcome);
    if (isDone(outcome)) onClose();
    // What was refused is changed before it is sent again; what never arrived is the same write.
    else if (outcome.kind === "answer") setRequest(newId());
  };

  return {
    framework,
    setFramework,
    given,
    inputs,
    put: (field: Field, text: string | number | null) => {
      setChanged((before) => ({
        ...before,
        [framework]: withInput(before[framework] ?? given.inputs, field, text),
      }));
    },
    setWhy,
    result,
    /** A save was tried: problems of inputs that nobody touched are told too. */
    isTried,
    save,
    saving,
    saved,
    forgetSaved: () => setSaved(null),
  };
}

function isDone(saved: Saved): boolean {
  if (saved.kind === "kept") return true;
  return saved.kind === "answer" && saved.answer.answers.every(({ kind }) => kind === "accepted");
}
