import type { BetView, IdeasLikeThis } from "#shared/contract/outcomes/bet.ts";
import { amount, changeUnit } from "#shared/outcomes/amount.ts";
import { ideasLikeThis, measuredChange, stateOf, type Bet } from "#shared/outcomes/bet.ts";
import { pathTo } from "#shared/outcomes/tree.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { projectOf } from "#sync/scoring/project-issues.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { givenOf } from "./given.ts";
import { liveIssue } from "./live-issue.ts";
import { nodesOf } from "./nodes.ts";
import type { BetRecord } from "./records.ts";

/** A bet as it was frozen, and what has come of it. */
export function betView(desk: OutcomesDesk, sight: Sight, entry: Entry<BetRecord>): BetView {
  const { ledger } = desk;
  const { bet, evidence } = entry.body;
  const { id, outcomeId, opportunityId, baseline, expectedChange, frozenOn, measureBy, confidence } = bet;
  const outcome = ledger.outcomes.get(outcomeId)?.body;
  const unit = outcome?.metric.unit ?? "";
  const metric = outcome?.metric.name ?? outcomeId;
  const opportunity = opportunityId === null ? undefined : ledger.nodes.get(opportunityId)?.body;
  return {
    id,
    subject: subjectOf(sight, entry.body),
    outcome: { id: outcomeId, title: outcome?.title ?? outcomeId, unit, metric },
    opportunity: opportunity ? { id: opportunity.id, title: opportunity.title } : null,
    baseline,
    expectedChange,
    frozenOn,
    measureBy,
    confidence,
    team: bet.team,
    framework: bet.framework,
    labels: [...bet.labels],
    meter: bet.meter,
    evidence,
    sentence: sentenceOf(bet, metric, unit),
    state: stateView(desk, bet, sight.today),
    changeSoFar: measuredChange(bet, ledger.readingsOf(outcomeId)),
    given: givenOf(desk, entry),
  };
}

export function betsOf(
  desk: OutcomesDesk,
  sight: Sight,
  isWanted: (entry: Entry<BetRecord>) => boolean,
): BetView[] {
  return [...desk.ledger.bets.values()]
    .filter(isWanted)
    .map((entry) => betView(desk, sight, entry))
    .sort(byUrgency);
}

/** Whether a bet concerns a project: by its issue's key, or by the team of its initiative. */
export function betIsOf(
  { known }: Sight,
  { body: { bet, issue } }: Entry<BetRecord>,
  project: string | null,
): boolean {
  if (project === null) return true;
  return (issue === null ? bet.team : projectOf(liveIssue(known, issue).key)) === project;
}

/** The latest settled bets like an idea: on an outcome that it serves, for its opportunity, or with its labels. */
export async function likeThis(
  desk: OutcomesDesk,
  sight: Sight,
  idea: { issue: JiraIssue | null; outcomes: readonly string[]; opportunity: string | null },
): Promise<IdeasLikeThis> {
  const { ledger, parts, scoring } = desk;
  const served = idea.issue === null ? [] : (scoring.ledger.outcomes.get(idea.issue.id)?.body.outcomes ?? []);
  const nodes = nodesOf(ledger);
  const answered = nodes
    .filter(({ issueId }) => issueId !== null && issueId === idea.issue?.id)
    .flatMap(({ id }) => pathTo(nodes, id))
    .filter(({ kind }) => kind === "opportunity");
  const { bets, hits, sentence } = ideasLikeThis(
    {
      outcomeIds: [...idea.outcomes, ...served.map(({ id }) => id)],
      opportunityIds: [
        ...answered.map(({ id }) => id),
        ...(idea.opportunity === null ? [] : [idea.opportunity]),
      ],
      labels: idea.issue === null ? [] : await parts.labelsOf(idea.issue.id),
    },
    [...ledger.bets.values()].map(({ body }) => body.bet),
    [...ledger.results.values()].map(({ body }) => body),
  );
  const alike = bets.flatMap(({ id }) => ledger.bets.get(id) ?? []);
  return { sentence, hits, bets: alike.map((entry) => betView(desk, sight, entry)) };
}

function subjectOf({ known, initiatives }: Sight, { bet, issue }: BetRecord): BetView["subject"] {
  if (issue !== null) return { kind: "issue", issue: liveIssue(known, issue) };
  const { id } = bet.subject;
  return { kind: "initiative", id, name: initiatives.get(id)?.name ?? id };
}

function stateView(desk: OutcomesDesk, bet: Bet, today: string): BetView["state"] {
  const result = desk.ledger.results.get(bet.id)?.body;
  const state = stateOf(bet, result ? [result] : [], today);
  if (state.state !== "settled") return state;
  const { result: came, measuredChange: measured, learned, on, by } = state.result;
  return { state: "settled", result: came, measuredChange: measured, learned, on, by: desk.personOf(by) };
}

function sentenceOf(
  { expectedChange, baseline, measureBy, confidence }: Bet,
  metric: string,
  unit: string,
): string {
  const way = expectedChange > 0 ? "rises" : "falls";
  const by = amount(Math.abs(expectedChange), changeUnit(unit));
  return `${metric} ${way} by ${by} from ${amount(baseline, unit)} until ${measureBy}, ${confidence} % sure.`;
}

const ORDER = { due: 0, running: 1, settled: 2 } as const;

function byUrgency(one: BetView, other: BetView): number {
  const order = ORDER[one.state.state] - ORDER[other.state.state];
  if (order !== 0) return order;
  const earlier = one.measureBy < other.measureBy ? -1 : one.measureBy > other.measureBy ? 1 : 0;
  return one.state.state === "settled" ? -earlier : earlier;
}
