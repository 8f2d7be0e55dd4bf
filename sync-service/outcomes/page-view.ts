import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { amount, change, changeUnit } from "#shared/outcomes/amount.ts";
import { stateOf } from "#shared/outcomes/bet.ts";
import { besideDelivery } from "#shared/outcomes/beside-delivery.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";
import { pathTo } from "#shared/outcomes/tree.ts";
import { betsOf } from "./bet-view.ts";
import { decisionViews } from "./decision-view.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { givenOf } from "./given.ts";
import { outcomeHead } from "./head.ts";
import { historyOf } from "./history.ts";
import { liveIssue } from "./live-issue.ts";
import { nodesOf } from "./nodes.ts";
import { pointsOf } from "./points.ts";
import type { OutcomeRecord } from "./records.ts";
import { unknownThing } from "./refused.ts";
import { servingByOutcome } from "./serving.ts";

const POINTS = 400;
const READINGS = 50;

/** One outcome's page. Throws `OutcomesRefused` when there is none. */
export async function outcomePage(desk: OutcomesDesk, id: string): Promise<OutcomePage> {
  const sight = await desk.look();
  const { ledger } = desk;
  const entry = ledger.outcomes.get(id);
  if (!entry) throw unknownThing("outcome", id);
  const { metric } = entry.body;
  const serving = servingByOutcome(desk);
  const series = ledger.seriesOf(id);
  const issues = serving.get(id) ?? [];
  const isServing = new Set(issues.map(({ issue }) => issue.id));
  return {
    today: sight.today,
    outcome: outcomeHead(desk, sight, entry, serving),
    path: pathTo(nodesOf(ledger), id).map((node) => ({ id: node.id, title: node.title })),
    curve: {
      points: pointsOf(series.readings(), POINTS),
      target: [
        { on: metric.startsOn, value: metric.baseline },
        { on: metric.dueOn, value: metric.target },
      ],
      shipped: await shippedOf(
        desk,
        sight,
        issues.map(({ issue }) => issue),
      ),
    },
    readings: series
      .inOrder()
      .slice(-READINGS)
      .reverse()
      .map(({ reading, who, at }) => ({ ...reading, by: desk.personOf(who), at })),
    readingsCount: series.count,
    serving: servingView(desk, sight, entry.body, issues),
    delivery: deliveryOf(desk, sight, entry.body, isServing),
    bets: betsOf(desk, sight, ({ body }) => body.bet.outcomeId === id),
    decisions: decisionViews(
      desk,
      sight,
      ({ body }) =>
        isServing.has(body.issue.id) ||
        body.decision.reopenWhen.some((each) => each.kind === "metric" && each.outcomeId === id),
    ),
    history: await historyOf(desk, id),
  };
}

function servingView(
  desk: OutcomesDesk,
  { known, initiatives }: Sight,
  { id, metric }: OutcomeRecord,
  issues: NonNullable<ReturnType<ReturnType<typeof servingByOutcome>["get"]>>,
): OutcomePage["serving"] {
  const said = issues.flatMap(({ contribution }) => contribution ?? []);
  const expected = said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0);
  return {
    issues: issues.map(({ issue, contribution, entry }) => ({
      issue: liveIssue(known, issue),
      contribution,
      revision: entry.revision,
      given: givenOf(desk, entry),
    })),
    initiatives: [...initiatives.values()]
      .filter(({ outcomes }) => outcomes.includes(id))
      .map((one) => ({ id: one.id, name: one.name })),
    expected,
    sentence: expectedSentence(issues.length, said.length, expected, metric),
  };
}

function expectedSentence(
  issues: number,
  said: number,
  expected: number | null,
  { baseline, target, unit }: OutcomeRecord["metric"],
): string {
  if (issues === 0) return "No issue serves this outcome.";
  const serve = `${issues} ${issues === 1 ? "issue serves" : "issues serve"} it`;
  if (expected === null) return `${serve}; nobody said what they are expected to bring.`;
  const wanted = target - baseline;
  const share = Math.round((expected / wanted) * 100);
  const silent = issues - said;
  const rest = silent === 0 ? "" : `; of ${silent} nobody said`;
  return `${serve}, expected to bring ${change(expected, unit)} of the ${amount(wanted, changeUnit(unit))} wanted (${share} %)${rest}.`;
}

/** How much of what serves it is done, beside what its metric says. What was given up is not counted. */
function deliveryOf(
  desk: OutcomesDesk,
  { today, known }: Sight,
  { id, metric }: OutcomeRecord,
  serving: ReadonlySet<string>,
): OutcomePage["delivery"] {
  const works = [...serving].flatMap((issue) => known.byId.get(issue)?.work ?? []);
  const counted = works.filter((work) => work !== "given up");
  const delivered =
    counted.length === 0 ? null : counted.filter((work) => work === "done").length / counted.length;
  const results = [...desk.ledger.results.values()].map(({ body }) => body);
  const bets = [...desk.ledger.bets.values()]
    .filter(({ body }) => body.bet.outcomeId === id)
    .map(({ body }) => stateOf(body.bet, results, today));
  return besideDelivery(delivered, outcomeProgress(metric, desk.ledger.readingsOf(id), today), bets);
}

/** When the work that serves it was done, as Jira says; none while Jira cannot be asked. */
async function shippedOf(
  { parts }: OutcomesDesk,
  { known }: Sight,
  issues: readonly JiraIssue[],
): Promise<OutcomePage["curve"]["shipped"]> {
  const done = issues.filter(({ id }) => known.byId.get(id)?.work === "done");
  const days = await parts.doneOn(done.map(({ id }) => id));
  return done
    .flatMap((issue) => {
      const on = days.get(issue.id);
      return on === undefined ? [] : [{ on, issue: liveIssue(known, issue) }];
    })
    .sort((one, other) => (one.on < other.on ? -1 : 1));
}
