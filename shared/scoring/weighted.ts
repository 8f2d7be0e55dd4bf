import { z } from "zod";
import { evaluate } from "./framework.ts";
import type { Framework, NumberField, Term } from "./framework.ts";
import { numberInput } from "./scale.ts";

/**
 * Own criteria: Σ weight × normalised criterion ÷ Σ weight, 0 to 100. A criterion is normalised against the
 * minimum and maximum it was defined with, never against what other issues hold: the score of one issue does not
 * move because another changed.
 */

const criterion = z
  .object({
    key: z.string().min(1),
    label: z.string().min(1),
    unit: z.string().default(""),
    help: z.string().default(""),
    weight: z.number().positive("A weight is above 0."),
    minimum: z.number(),
    maximum: z.number(),
    /** Which end is good: "lower" for cost, risk or effort. */
    better: z.enum(["higher", "lower"]).default("higher"),
  })
  .refine(({ minimum, maximum }) => minimum < maximum, "A criterion's maximum lies above its minimum.");
type Criterion = z.output<typeof criterion>;

const settings = z.object({
  criteria: z
    .array(criterion)
    .min(1, "A weighted score needs at least one criterion.")
    .refine(
      (criteria) => new Set(criteria.map(({ key }) => key)).size === criteria.length,
      "Two criteria share a key.",
    )
    .default([
      {
        key: "value",
        label: "Value",
        unit: "",
        help: "",
        weight: 3,
        minimum: 0,
        maximum: 10,
        better: "higher",
      },
      {
        key: "strategy",
        label: "Fit with strategy",
        unit: "",
        help: "",
        weight: 2,
        minimum: 0,
        maximum: 10,
        better: "higher",
      },
      {
        key: "effort",
        label: "Effort",
        unit: "",
        help: "",
        weight: 2,
        minimum: 0,
        maximum: 10,
        better: "lower",
      },
    ]),
});
type WeightedSettings = z.output<typeof settings>;

const formula = "Σ weight × normalised criterion ÷ Σ weight";

export const weighted: Framework<Readonly<Record<string, number>>, WeightedSettings> = {
  id: "weighted",
  name: "Weighted criteria",
  formula,
  settings,
  confidenceKey: null,
  fields: ({ criteria }) => criteria.map(field),
  schema: ({ criteria }) =>
    z.object(Object.fromEntries(criteria.map((each) => [each.key, numberInput(field(each))]))),
  score: (inputs, { criteria }) => {
    const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
    const terms = criteria.map((each) => contribution(each, inputs[each.key] ?? each.minimum, weights));
    return {
      framework: "weighted",
      value: evaluate(terms),
      unit: "of 100",
      formula,
      terms,
      tier: 0,
      notes: [],
    };
  },
};

/** What the criterion brings to the 100, with the value that was given. */
function contribution(
  { key, label, unit, minimum, maximum, better, weight }: Criterion,
  given: number,
  weights: number,
): Term {
  const along = (given - minimum) / (maximum - minimum);
  const good = better === "higher" ? along : 1 - along;
  const word = `${given}${unit === "" ? "" : ` ${unit}`} of ${minimum} to ${maximum}, weight ${weight} of ${weights}`;
  return { key, label, value: (100 * weight * good) / weights, unit: "of 100", enters: "adds", word };
}

function field({ key, label, unit, help, minimum, maximum }: Criterion): NumberField {
  return { kind: "number", key, label, unit, help, minimum, maximum, step: null };
}
