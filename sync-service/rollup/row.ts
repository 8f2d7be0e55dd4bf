import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { progressSentence } from "#shared/rollup/explain.ts";
import type { Progress } from "#shared/rollup/progress.ts";
import { decisionsNeeded } from "./decisions.ts";
import { findingsOf, type Findings } from "./findings.ts";
import { outcomeInRow } from "./outcome-view.ts";
import type { Sight } from "./sight.ts";
import { forecastView } from "./standing.ts";

/** An initiative in one row of the overview, which is also the head of its page. */
export function rowOf(sight: Sight, findings: Findings = findingsOf(sight)): InitiativeRow {
  const { id, initiative, standing, outcomes, updates, today, version } = sight;
  const { name, url, owner, startsOn, targetOn, isArchived } = initiative;
  const { progress } = standing;
  return {
    id,
    name,
    url,
    owner,
    startsOn,
    targetOn,
    isArchived,
    progress: progressView(progress),
    forecast: forecastView(standing, targetOn),
    health: findings.health,
    outcomes: outcomes.map((served) => outcomeInRow(served, today)),
    decisions: decisionsNeeded(sight, findings).length,
    works: progress.lines.length + progress.leftOut.length,
    updatedAt: updates[0]?.at ?? null,
    version,
  };
}

export function progressView(progress: Progress): InitiativeRow["progress"] {
  const { done, total, completed, started, unstarted, unit, statement, share } = progress;
  const sentence = progressSentence(progress);
  const tenths = share === null ? null : Math.round(share * 1000);
  return { tenths, done, total, completed, started, unstarted, unit, sentence, statement };
}
