import type { BacklogAnswer, BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { disagreements } from "#shared/scoring/disagreement.ts";
import type { RankSpan } from "#shared/scoring/stability.ts";
import { rankedBy } from "./evaluate.ts";
import { backlogChecks } from "./backlog-checks.ts";
import type { ScoringDesk } from "./desk.ts";
import type { Ranking, Standing } from "./ranking.ts";
import { outcomeTitles } from "./outcomes.ts";
import { inputsOf } from "./roles.ts";

interface BacklogQuery {
  project: string;
  framework: FrameworkId;
  after: number;
  limit: number;
}

/** The ranked rows of a project, scored ones first; nothing is asked of Jira for them. */
export async function backlogOf(
  desk: ScoringDesk,
  { project, framework, after, limit }: BacklogQuery,
  viewer: string | null,
): Promise<BacklogAnswer> {
  const known = await desk.look();
  const { ledger } = desk;
  const { settings } = ledger;
  const ranking = desk.ranking(known, project, framework);
  const others = settings.frameworks
    .map(({ id }) => id)
    .filter((id) => id !== framework)
    .map((id) => desk.ranking(known, project, id))
    .filter(({ ranked }) => ranked.length > 0);
  const spread = spreadByKey([ranking, ...others]);
  const order = inOrder(ranking);
  const spans = await ranking.spans();
  const rows = order
    .slice(after, after + limit)
    .map((standing) => rowOf(desk, standing, spans, others, spread.get(standing.key) ?? null));
  const people = new Set(rows.flatMap(({ by }) => by ?? []));
  return {
    now: desk.now(),
    version: desk.versionOf(known),
    rows,
    total: order.length,
    scored: ranking.ranked.length,
    people: Object.fromEntries([...desk.names].filter(([id]) => people.has(id))),
    outcomeTitles: Object.fromEntries(await outcomeTitles(desk.parts.store.records)),
    settings,
    settingsRevision: ledger.savedSettings?.revision ?? 0,
    mayGive: inputsOf(settings, framework, viewer),
    checks: backlogChecks(ledger, ranking),
  };
}

/** By rank; what has none after that, in the order in which the mirror came to know it. */
function inOrder({ ranked, byId }: Ranking): Standing[] {
  const byKey = new Map([...byId.values()].map((standing) => [standing.key, standing]));
  const scored = ranked.flatMap(({ key }) => byKey.get(key) ?? []);
  return [...scored, ...[...byId.values()].filter((standing) => standing.ranked === null)];
}

function rowOf(
  { ledger }: ScoringDesk,
  { id, key, entry, result, problems, ranked, meter }: Standing,
  spans: ReadonlyMap<string, RankSpan>,
  others: readonly Ranking[],
  disagreement: number | null,
): BacklogRow {
  const span = ranked === null ? undefined : spans.get(key);
  const score = result === null ? null : rankedBy(ledger.settings, result);
  const ranges = entry?.body.ranges ?? {};
  const otherRanks = others.flatMap(({ framework, byId }) => {
    const rank = byId.get(id)?.ranked?.rank;
    return rank === undefined ? [] : [[framework, rank] as const];
  });
  return {
    id,
    key,
    rank: ranked?.rank ?? null,
    value: score?.value ?? null,
    stated: result?.stated.value ?? null,
    ...(ranked?.within === undefined ? {} : { within: ranked.within }),
    ...(score?.category === undefined ? {} : { category: score.category }),
    inputs: entry?.body.inputs ?? null,
    ...(Object.keys(ranges).length > 0 ? { ranges } : {}),
    ...(problems.length > 0 ? { problems: [...problems] } : {}),
    revision: entry?.revision ?? 0,
    span: span ? { from: span.from, to: span.to } : null,
    evidence: {
      meter: meter.value,
      strongest: meter.strongest?.kind ?? null,
      items: ledger.evidenceOf(id).length,
    },
    otherRanks: Object.fromEntries(otherRanks),
    disagreement,
    rescores: ledger.openRescores(id).length,
    outcomes: ledger.outcomes.get(id)?.body.outcomes.map((outcome) => outcome.id) ?? [],
    by: entry?.who ?? null,
    at: entry?.at ?? null,
  };
}

/**
 * How far apart the frameworks are on each issue: over the issues that both of two rank, so that a framework that
 * scored only a few does not hide what the others say. The widest of the pairs counts.
 */
function spreadByKey([own, ...others]: readonly Ranking[]): ReadonlyMap<string, number> {
  const widest = new Map<string, number>();
  if (!own) return widest;
  for (const other of others) {
    const pair = new Map([
      [own.framework, own.ranked],
      [other.framework, other.ranked],
    ]);
    for (const { key, spread, of } of disagreements(pair)) {
      if (of >= 2) widest.set(key, Math.max(widest.get(key) ?? 0, spread));
    }
  }
  return widest;
}
