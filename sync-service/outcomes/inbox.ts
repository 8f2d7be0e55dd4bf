import type { AskKind, Inbox, InboxItem } from "#shared/contract/outcomes/inbox.ts";
import { stateOf } from "#shared/outcomes/bet.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { labelOf } from "#sync/scoring/evaluate.ts";
import { betView } from "./bet-view.ts";
import { dayOf } from "./day-of.ts";
import { decisionViews } from "./decision-view.ts";
import type { OpenConflict, OutcomesDesk, Sight } from "./desk.ts";
import { checkInOf } from "./head.ts";
import { liveIssue } from "./live-issue.ts";

/** What asks something of a person; null: of everybody. */
export async function inboxOf(desk: OutcomesDesk, person: string | null): Promise<Inbox> {
  const [sight, conflicts] = await Promise.all([desk.look(), desk.parts.conflicts()]);
  const all = everythingThatAsks(desk, sight, conflicts);
  const items = all.filter(({ asks }) => person === null || asks === null || asks.accountId === person);
  const counts: Partial<Record<AskKind, number>> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return { today: sight.today, items, counts };
}

/** What has asked longest first. */
function everythingThatAsks(
  desk: OutcomesDesk,
  sight: Sight,
  conflicts: readonly OpenConflict[],
): InboxItem[] {
  return [
    ...checkInsDue(desk, sight),
    ...betsDue(desk, sight),
    ...decisionsReopened(desk, sight),
    ...scoresDoubted(desk, sight),
    ...conflictsToSettle(sight, conflicts),
  ].sort((one, other) => (one.since < other.since ? -1 : one.since > other.since ? 1 : 0));
}

const nothing = {
  title: null,
  issue: null,
  outcome: null,
  bet: null,
  decision: null,
  initiative: null,
} satisfies Partial<InboxItem>;

function checkInsDue(desk: OutcomesDesk, { today }: Sight): InboxItem[] {
  return [...desk.ledger.outcomes.values()].flatMap(({ body, who }) => {
    const { dueOn, isDue, daysLate } = checkInOf(desk, body, today);
    if (dueOn === null || !isDue) return [];
    const late = daysLate === 1 ? "a day ago" : `${daysLate} days ago`;
    const due = daysLate === 0 ? "A check-in is due today" : `A check-in was due ${late}`;
    return [
      {
        ...nothing,
        id: `check-in ${body.id} ${dueOn}`,
        kind: "check-in due" as const,
        asks: desk.personOf(body.owner ?? who),
        since: dueOn,
        title: body.title,
        sentence: `${due}: where is ${body.metric.name} now?`,
        outcome: body.id,
      },
    ];
  });
}

function betsDue(desk: OutcomesDesk, sight: Sight): InboxItem[] {
  const results = [...desk.ledger.results.values()].map(({ body }) => body);
  return [...desk.ledger.bets.values()].flatMap((entry) => {
    const { bet, issue } = entry.body;
    if (stateOf(bet, results, sight.today).state !== "due") return [];
    const view = betView(desk, sight, entry);
    const initiative = view.subject.kind === "initiative" ? view.subject : null;
    return [
      {
        ...nothing,
        id: `bet ${bet.id}`,
        kind: "bet due" as const,
        asks: desk.personOf(bet.by),
        since: bet.measureBy,
        title: initiative?.name ?? null,
        sentence: `The day of a bet has come. It said: ${view.sentence} Measure it.`,
        issue: issue && liveIssue(sight.known, issue),
        outcome: bet.outcomeId,
        bet: bet.id,
        initiative: initiative?.id ?? null,
      },
    ];
  });
}

function decisionsReopened(desk: OutcomesDesk, sight: Sight): InboxItem[] {
  return decisionViews(desk, sight, () => true).flatMap(
    ({ id, state, reopened, issue, decision, reason, given }) => {
      if (state !== "reopened" || reopened === null) return [];
      return [
        {
          ...nothing,
          id: `decision ${id}`,
          kind: "decision reopened" as const,
          asks: given.by,
          since: reopened.on,
          sentence: `“${decision}” is open again. ${reopened.sentence} The reason was: ${reason}`,
          issue,
          decision: id,
        },
      ];
    },
  );
}

function scoresDoubted(desk: OutcomesDesk, { known }: Sight): InboxItem[] {
  const { ledger } = desk.scoring;
  return [...ledger.rescores.keys()].flatMap((issue) =>
    ledger.openRescores(issue).map(([id, { body, who, at }]) => {
      const { framework, input, sentence } = body;
      const doubter = desk.personOf(who);
      const label = labelOf(ledger.settings, framework, input);
      const given = ledger.scoreOf(issue, framework)?.who;
      return {
        ...nothing,
        id: `doubt ${issue} ${id}`,
        kind: "score doubted" as const,
        asks: given === undefined ? null : desk.personOf(given),
        since: dayOf(at),
        sentence: `${doubter.name ?? doubter.accountId} doubts its ${label} (${frameworkById(framework).name}): ${sentence}`,
        issue: liveIssue(known, body.issue),
      };
    }),
  );
}

function conflictsToSettle({ known }: Sight, conflicts: readonly OpenConflict[]): InboxItem[] {
  return conflicts.map(({ id, issue, field, at }) => ({
    ...nothing,
    id: `conflict ${id}`,
    kind: "conflict to settle" as const,
    asks: null,
    since: dayOf(at),
    sentence: `Jira and Linear both changed its ${field}: say which one stands.`,
    issue: liveIssue(known, issue),
  }));
}
