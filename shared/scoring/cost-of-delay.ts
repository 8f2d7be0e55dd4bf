import { z } from "zod";
import { evaluate, term } from "./framework.ts";
import type { Framework, NumberField } from "./framework.ts";
import { numberInput } from "./scale.ts";

/** CD3 (Black Swan Farming): the cost of delay a week, in money, divided by the duration in weeks. */

const settings = z.object({ currency: z.string().min(1).default("EUR") });
type CostOfDelaySettings = z.output<typeof settings>;

interface CostOfDelayInputs {
  /** Money lost, or not earned, for each week without it. */
  readonly costPerWeek: number;
  /** From start to delivered. */
  readonly weeks: number;
}

const weeks: NumberField = {
  kind: "number",
  key: "weeks",
  label: "Duration",
  unit: "weeks",
  help: "How long it takes from its start until users have it.",
  minimum: 0.1,
  maximum: null,
  step: null,
};

const formula = "cost of delay per week ÷ duration in weeks";

export const costOfDelay: Framework<CostOfDelayInputs, CostOfDelaySettings> = {
  id: "cost-of-delay",
  name: "CD3",
  formula,
  settings,
  confidenceKey: null,
  fields: (given) => [costPerWeek(given), weeks],
  schema: (given) => z.object({ costPerWeek: numberInput(costPerWeek(given)), weeks: numberInput(weeks) }),
  score: (inputs, given) => {
    const terms = [
      term(costPerWeek(given), inputs.costPerWeek, "adds"),
      term(weeks, inputs.weeks, "divides"),
    ];
    const unit = `${given.currency} a week, per week of work`;
    return { framework: "cost-of-delay", value: evaluate(terms), unit, formula, terms, tier: 0, notes: [] };
  },
};

function costPerWeek({ currency }: CostOfDelaySettings): NumberField {
  return {
    kind: "number",
    key: "costPerWeek",
    label: "Cost of delay",
    unit: `${currency} per week`,
    help: "What each week without it costs: revenue not earned, cost not saved, penalties.",
    minimum: 0,
    maximum: null,
    step: null,
  };
}
