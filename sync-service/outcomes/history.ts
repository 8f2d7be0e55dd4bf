import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { amount, change } from "#shared/outcomes/amount.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { OutcomesDesk } from "./desk.ts";
import { givenOf } from "./given.ts";
import type { Taking } from "./reading-series.ts";
import { KINDS, outcomeRecordSchema, type OutcomeRecord } from "./records.ts";
import { servingByOutcome } from "./serving.ts";

type Line = OutcomePage["history"][number];

/** Everything that was written about an outcome, newest first. */
export async function historyOf(desk: OutcomesDesk, id: string): Promise<Line[]> {
  const { ledger, parts } = desk;
  const unit = ledger.outcomes.get(id)?.body.metric.unit ?? "";
  const revisions = await parts.records.history(KINDS.outcome, id);
  const lines: Line[] = [
    ...outcomeLines(desk, revisions),
    ...ledger
      .seriesOf(id)
      .takings()
      .map((taking) => line(desk, "readings", taking, readingsSentence(taking, unit))),
    ...(servingByOutcome(desk).get(id) ?? []).map(({ issue, contribution, entry }) => {
      const brings = contribution === null ? "" : `, expected ${change(contribution, unit)}`;
      return line(desk, "link", entry, `${issue.key} serves it${brings}`);
    }),
  ];
  for (const entry of ledger.bets.values()) {
    const { bet, issue } = entry.body;
    if (bet.outcomeId !== id) continue;
    const on = issue?.key ?? "an initiative";
    const said = `${change(bet.expectedChange, unit)} until ${bet.measureBy}, ${bet.confidence} % sure`;
    lines.push(line(desk, "bet", entry, `A bet on ${on} was frozen: ${said}`));
    const result = ledger.results.get(bet.id);
    if (!result) continue;
    lines.push(
      line(
        desk,
        "bet",
        result,
        `The bet on ${on} was measured: ${result.body.result}. ${result.body.learned}`,
      ),
    );
  }
  for (const { body, revision, why } of ledger.decisions.values()) {
    const { decision, issue, decidedAt } = body;
    if (!decision.reopenWhen.some((each) => each.kind === "metric" && each.outcomeId === id)) continue;
    const given = { who: decision.by, at: decidedAt, why: revision === 1 ? why : null };
    lines.push(line(desk, "decision", given, `${issue.key}: ${decision.decision}. ${decision.reason}`));
    const found = ledger.reopened.get(decision.id);
    if (found)
      lines.push(line(desk, "decision", found, `${issue.key} is open again. ${found.body.sentence}`));
  }
  for (const entry of ledger.nodes.values()) {
    if (entry.body.parentId !== id) continue;
    lines.push(line(desk, "tree", entry, `The ${entry.body.kind} “${entry.body.title}” stands below it`));
  }
  return lines.sort((one, other) => one.at - other.at).reverse();
}

function line(
  desk: OutcomesDesk,
  kind: Line["kind"],
  given: { who: string; at: number; why: string | null },
  sentence: string,
): Line {
  return { ...givenOf(desk, given), kind, sentence };
}

function readingsSentence({ source, count, first, last }: Taking, unit: string): string {
  const sentence = last.sentence === undefined ? "" : `. ${last.sentence}`;
  if (count === 1) {
    const came = { hand: "Check-in", csv: "A reading was imported", webhook: "A reading came in" }[source];
    return `${came}: ${amount(last.value, unit)} on ${last.on}${sentence}`;
  }
  return `${count} readings came in, from ${first.on} to ${last.on}`;
}

function outcomeLines(desk: OutcomesDesk, revisions: readonly RecordRevision[]): Line[] {
  let before: OutcomeRecord | null = null;
  const lines: Line[] = [];
  for (const one of revisions) {
    const parsed = outcomeRecordSchema.safeParse(one.body);
    if (!parsed.success) continue;
    const said = before === null ? "The outcome was made" : differences(desk, before, parsed.data);
    lines.push(line(desk, "outcome", one, said));
    before = parsed.data;
  }
  return lines;
}

/** "Target 66 % → 70 %; due 2026-03-01 → 2026-04-01". */
function differences(
  { personOf, ledger }: OutcomesDesk,
  before: OutcomeRecord,
  after: OutcomeRecord,
): string {
  const named = (id: string | null): string => (id === null ? "none" : (personOf(id).name ?? id));
  const titled = (id: string | null): string =>
    id === null
      ? "none"
      : (ledger.outcomes.get(id)?.body.title ?? ledger.objectives.get(id)?.body.title ?? id);
  const facts = (record: OutcomeRecord): Record<string, string> => {
    const { metric } = record;
    return {
      Title: record.title,
      "For whom": record.forWhom,
      Change: record.change,
      Metric: metric.name,
      Unit: metric.unit,
      Direction: metric.direction,
      Baseline: amount(metric.baseline, metric.unit),
      Target: amount(metric.target, metric.unit),
      Starts: metric.startsOn,
      Due: metric.dueOn,
      Owner: named(record.owner),
      Projects: record.projects.join(", ") || "all",
      Below: titled(record.parentId),
      Objective: titled(record.objectiveId),
      State: record.isClosed ? "closed" : "open",
    };
  };
  const [was, is] = [facts(before), facts(after)];
  const changed = Object.keys(is).filter((key) => was[key] !== is[key]);
  if (changed.length === 0) return "Saved without a change";
  return changed.map((key) => `${key}: ${was[key] ?? ""} → ${is[key] ?? ""}`).join("; ");
}
