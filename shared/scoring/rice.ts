import { z } from "zod";
import { evaluate, term } from "./framework.ts";
import type { ChoiceField, Framework, NumberField } from "./framework.ts";
import { choiceInput, numberInput } from "./scale.ts";

/**
 * RICE (Intercom): reach × impact × confidence ÷ effort. Reach is counted in people, accounts, requests or
 * money per period; effort in person-months, at least half of one.
 */

const settings = z.object({
  reachUnit: z.string().min(1).default("users"),
  period: z.string().min(1).default("quarter"),
});
type RiceSettings = z.output<typeof settings>;

interface RiceInputs {
  readonly reach: number;
  readonly impact: number;
  /** In percent. */
  readonly confidence: number;
  /** In person-months. */
  readonly effort: number;
}

const impact: ChoiceField = {
  kind: "choice",
  key: "impact",
  label: "Impact",
  unit: "",
  help: "How much it changes things for one of those reached.",
  choices: [
    { value: 3, label: "massive" },
    { value: 2, label: "high" },
    { value: 1, label: "medium" },
    { value: 0.5, label: "low" },
    { value: 0.25, label: "minimal" },
  ],
};

const confidence: ChoiceField = {
  kind: "choice",
  key: "confidence",
  label: "Confidence",
  unit: "%",
  help: "How well reach, impact and effort are supported. Evidence may cap it.",
  choices: [
    { value: 100, label: "high" },
    { value: 80, label: "medium" },
    { value: 50, label: "low" },
  ],
};

const effort: NumberField = {
  kind: "number",
  key: "effort",
  label: "Effort",
  unit: "person-months",
  help: "What everyone together puts in: product, design and engineering.",
  minimum: 0.5,
  maximum: null,
  step: null,
};

const formula = "reach × impact × confidence ÷ effort";

export const rice: Framework<RiceInputs, RiceSettings> = {
  id: "rice",
  name: "RICE",
  formula,
  settings,
  confidenceKey: "confidence",
  fields: (given) => [reach(given), impact, confidence, effort],
  schema: (given) =>
    z.object({
      reach: numberInput(reach(given)),
      impact: choiceInput(impact),
      confidence: choiceInput(confidence),
      effort: numberInput(effort),
    }),
  score: (inputs, given) => {
    const terms = [
      term(reach(given), inputs.reach, "adds"),
      term(impact, inputs.impact, "multiplies"),
      term(confidence, inputs.confidence, "multiplies"),
      term(effort, inputs.effort, "divides"),
    ];
    return { framework: "rice", value: evaluate(terms), unit: "", formula, terms, tier: 0, notes: [] };
  },
};

function reach({ reachUnit, period }: RiceSettings): NumberField {
  return {
    kind: "number",
    key: "reach",
    label: "Reach",
    unit: `${reachUnit} per ${period}`,
    help: `What it reaches in one ${period}, counted in ${reachUnit}.`,
    minimum: 0,
    maximum: null,
    step: null,
  };
}
