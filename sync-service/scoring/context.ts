import type {
  FrameworkScore,
  ScoringContext,
  Standing as ToldStanding,
} from "#shared/contract/scoring/context.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { meterOf } from "#shared/scoring/evidence.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { explainRank } from "#shared/scoring/rank.ts";
import type { ScoringDesk } from "./desk.ts";
import { evaluate, labelOf, meterOfIssue } from "./evaluate.ts";
import { outcomesToChoose } from "./outcomes.ts";
import { projectOf, type KnownIssues } from "./project-issues.ts";
import { changedOutside, propertyDue, propertyOf } from "./property.ts";
import type { Ranking } from "./ranking.ts";
import { inputsOf } from "./roles.ts";
import { summaryOf } from "./summary.ts";

/** A chain of parents is never longer; a circle ends here as well. */
const MOST_PARENTS = 5;

/** What Jira shows of the issue just now; null when Jira could not be asked. */
export interface SeenInJira {
  property: unknown;
  parent: JiraIssue | null;
}

/** What the issue context shows about scoring, and what its modal needs. */
export async function scoringContext(
  desk: ScoringDesk,
  issue: JiraIssue,
  viewer: string | null,
  seen: SeenInJira | null,
): Promise<ScoringContext> {
  const [known, outcomesThereAre] = await Promise.all([
    desk.look(),
    outcomesToChoose(desk.parts.store.records),
  ]);
  const { ledger } = desk;
  const { settings } = ledger;
  const inUse = settings.frameworks.map(({ id }) => id);
  const others = [...(ledger.scores.get(issue.id)?.values() ?? [])]
    .filter(({ body }) => body.inputs !== null && !inUse.includes(body.framework))
    .map(({ body }) => body.framework);
  const meter = meterOfIssue(ledger, issue.id, desk.today());
  const served = ledger.outcomes.get(issue.id);
  return {
    settings,
    settingsRevision: ledger.savedSettings?.revision ?? 0,
    scores: await Promise.all(
      [...inUse, ...others].map((framework) => scoreBy(desk, known, issue, framework, viewer)),
    ),
    evidence: {
      items: evidenceItems(desk, issue.id),
      meter: { value: meter.value, strongest: meter.strongest?.id ?? null, fadesOn: meter.fadesOn },
    },
    served: { revision: served?.revision ?? 0, outcomes: served?.body.outcomes ?? [] },
    outcomesThereAre,
    parents: parentsOf(known, issue, seen?.parent ?? null),
    rescores: ledger
      .openRescores(issue.id)
      .map(([id, { body, who, at }]) => ({
        id,
        framework: body.framework,
        input: body.input,
        label: labelOf(settings, body.framework, body.input),
        sentence: body.sentence,
        by: desk.personOf(who),
        at,
      }))
      .sort((one, other) => other.at - one.at),
    property: {
      accepted: propertyOf(ledger, issue.id),
      isDue: propertyDue(ledger, issue) !== undefined,
      changedOutside: seen === null ? null : changedOutside(ledger, issue, seen.property, desk.now()),
    },
    openPoker: [...(ledger.poker.get(issue.id)?.values() ?? [])]
      .filter(({ body }) => body.revealed === null)
      .map(({ body }) => body.round),
  };
}

async function scoreBy(
  desk: ScoringDesk,
  known: KnownIssues,
  issue: JiraIssue,
  framework: FrameworkId,
  viewer: string | null,
): Promise<FrameworkScore> {
  const { ledger } = desk;
  const entry = ledger.scoreOf(issue.id, framework);
  const inputs = entry?.body.inputs ?? null;
  const base = {
    framework,
    revision: entry?.revision ?? 0,
    inputs,
    ranges: entry?.body.ranges ?? {},
    by: entry ? desk.personOf(entry.who) : null,
    at: entry?.at ?? null,
    why: entry?.why ?? null,
    mayGive: inputsOf(ledger.settings, framework, viewer),
  };
  const none = { stated: null, supported: null, isCapped: false, support: "", standing: null };
  if (!entry || inputs === null) return { ...base, ...none, problems: [] };
  const meter = meterOfIssue(ledger, issue.id, desk.today());
  const evaluated = evaluate(ledger.settings, framework, inputs, meter);
  if (evaluated.kind === "unfinished") return { ...base, ...none, problems: [...evaluated.problems] };
  const { stated, supported, isCapped, sentence } = evaluated.result;
  const ranking = desk.ranking(known, projectOf(known.byId.get(issue.id)?.key ?? issue.key), framework);
  return {
    ...base,
    problems: [],
    stated: summaryOf(stated, entry, desk.names),
    supported: summaryOf(supported, entry, desk.names),
    isCapped,
    support: sentence,
    standing: await standingIn(ranking, issue.id),
  };
}

async function standingIn(ranking: Ranking, id: string): Promise<ToldStanding | null> {
  const key = ranking.byId.get(id)?.ranked?.key;
  const explained = key === undefined ? null : explainRank(ranking.ranked, key);
  if (key === undefined || explained === null) return null;
  const idOf = new Map([...ranking.byId.values()].map((one) => [one.key, one.id]));
  const named = (other: { key: string } | null): JiraIssue | null =>
    other === null ? null : { id: idOf.get(other.key) ?? "", key: other.key };
  const { rank, of, above, below, sentence } = explained;
  const span = (await ranking.spans()).get(key);
  return {
    rank,
    of,
    unscored: ranking.byId.size - of,
    above: named(above),
    below: named(below),
    sentence,
    span: { from: span?.from ?? rank, to: span?.to ?? rank },
  };
}

function evidenceItems(desk: ScoringDesk, issue: string): ScoringContext["evidence"]["items"] {
  const { ledger } = desk;
  return ledger
    .evidenceOf(issue)
    .map(({ body, revision, who, at }) => ({
      evidence: body.evidence,
      revision,
      value: meterOf([body.evidence], desk.today(), ledger.settings.evidenceHalfLifeDays).value,
      by: desk.personOf(who),
      at,
    }))
    .sort((one, other) => other.value - one.value || other.at - one.at);
}

/** From the parent upwards: Jira's own word for the first where it could be asked, the mirror's for the rest. */
function parentsOf(
  { byId }: KnownIssues,
  issue: JiraIssue,
  first: JiraIssue | null,
): ScoringContext["parents"] {
  const parents: ScoringContext["parents"] = [];
  let next = first?.id ?? byId.get(issue.id)?.parent ?? null;
  while (next !== null && parents.length < MOST_PARENTS) {
    const parent = byId.get(next);
    const key = parent?.key ?? (next === first?.id ? first.key : undefined);
    if (key === undefined) break;
    parents.push({ id: next, key, url: parent?.url ?? null });
    next = parent?.parent ?? null;
  }
  return parents;
}
