import { Label, SectionMessage, Select, Stack, Text, Textfield } from "@forge/react";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { supportedScore } from "#shared/scoring/supported.ts";
import type { Ground } from "../issue/ground.ts";
import { SavedMessage } from "../issue/saved-message.tsx";
import { inputText, selected } from "../plain-events.ts";
import { formulaWords, scoreWords } from "../words.ts";
import { fieldsOf } from "./fields.ts";
import { InputField } from "./input-field.tsx";
import type { ScoreForm } from "./use-score-form.ts";

/** The inputs of a framework; the score follows each keystroke, before anything is saved. */
export function ScoreTab({ ground, form }: { ground: Ground; form: ScoreForm }) {
  const { settings, likeThis } = ground;
  const { framework, given, inputs, result, isTried } = form;
  const problems = result.ok ? [] : result.problems;
  const options = settings.frameworks.map(({ id }) => ({ value: id, label: frameworkById(id).name }));
  return (
    <Stack space="space.150">
      <SavedMessage saved={form.saved} onClose={form.forgetSaved} />
      {likeThis === null ? null : <Text color="color.text.subtle">{likeThis}</Text>}
      {options.length < 2 ? null : (
        <Stack space="space.0">
          <Label labelFor="framework">Framework</Label>
          <Select
            inputId="framework"
            spacing="compact"
            options={options}
            defaultValue={options.find(({ value }) => value === framework) ?? null}
            onChange={(option) => {
              const chosen = frameworkIdSchema.safeParse(selected(option));
              if (chosen.success) form.setFramework(chosen.data);
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
          onInput={(text) => form.put(field, text)}
        />
      ))}
      <Stack space="space.0">
        <Label labelFor="why">Why (kept in the history)</Label>
        <Textfield
          id="why"
          name="why"
          isCompact
          maxLength={2_000}
          onChange={(event) => form.setWhy(inputText(event))}
        />
      </Stack>
      <Preview result={result} />
    </Stack>
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
