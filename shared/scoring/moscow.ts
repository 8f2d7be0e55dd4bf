import { z } from "zod";
import type { CategoryField, Framework } from "./framework.ts";
import { categoryInput } from "./scale.ts";

/** MoSCoW (DSDM): a promise about one timebox, not a number. Ranked by category, then by another framework. */

const words = ["must", "should", "could", "wont"] as const;
export type MoscowCategory = (typeof words)[number];

interface MoscowInputs {
  readonly category: MoscowCategory;
}

const labels: Readonly<Record<MoscowCategory, string>> = {
  must: "Must have",
  should: "Should have",
  could: "Could have",
  wont: "Won't have this time",
};

const category: CategoryField = {
  kind: "category",
  key: "category",
  label: "Category",
  unit: "",
  help: "Must: without it the release has no point. Should: painful to leave out. Could: wanted if there is room.",
  choices: words.map((value) => ({ value, label: labels[value] })),
};

const formula = "the category; within it, another framework decides";

export const moscow: Framework<MoscowInputs, Record<string, never>> = {
  id: "moscow",
  name: "MoSCoW",
  formula,
  settings: z.object({}),
  confidenceKey: null,
  fields: () => [category],
  schema: () => z.object({ category: categoryInput(category, words) }),
  score: (inputs) => ({
    framework: "moscow",
    value: 0,
    unit: "",
    formula,
    terms: [],
    category: labels[inputs.category],
    tier: words.length - 1 - words.indexOf(inputs.category),
    notes: [],
  }),
};
