import { z } from "zod";
import type { CategoryField, ChoiceField, Field, NumberField } from "./framework.ts";

/**
 * The schema of an input, made from its description, so that what a form shows and what is accepted cannot
 * differ. A refusal names the scale, and a likely slip is asked about instead of being taken at its word.
 */

export function numberInput(field: NumberField): z.ZodType<number> {
  return z
    .number({ error: () => `${field.label} is missing: ${scaleOf(field)}.` })
    .refine((value) => fits(field, value), {
      error: (issue) => refusal(field, issue.input),
    });
}

export function choiceInput(field: ChoiceField): z.ZodType<number> {
  return z
    .number({ error: () => `${field.label} is missing: ${scaleOf(field)}.` })
    .refine((value) => field.choices.some((choice) => choice.value === value), {
      error: (issue) => refusal(field, issue.input),
    });
}

export function categoryInput<Word extends string>(
  field: CategoryField,
  words: readonly [Word, ...Word[]],
): z.ZodType<Word> {
  return z.enum(words, { error: (issue) => refusal(field, issue.input) });
}

/** The scale in words: "one of 3 (massive), 2 (high)", "a number from 1 to 10", "at least 0.5 person-months". */
function scaleOf(field: Field): string {
  if (field.kind === "survey") return "pairs of answers to a question asked both ways";
  if (field.kind === "category") return `one of ${field.choices.map((choice) => choice.label).join(", ")}`;
  if (field.kind === "choice") {
    const words = field.choices.map(({ value, label }) => {
      const amount = field.unit === "%" ? `${value} %` : `${value}`;
      return label === "" ? amount : `${amount} (${label})`;
    });
    return `one of ${words.join(", ")}`;
  }
  const unit = field.unit === "" ? "" : ` ${field.unit}`;
  const steps = field.step === null ? "" : field.step === 1 ? ", whole" : `, in steps of ${field.step}`;
  return field.maximum === null
    ? `at least ${field.minimum}${unit}${steps}`
    : `a number from ${field.minimum} to ${field.maximum}${unit}${steps}`;
}

function fits(field: NumberField, value: number): boolean {
  if (!Number.isFinite(value) || value < field.minimum) return false;
  if (field.maximum !== null && value > field.maximum) return false;
  if (field.step === null) return true;
  const steps = (value - field.minimum) / field.step;
  return Math.abs(steps - Math.round(steps)) < 1e-9;
}

function refusal(field: Exclude<Field, { kind: "survey" }>, input: unknown): string {
  const given = typeof input === "string" ? `“${input}”` : String(input);
  return `${field.label} is ${scaleOf(field)}; ${given} is not on that scale.${question(field, input)}`;
}

/** 0.8 in a percent field is most likely 80 %, but only its author knows. */
function question(field: Field, input: unknown): string {
  if (typeof input !== "number" || field.kind === "category" || field.unit !== "%") return "";
  return input > 0 && input <= 1 ? ` Did you mean ${Math.round(input * 100)} %?` : "";
}
