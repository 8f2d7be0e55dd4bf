import {
  Form,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Select,
  Stack,
  Text,
  TextArea,
} from "@forge/react";
import { useState } from "react";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { supportedScore } from "#shared/scoring/supported.ts";
import type { Saved } from "../../functions/rpc.ts";
import type { Ground } from "../issue/ground.ts";
import { SavedMessage } from "../issue/saved-message.tsx";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { inputText, selected } from "../plain-events.ts";
import { formulaWords, scoreWords } from "../words.ts";
import { fieldsOf, settingsOf, withInput } from "./fields.ts";
import { InputField } from "./input-field.tsx";
import { withSurvey } from "./survey.ts";

/** The inputs of a framework; the score follows each keystroke, before anything is saved. */
export function ScoreTab(properties: {
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
  const problems = result.ok ? [] : result.problems;
  const options = settings.frameworks.map(({ id }) => ({ value: id, label: frameworkById(id).name }));

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

  return (
    <Form onSubmit={save}>
      <Stack space="space.150">
        <SavedMessage saved={saved} onClose={() => setSaved(null)} />
        {ground.likeThis === null ? null : <Text color="color.text.subtle">{ground.likeThis}</Text>}
        {options.length < 2 ? null : (
          <Stack space="space.0">
            <Label labelFor="framework">Framework</Label>
            <Select
              inputId="framework"
              options={options}
              defaultValue={options.find(({ value }) => value === framework) ?? null}
              onChange={(option) => {
                const chosen = frameworkIdSchema.safeParse(selected(option));
                if (chosen.success) setFramework(chosen.data);
              }}
            />
          </Stack>
        )}
        {fieldsOf(framework, settings).map((field) => (
          <InputField
            key={`${framework} ${field.key}`}
            field={field}
            given={inputs[field.key]}
            problem={problemOf(problems, field.key, isTried || inputs[field.key] !== undefined)}
            isMine={given.mayGive?.includes(field.key) ?? true}
            onInput={(text) => {
              setChanged((before) => ({
                ...before,
                [framework]: withInput(before[framework] ?? given.inputs, field, text),
              }));
            }}
          />
        ))}
        <Stack space="space.0">
          <Label labelFor="why">Why (kept in the history)</Label>
          <TextArea id="why" name="why" maxLength={2_000} onChange={(event) => setWhy(inputText(event))} />
        </Stack>
        <Preview result={result} />
        <Inline alignInline="end">
          <LoadingButton appearance="primary" type="submit" isLoading={saving}>
            Save score
          </LoadingButton>
        </Inline>
      </Stack>
    </Form>
  );
}

function Preview({ result }: { result: ReturnType<typeof supportedScore> }) {
  if (!result.ok) {
    return (
      <SectionMessage title="No score yet">
        {result.problems.map(({ key, message }) => (
          <Text key={key}>{message}</Text>
        ))}
      </SectionMessage>
    );
  }
  const { supported, stated, isCapped, sentence } = result.result;
  const { name } = frameworkById(supported.framework);
  return (
    <SectionMessage title={`${name} ${scoreWords(plain(supported))}`}>
      <Stack space="space.050">
        <Text>{formulaWords(supported.terms.map(plainTerm))}</Text>
        {isCapped ? <Text>{`Stated: ${scoreWords(plain(stated))}.`}</Text> : null}
        <Text size="small">{sentence}</Text>
      </Stack>
    </SectionMessage>
  );
}

type Score = Extract<ReturnType<typeof supportedScore>, { ok: true }>["result"]["stated"];

/** The contract's optional parts are absent, never undefined. */
const plain = ({ value, unit, category }: Score) =>
  category === undefined ? { value, unit } : { value, unit, category };
const plainTerm = (term: Score["terms"][number]) => ({ ...term });

function problemOf(
  problems: readonly { key: string; message: string }[],
  key: string,
  isShown: boolean,
): string | undefined {
  return isShown ? problems.find((problem) => problem.key.split(".")[0] === key)?.message : undefined;
}

function isDone(saved: Saved): boolean {
  if (saved.kind === "kept") return true;
  return saved.kind === "answer" && saved.answer.answers.every(({ kind }) => kind === "accepted");
}
