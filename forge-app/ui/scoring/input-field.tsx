import { ErrorMessage, HelperMessage, Label, Select, Stack, TextArea, Textfield } from "@forge/react";
import { z } from "zod";
import type { Field } from "#shared/scoring/framework.ts";
import { inputText, selected } from "../plain-events.ts";
import { optionsOf, scaleWords } from "./fields.ts";

/** One input of a score with its scale and its rubric; what is wrong with it stands below it. */
export function InputField(properties: {
  field: Field;
  given: unknown;
  problem: string | undefined;
  isMine: boolean;
  onInput: (text: string | number | null) => void;
}) {
  const { field, given, problem, isMine, onInput } = properties;
  const id = `input-${field.key}`;
  const options = optionsOf(field);
  const chosen = options.find(({ value }) => value === given);
  const common = { isDisabled: !isMine, isInvalid: problem !== undefined };
  const help = [field.help, scaleWords(field)].filter((words) => words !== "");
  return (
    <Stack space="space.0">
      <Label labelFor={id}>{field.label}</Label>
      {field.kind === "number" ? (
        <Textfield
          {...common}
          id={id}
          name={field.key}
          type="number"
          isCompact
          {...(typeof given === "number" ? { defaultValue: given } : {})}
          onChange={(event) => onInput(inputText(event))}
        />
      ) : field.kind === "survey" ? (
        <TextArea
          {...common}
          id={id}
          name={field.key}
          minimumRows={4}
          placeholder="functional,dysfunctional"
          defaultValue={surveyText(given)}
          onChange={(event) => onInput(inputText(event))}
        />
      ) : (
        <Select
          {...common}
          inputId={id}
          spacing="compact"
          options={options}
          isClearable
          {...(chosen === undefined ? {} : { defaultValue: chosen })}
          onChange={(option) => onInput(selected(option))}
        />
      )}
      {problem === undefined ? null : <ErrorMessage>{problem}</ErrorMessage>}
      <HelperMessage>
        {isMine ? help.join(" ") : `Only those whom the settings name may give ${field.label.toLowerCase()}.`}
      </HelperMessage>
    </Stack>
  );
}

/** A survey's answers, one pair a line, as they are entered. */
function surveyText(given: unknown): string {
  if (typeof given === "string") return given;
  if (!Array.isArray(given)) return "";
  return given.map((pair: unknown) => pairSchema.parse(pair).join(",")).join("\n");
}

/** Functional answer, dysfunctional answer, how many people; in the order in which they are typed. */
const pairSchema = z
  .object({ functional: z.string(), dysfunctional: z.string(), people: z.number().optional() })
  .transform(({ functional, dysfunctional, people = 1 }) => [functional, dysfunctional, String(people)]);
