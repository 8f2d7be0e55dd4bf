import type { betViewSchema } from "#shared/contract/outcomes/bet.ts";
import { type BetSubject, type FreezeBet, type MeasureBet } from "#shared/contract/outcomes/bet.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import { betSchema, settle, type Bet } from "#shared/outcomes/bet.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { latestReading } from "#shared/outcomes/progress.ts";
import type { Evidence } from "#shared/scoring/evidence.ts";
import type { z } from "zod";
import { meterOfIssue } from "#sync/scoring/evaluate.ts";
import { projectOf } from "#sync/scoring/project-issues.ts";
import { betView } from "./bet-view.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { KINDS, type BetRecord } from "./records.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { append, writeOnce } from "./write.ts";
import { keepReadings, lastDayToRead } from "./write-readings.ts";

const doneSchema = writtenSchema.omit({ repeated: true });
type Answer = z.output<typeof writtenSchema> & { bet: z.output<typeof betViewSchema> };

/** The framework of a bet on what nobody scored. */
export const NOT_SCORED = "none";

/**
 * Freezes a prediction. Day, baseline, team, framework, labels and evidence are the service's own; the record is
 * of a final kind, so no later call can change it.
 */
export async function freezeBet(desk: OutcomesDesk, request: FreezeBet, person: string): Promise<Answer> {
  const { id, subject, outcome, opportunity, expectedChange, measureBy, confidence } = request;
  const labels = subject.kind === "issue" ? await desk.parts.labelsOf(subject.issue.id) : [];
  const done = await writeOnce(
    desk,
    request,
    person,
    doneSchema,
    async (records, { at, ...given }, sight) => {
      const served = desk.ledger.outcomes.get(outcome);
      if (!served || served.body.isClosed) throw unknownThing("open outcome", outcome);
      if (opportunity !== null && desk.ledger.nodes.get(opportunity)?.body.kind !== "opportunity") {
        throw unknownThing("opportunity", opportunity);
      }
      const { metric } = served.body;
      const evidence = evidenceOf(desk, subject);
      const bet = betSchema.safeParse({
        id,
        subject: { kind: subject.kind, id: subject.kind === "issue" ? subject.issue.id : subject.id },
        outcomeId: outcome,
        opportunityId: opportunity,
        labels,
        ...groundOf(desk, sight, subject),
        baseline: latestReading(desk.ledger.readingsOf(outcome), sight.today)?.value ?? metric.baseline,
        expectedChange,
        frozenOn: sight.today,
        measureBy,
        confidence,
        evidenceIds: evidence.map((one) => one.id),
        by: person,
      });
      if (!bet.success) {
        const message = bet.error.issues.map((issue) => issue.message).join(" ");
        throw new OutcomesRefused(400, message, "Correct it and freeze it again.");
      }
      const body: BetRecord = {
        bet: bet.data,
        issue: subject.kind === "issue" ? subject.issue : null,
        evidence,
      };
      const record = { kind: KINDS.bet, id, body, basedOn: null, called: "This bet" };
      return { id, revision: await append(records, { at, ...given }, record) };
    },
  );
  return { ...done, bet: await viewOf(desk, id) };
}

/** Settles a bet from the readings, with one more where none was taken in time; or as unmeasurable. */
export async function measureBet(desk: OutcomesDesk, request: MeasureBet, person: string): Promise<Answer> {
  const { bet: id, reading, unmeasurable, learned } = request;
  const done = await writeOnce(desk, request, person, doneSchema, async (records, given, { today }) => {
    const bet = desk.ledger.bets.get(id)?.body.bet;
    if (!bet) throw unknownThing("bet", id);
    const more = reading === null ? [] : [inTime(bet, reading, lastDayToRead(today))];
    const readings = [...desk.ledger.readingsOf(bet.outcomeId), ...more];
    const settled = settle(bet, readings, { unmeasurable, learned, today, by: person });
    if (!settled.ok) {
      throw new OutcomesRefused(
        400,
        settled.reason,
        "It stays with the bets that are due until it is measured.",
      );
    }
    if (more.length > 0) await keepReadings(records, given, bet.outcomeId, request.request, more);
    const record = { kind: KINDS.result, id, body: settled.result, basedOn: null, called: "This result" };
    return { id, revision: await append(records, given, record) };
  });
  return { ...done, bet: await viewOf(desk, id) };
}

async function viewOf(desk: OutcomesDesk, id: string): Promise<Answer["bet"]> {
  const sight = await desk.look();
  const entry = desk.ledger.bets.get(id);
  if (!entry) throw unknownThing("bet", id);
  return betView(desk, sight, entry);
}

function inTime(
  { frozenOn, measureBy }: Bet,
  { on, value }: { on: string; value: number },
  last: string,
): Reading {
  if (on > frozenOn && on <= measureBy && on <= last) return { on, value, source: "hand" };
  const message = `A reading of ${on} says nothing about this bet: it runs from ${frozenOn} to ${measureBy}.`;
  throw new OutcomesRefused(
    400,
    message,
    "Give a reading of a day in between, or say that it cannot be measured.",
  );
}

function evidenceOf({ scoring }: OutcomesDesk, subject: BetSubject): Evidence[] {
  if (subject.kind === "initiative") return [];
  return scoring.ledger.evidenceOf(subject.issue.id).map(({ body }) => body.evidence);
}

/** The team, the framework it was scored by, and how well its confidence was supported. */
function groundOf(
  { scoring }: OutcomesDesk,
  { known, initiatives, today }: Sight,
  subject: BetSubject,
): Pick<Bet, "team" | "framework" | "meter"> {
  if (subject.kind === "initiative") {
    const initiative = initiatives.get(subject.id);
    if (!initiative) throw unknownThing("initiative", subject.id);
    return { team: initiative.team, framework: NOT_SCORED, meter: 0 };
  }
  const { id, key } = subject.issue;
  const scores = [...(scoring.ledger.scores.get(id)?.values() ?? [])]
    .filter(({ body }) => body.inputs !== null)
    .map(({ body }) => body.framework);
  const { primary } = scoring.ledger.settings;
  return {
    team: projectOf(known.byId.get(id)?.key ?? key),
    framework: scores.includes(primary) ? primary : (scores[0] ?? NOT_SCORED),
    meter: meterOfIssue(scoring.ledger, id, today).value,
  };
}
