import { z } from "zod";
import { evaluate, term } from "./framework.ts";
import type { Framework, FrameworkId, NumberField, Term } from "./framework.ts";
import { numberInput } from "./scale.ts";

/**
 * ICE: impact, confidence and ease, each rated 1 to 10. Two variants are in use and their numbers do not compare,
 * so each has its own name: the product (the common use) and the mean (Sean Ellis).
 */

interface IceInputs {
  readonly impact: number;
  readonly confidence: number;
  readonly ease: number;
}

const impact = rating("impact", "Impact", "How much it moves the metric if it works.");
const confidence = rating("confidence", "Confidence", "How sure we are that it works. Evidence may cap it.");
const ease = rating("ease", "Ease", "How little it takes: 10 is done in a day.");
const settings = z.object({});

export const iceProduct = variant("ice-product", "ICE (product)", "impact × confidence × ease", (inputs) => [
  term(impact, inputs.impact, "adds"),
  term(confidence, inputs.confidence, "multiplies"),
  term(ease, inputs.ease, "multiplies"),
]);

export const iceMean = variant("ice-mean", "ICE (mean)", "(impact + confidence + ease) ÷ 3", (inputs) => [
  term(impact, inputs.impact, "adds"),
  term(confidence, inputs.confidence, "adds"),
  term(ease, inputs.ease, "adds"),
  { key: "ratings", label: "Ratings", value: 3, unit: "", enters: "divides" },
]);

function variant(
  id: FrameworkId,
  name: string,
  formula: string,
  termsOf: (inputs: IceInputs) => readonly Term[],
): Framework<IceInputs, Record<string, never>> {
  return {
    id,
    name,
    formula,
    settings,
    confidenceKey: "confidence",
    fields: () => [impact, confidence, ease],
    schema: () =>
      z.object({ impact: numberInput(impact), confidence: numberInput(confidence), ease: numberInput(ease) }),
    score: (inputs) => {
      const terms = termsOf(inputs);
      return { framework: id, value: evaluate(terms), unit: "", formula, terms, tier: 0, notes: [] };
    },
  };
}

function rating(key: string, label: string, help: string): NumberField {
  return { kind: "number", key, label, unit: "", help, minimum: 1, maximum: 10, step: null };
}
