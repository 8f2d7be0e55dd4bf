import { defaultScoringSettings, type ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { addDays, type Day } from "#shared/day.ts";
import type { SeededIssue } from "./seed-scores.ts";

/** What the history says of such a score: nobody may take it for an opinion. */
export const DERIVED =
  "Derived from the file by the demo: story points as effort, the rest by the row. Nobody gave it.";

export const importedScoringSettings: ScoringSettings = {
  ...defaultScoringSettings,
  frameworks: (["rice", "value-effort", "wsjf", "cost-of-delay"] as const).map((id) => ({
    id,
    settings: {},
    mayGive: {},
  })),
};

const impacts = [0.25, 0.5, 1, 1, 2, 3];
const confidences = [50, 80, 80, 100];
const relative = [1, 2, 3, 5, 8, 13, 20];
const kinds = ["opinions", "anecdotes", "user-evidence", "tests", "market-data"];

/**
 * Scores for issues of a file, the same for the same file: effort is the story points (ten a month), everything
 * else is spread by the row. Every tenth issue stays without one, as in any backlog.
 */
export function derivedScores(
  issues: readonly { issue: JiraIssue; points: number | null }[],
  today: Day,
): SeededIssue[] {
  return issues.flatMap(({ issue, points }, row) => {
    if (row % 10 === 9) return [];
    const pick = <Item>(items: readonly Item[], salt: number): Item | undefined =>
      items[(row * 31 + salt * 17 + (row >> 3)) % items.length];
    const effort = Math.max(0.5, (points ?? 3) / 10);
    const rice = {
      reach: 50 + ((row * 137) % 4_000),
      impact: pick(impacts, 1),
      confidence: pick(confidences, 2),
      effort,
    };
    const kind = pick(kinds, 3) ?? "opinions";
    return [
      {
        issue,
        scores: {
          rice,
          ...(row % 2 === 0
            ? {
                "value-effort": {
                  value: 1 + ((row * 7) % 10),
                  effort: Math.min(10, Math.max(1, points ?? 3)),
                },
              }
            : {}),
          ...(row % 3 === 0
            ? {
                wsjf: {
                  userBusinessValue: pick(relative, 4),
                  timeCriticality: pick(relative, 5),
                  riskReduction: pick(relative, 6),
                  jobSize: pick(relative, 7),
                },
              }
            : {}),
          ...(row % 5 === 0
            ? {
                "cost-of-delay": {
                  costPerWeek: 100 * (1 + ((row * 11) % 60)),
                  weeks: Math.max(0.5, (points ?? 3) / 2),
                },
              }
            : {}),
        },
        outcomes: [],
        evidence:
          row % 4 === 0
            ? [{ kind, source: "The demo", quote: DERIVED, observedOn: addDays(today, -((row * 3) % 400)) }]
            : [],
      },
    ];
  });
}
