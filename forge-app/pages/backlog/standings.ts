import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { FrameworkId, Score } from "#shared/scoring/framework.ts";
import { rankIssues } from "#shared/scoring/rank.ts";
import type { Rankable, Ranked } from "#shared/scoring/rank.ts";
import type { Problem } from "#shared/scoring/registry.ts";
import { supportedScore } from "#shared/scoring/supported.ts";

/** The rows as they rank now, edits included, by the code that ranks in the service too. */

export interface Standing {
  readonly row: BacklogRow;
  /** What it ranks by (settings.rankBy); null when it has no score. */
  readonly score: Score | null;
  readonly stated: Score | null;
  /** The evidence holds the confidence below what was stated. */
  readonly isCapped: boolean;
  /** Why there is no score although there are inputs. */
  readonly problems: readonly Problem[];
  readonly rank: number | null;
}

export interface Standings {
  readonly framework: FrameworkId;
  readonly of: ReadonlyMap<string, Standing>;
  /** The ranked ones, the best first. */
  readonly ranking: readonly Ranked[];
}

export function standingsOf(
  rows: readonly BacklogRow[],
  framework: FrameworkId,
  settings: ScoringSettings,
): Standings {
  const own = settingsOf(framework, settings);
  const scored = rows.map((row) => scoredOnce(row, framework, own, settings.rankBy));
  const ranking = rankIssues(scored.flatMap(({ rankable }) => rankable ?? []));
  const ranks = new Map(ranking.map(({ key, rank }) => [key, rank]));
  const standings = scored.map(
    ({ rankable: _, ...rest }) => [rest.row.id, { ...rest, rank: ranks.get(rest.row.key) ?? null }] as const,
  );
  return { framework, of: new Map(standings), ranking };
}

/** What an input's own cell must know of the problems of the whole. */
export function problemOf(standing: Standing, key: string): string | null {
  return standing.problems.find((problem) => problem.key.split(".")[0] === key)?.message ?? null;
}

/** The framework's own settings, one object as long as the settings are the same (the registry remembers by it). */
export function settingsOf(framework: FrameworkId, settings: ScoringSettings): Record<string, unknown> {
  return settings.frameworks.find(({ id }) => id === framework)?.settings ?? NO_SETTINGS;
}
const NO_SETTINGS: Record<string, unknown> = {};

interface Scored extends Omit<Standing, "rank"> {
  readonly framework: FrameworkId;
  readonly settings: Record<string, unknown>;
  readonly rankBy: ScoringSettings["rankBy"];
  readonly rankable: Rankable | null;
}

/** A row is a new object when it is edited, so of thousands only the edited one is computed anew. */
const known = new WeakMap<BacklogRow, Scored>();

function scoredOnce(
  row: BacklogRow,
  framework: FrameworkId,
  settings: Record<string, unknown>,
  rankBy: ScoringSettings["rankBy"],
): Scored {
  const before = known.get(row);
  if (before?.framework === framework && before.settings === settings && before.rankBy === rankBy)
    return before;
  const now = { ...scored(row, framework, settings, rankBy), framework, settings, rankBy };
  known.set(row, now);
  return now;
}

function scored(
  row: BacklogRow,
  framework: FrameworkId,
  settings: Record<string, unknown>,
  rankBy: ScoringSettings["rankBy"],
) {
  const none = { row, score: null, stated: null, isCapped: false, rankable: null };
  if (row.inputs === null) return { ...none, problems: [] };
  // Only the meter's value holds the confidence; what its strongest evidence says is on the issue itself.
  const meter = { value: row.evidence.meter, strongest: null, fadesOn: null };
  const result = supportedScore(framework, row.inputs, settings, meter);
  if (!result.ok) return { ...none, problems: result.problems };
  const { stated, supported, isCapped } = result.result;
  const score = rankBy === "stated" ? stated : supported;
  const within = row.within === undefined ? {} : { within: row.within };
  return { row, score, stated, isCapped, problems: [], rankable: { key: row.key, score, ...within } };
}
