import type { ScoreSummary } from "#shared/contract/worth.ts";
import type { Score } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { ScoreRecord } from "./records.ts";

/** A score as people are shown it: with its terms, who gave it and when. */
export function summaryOf(
  { framework, value, unit, formula, terms, category, notes }: Score,
  { at, who }: Entry<ScoreRecord>,
  names: ReadonlyMap<string, string>,
): ScoreSummary {
  return {
    framework,
    name: frameworkById(framework).name,
    value,
    unit,
    formula,
    terms: terms.map((term) => ({ ...term })),
    ...(category === undefined ? {} : { category }),
    notes: [...notes],
    changedAt: at,
    changedBy: names.get(who) ?? who,
  };
}
