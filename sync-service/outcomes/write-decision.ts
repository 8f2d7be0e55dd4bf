import type { z } from "zod";
import type { Decide, SettleDecision } from "#shared/contract/outcomes/decision.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import { decisionSchema } from "#shared/outcomes/decision.ts";
import { latestReading } from "#shared/outcomes/progress.ts";
import type { OutcomesDesk } from "./desk.ts";
import { KINDS, type DecisionRecord } from "./records.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { stateOfDecision } from "./standing.ts";
import { append, writeOnce } from "./write.ts";

type Written = z.output<typeof writtenSchema>;
const doneSchema = writtenSchema.omit({ repeated: true });

export async function decide(desk: OutcomesDesk, request: Decide, person: string): Promise<Written> {
  const { id, issue, reopenWhen, reason, effortSaved } = request;
  return await writeOnce(desk, request, person, doneSchema, async (records, given, { today }) => {
    const there = desk.scoring.ledger.evidenceOf(issue.id).map(({ body }) => body.evidence);
    const evidence = there.filter((one) => request.evidence.includes(one.id));
    const missing = request.evidence.find((one) => !evidence.some((item) => item.id === one));
    if (missing !== undefined) throw unknownThing(`evidence of ${issue.key}`, missing);
    const decision = decisionSchema.safeParse({
      id,
      issueId: issue.id,
      decision: request.decision,
      reason,
      evidenceIds: request.evidence,
      effortSaved,
      on: today,
      by: person,
      reopenWhen,
    });
    if (!decision.success) {
      const message = decision.error.issues.map((one) => one.message).join(" ");
      throw new OutcomesRefused(400, message, "Add it and decide again.");
    }
    const body: DecisionRecord = {
      decision: decision.data,
      issue,
      decidedAt: given.at,
      evidence,
      evidenceThen: there.map((one) => one.id),
      valuesThen: valuesNow(desk, request, today),
      state: "stands",
    };
    const record = { kind: KINDS.decision, id, body, basedOn: 0, called: "This decision" };
    return { id, revision: await append(records, given, record) };
  });
}

/** A person takes a no back, or asks to look at it again before its trigger came true. */
export async function settleDecision(
  desk: OutcomesDesk,
  request: SettleDecision,
  person: string,
): Promise<Written> {
  const { decision: id, act, basedOn } = request;
  return await writeOnce(desk, request, person, doneSchema, async (records, given) => {
    const entry = desk.ledger.decisions.get(id);
    if (!entry) throw unknownThing("decision", id);
    const state = stateOfDecision(desk.ledger, id, entry);
    if (state === "withdrawn" || state === "decided anew" || (act === "reopen" && state === "reopened")) {
      const { key } = entry.body.issue;
      throw new OutcomesRefused(409, `The no to ${key} is ${words[state]} already.`, "Open the page again.");
    }
    const body: DecisionRecord = { ...entry.body, state: act === "withdraw" ? "withdrawn" : "reopened" };
    const record = { kind: KINDS.decision, id, body, basedOn, called: "this decision" };
    return { id, revision: await append(records, given, record) };
  });
}

const words = { withdrawn: "taken back", "decided anew": "replaced by a later one", reopened: "open again" };

/** What the metrics say whose crossing reopens it. */
function valuesNow({ ledger }: OutcomesDesk, { reopenWhen }: Decide, today: string): Record<string, number> {
  const values: Record<string, number> = {};
  for (const each of reopenWhen) {
    if (each.kind === "date" && each.on <= today) {
      throw new OutcomesRefused(
        400,
        `${each.on} is no day to look again: it has come.`,
        "Choose a later day.",
      );
    }
    if (each.kind !== "metric") continue;
    const outcome = ledger.outcomes.get(each.outcomeId);
    if (!outcome) throw unknownThing("outcome", each.outcomeId);
    const now = latestReading(ledger.readingsOf(each.outcomeId), today)?.value;
    values[each.outcomeId] = now ?? outcome.body.metric.baseline;
  }
  return values;
}
