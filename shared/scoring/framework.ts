import type { z } from "zod";

/** What every scoring framework has in common: its inputs as data, its result with the terms that make it. */

export type FrameworkId =
  | "rice"
  | "ice-product"
  | "ice-mean"
  | "wsjf"
  | "cost-of-delay"
  | "value-effort"
  | "weighted"
  | "moscow"
  | "kano";

/**
 * One number of a score's formula. Read from the first to the last, starting at 0, the terms make the value:
 * `adds` adds, `multiplies` and `divides` apply to all that came before. A value in "%" counts as a hundredth.
 */
export interface Term {
  /** The input it comes from, or the name of a constant of the formula. */
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly enters: "adds" | "multiplies" | "divides";
  /** The word of the scale for this value ("massive"), where it has one. */
  readonly word?: string;
}

export interface Score {
  readonly framework: FrameworkId;
  readonly value: number;
  readonly unit: string;
  /** In words, with the names of the terms: "reach × impact × confidence ÷ effort". */
  readonly formula: string;
  readonly terms: readonly Term[];
  /** Quadrant, MoSCoW or Kano category. */
  readonly category?: string;
  /** Ranking compares tiers first (MoSCoW and Kano categories), then values; the higher is first in both. */
  readonly tier: number;
  /** What a reader must know to trust the number. */
  readonly notes: readonly string[];
}

interface FieldBase {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
}

/** A number within a range; `maximum: null` is open above. */
export interface NumberField extends FieldBase {
  readonly kind: "number";
  readonly minimum: number;
  readonly maximum: number | null;
  readonly step: number | null;
}

/** A number out of a short scale, each with its word. */
export interface ChoiceField extends FieldBase {
  readonly kind: "choice";
  readonly choices: readonly { readonly value: number; readonly label: string }[];
}

/** A word out of a list. */
export interface CategoryField extends FieldBase {
  readonly kind: "category";
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** Answers of a Kano questionnaire, counted by pair. */
export interface SurveyField extends FieldBase {
  readonly kind: "survey";
}

export type NumericField = NumberField | ChoiceField;
export type Field = NumericField | CategoryField | SurveyField;

export interface Framework<Inputs, Settings> {
  readonly id: FrameworkId;
  readonly name: string;
  readonly formula: string;
  /** Parses `{}` into the defaults. */
  readonly settings: z.ZodType<Settings>;
  readonly fields: (settings: Settings) => readonly Field[];
  readonly schema: (settings: Settings) => z.ZodType<Inputs>;
  readonly score: (inputs: Inputs, settings: Settings) => Score;
  /** The input that evidence may cap. */
  readonly confidenceKey: string | null;
}

/** The value that the terms make, read from first to last. */
export function evaluate(terms: readonly Term[]): number {
  let value = 0;
  for (const term of terms) {
    const amount = term.unit === "%" ? term.value / 100 : term.value;
    if (term.enters === "adds") value += amount;
    else if (term.enters === "multiplies") value *= amount;
    else value /= amount;
  }
  return value;
}

/** The term of an input, with the scale's word where the field has one. */
export function term(field: NumericField, value: number, enters: Term["enters"]): Term {
  const choice = field.kind === "choice" ? field.choices.find((each) => each.value === value) : undefined;
  const named = choice === undefined || choice.label === "" ? {} : { word: choice.label };
  return { key: field.key, label: field.label, value, unit: field.unit, enters, ...named };
}
