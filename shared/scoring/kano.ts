import { z } from "zod";
import type { Framework, SurveyField } from "./framework.ts";

/**
 * Kano: each person answers one question twice, with the feature (functional) and without it (dysfunctional). The
 * 5×5 table turns a pair into a category; Better = (A+O)/(A+O+M+I), Worse = −(O+M)/(A+O+M+I). Reverse and
 * questionable answers are not in that sum; their shares are shown.
 */

export const kanoAnswers = ["like", "must-be", "neutral", "live-with", "dislike"] as const;
export type KanoAnswer = (typeof kanoAnswers)[number];

type KanoCategory = "A" | "O" | "M" | "I" | "R" | "Q";

const kanoNames: Readonly<Record<KanoCategory, string>> = {
  M: "Must-be",
  O: "One-dimensional",
  A: "Attractive",
  I: "Indifferent",
  R: "Reverse",
  Q: "Questionable",
};

/** Rows: functional answer; columns: dysfunctional answer, both in the order of `kanoAnswers`. */
const table: Readonly<
  Record<KanoAnswer, readonly [KanoCategory, KanoCategory, KanoCategory, KanoCategory, KanoCategory]>
> = {
  like: ["Q", "A", "A", "A", "O"],
  "must-be": ["R", "I", "I", "I", "M"],
  neutral: ["R", "I", "I", "I", "M"],
  "live-with": ["R", "I", "I", "I", "M"],
  dislike: ["R", "R", "R", "R", "Q"],
};

/** Ties go to the category nearer the start; ranking follows the same order. */
const precedence: readonly KanoCategory[] = ["M", "O", "A", "I", "R", "Q"];
const enoughAnswers = 20;

const pair = z.object({
  functional: z.enum(kanoAnswers, {
    error: () => `A functional answer is one of ${kanoAnswers.join(", ")}.`,
  }),
  dysfunctional: z.enum(kanoAnswers, {
    error: () => `A dysfunctional answer is one of ${kanoAnswers.join(", ")}.`,
  }),
  /** How many people gave this pair. */
  people: z.int("People are counted whole.").positive("At least one person gave an answer.").default(1),
});
const inputs = z.object({
  answers: z.array(pair).min(1, "A Kano score needs at least one person's pair of answers."),
});
type KanoInputs = z.output<typeof inputs>;
export type KanoPair = z.output<typeof pair>;

const answersField: SurveyField = {
  kind: "survey",
  key: "answers",
  label: "Answers",
  unit: "people",
  help: "How would you feel if you had it? How would you feel if you did not?",
};

interface KanoResult {
  readonly people: number;
  /** Share of all answers, 0 to 1. */
  readonly shares: Readonly<Record<KanoCategory, number>>;
  readonly category: KanoCategory;
  /** How much having it pleases, 0 to 1, and lacking it annoys, −1 to 0; null when nobody answered A, O, M or I. */
  readonly better: number | null;
  readonly worse: number | null;
}

export function kanoCategory(functional: KanoAnswer, dysfunctional: KanoAnswer): KanoCategory {
  const category = table[functional][kanoAnswers.indexOf(dysfunctional)];
  if (category === undefined) throw new Error(`No Kano category for ${functional} and ${dysfunctional}.`);
  return category;
}

export function kanoResult(answers: readonly KanoPair[]): KanoResult {
  const counts: Record<KanoCategory, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
  for (const { functional, dysfunctional, people } of answers)
    counts[kanoCategory(functional, dysfunctional)] += people;
  return kanoResultOfCounts(counts);
}

/** From counts, or percentages, by category: what a published table gives. */
export function kanoResultOfCounts(counts: Readonly<Record<KanoCategory, number>>): KanoResult {
  const people = precedence.reduce((sum, category) => sum + counts[category], 0);
  const most = Math.max(...precedence.map((category) => counts[category]));
  const clear = counts.A + counts.O + counts.M + counts.I;
  const share = (category: KanoCategory): number => (people === 0 ? 0 : counts[category] / people);
  return {
    people,
    shares: { A: share("A"), O: share("O"), M: share("M"), I: share("I"), R: share("R"), Q: share("Q") },
    category: precedence.find((category) => counts[category] === most) ?? "Q",
    better: clear === 0 ? null : (counts.A + counts.O) / clear,
    worse: clear === 0 ? null : -(counts.O + counts.M) / clear,
  };
}

const formula = "the most frequent category; within it, Better − Worse";

export const kano: Framework<KanoInputs, Record<string, never>> = {
  id: "kano",
  name: "Kano",
  formula,
  settings: z.object({}),
  confidenceKey: null,
  fields: () => [answersField],
  schema: () => inputs,
  score: ({ answers }) => {
    const result = kanoResult(answers);
    const better = result.better ?? 0;
    const worse = result.worse ?? 0;
    return {
      framework: "kano",
      value: better - worse,
      unit: "",
      formula,
      terms: [
        { key: "better", label: "Better", value: better, unit: "", enters: "adds" },
        { key: "worse", label: "Worse", value: -worse, unit: "", enters: "adds", word: "as an amount" },
      ],
      category: kanoNames[result.category],
      tier: precedence.length - 1 - precedence.indexOf(result.category),
      notes: notesOn(result),
    };
  },
};

function notesOn({ people, shares, better }: KanoResult): readonly string[] {
  const notes: string[] = [];
  if (people < enoughAnswers)
    notes.push(`Only ${people} people answered; fewer than ${enoughAnswers} say little.`);
  if (shares.R > 0) notes.push(`${percent(shares.R)} want the opposite (reverse).`);
  if (shares.Q > 0) notes.push(`${percent(shares.Q)} contradict themselves (questionable).`);
  if (better === null) notes.push("Nobody gave an answer that Better and Worse could be computed from.");
  return notes;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
