import { z } from "zod";
import { evaluate, term } from "./framework.ts";
import type { Framework, NumberField } from "./framework.ts";
import { numberInput } from "./scale.ts";

/** Value against effort, 1 to 10 each: the quadrant for talking, value ÷ effort for ranking. */

const settings = z.object({
  /** Where the quadrants meet, on both axes. */
  split: z.number().min(1).max(10).default(5.5),
});
type ValueEffortSettings = z.output<typeof settings>;

interface ValueEffortInputs {
  readonly value: number;
  readonly effort: number;
}

const value = rating("value", "Value", "What users or the business gain: 10 is the most we can imagine.");
const effort = rating("effort", "Effort", "What it takes: 10 is the most we would ever start.");

const formula = "value ÷ effort";

export const valueEffort: Framework<ValueEffortInputs, ValueEffortSettings> = {
  id: "value-effort",
  name: "Value vs effort",
  formula,
  settings,
  confidenceKey: null,
  fields: () => [value, effort],
  schema: () => z.object({ value: numberInput(value), effort: numberInput(effort) }),
  score: (inputs, { split }) => {
    const terms = [term(value, inputs.value, "adds"), term(effort, inputs.effort, "divides")];
    return {
      framework: "value-effort",
      value: evaluate(terms),
      unit: "",
      formula,
      terms,
      category: quadrant(inputs, split),
      tier: 0,
      notes: [],
    };
  },
};

function quadrant(inputs: ValueEffortInputs, split: number): string {
  if (inputs.value >= split) return inputs.effort < split ? "Quick win" : "Big bet";
  return inputs.effort < split ? "Fill-in" : "Money pit";
}

function rating(key: string, label: string, help: string): NumberField {
  return { kind: "number", key, label, unit: "", help, minimum: 1, maximum: 10, step: null };
}
