import { z } from "zod";
import { evaluate, term } from "./framework.ts";
import type { ChoiceField, Framework } from "./framework.ts";
import { choiceInput } from "./scale.ts";

/**
 * WSJF (SAFe): (user-business value + time criticality + risk reduction or opportunity enablement) ÷ job size.
 * All four are relative to the rest of the backlog, where each column should hold a 1 somewhere.
 */

export interface WsjfInputs {
  readonly userBusinessValue: number;
  readonly timeCriticality: number;
  readonly riskReduction: number;
  readonly jobSize: number;
}

const userBusinessValue = relative(
  "userBusinessValue",
  "User-business value",
  "What users or the business gain.",
);
const timeCriticality = relative(
  "timeCriticality",
  "Time criticality",
  "How fast that value decays with waiting.",
);
const riskReduction = relative(
  "riskReduction",
  "Risk reduction or opportunity enablement",
  "What it makes safer or possible later.",
);
const jobSize = relative("jobSize", "Job size", "How long it takes, compared with the smallest job.");

const formula =
  "(user-business value + time criticality + risk reduction or opportunity enablement) ÷ job size";

export const wsjf: Framework<WsjfInputs, Record<string, never>> = {
  id: "wsjf",
  name: "WSJF",
  formula,
  settings: z.object({}),
  confidenceKey: null,
  fields: () => [userBusinessValue, timeCriticality, riskReduction, jobSize],
  schema: () =>
    z.object({
      userBusinessValue: choiceInput(userBusinessValue),
      timeCriticality: choiceInput(timeCriticality),
      riskReduction: choiceInput(riskReduction),
      jobSize: choiceInput(jobSize),
    }),
  score: (inputs) => {
    const terms = [
      term(userBusinessValue, inputs.userBusinessValue, "adds"),
      term(timeCriticality, inputs.timeCriticality, "adds"),
      term(riskReduction, inputs.riskReduction, "adds"),
      term(jobSize, inputs.jobSize, "divides"),
    ];
    return { framework: "wsjf", value: evaluate(terms), unit: "", formula, terms, tier: 0, notes: [] };
  },
};

function relative(key: string, label: string, help: string): ChoiceField {
  const choices = [1, 2, 3, 5, 8, 13, 20].map((value) => ({ value, label: "" }));
  return { kind: "choice", key, label, unit: "", help, choices };
}
