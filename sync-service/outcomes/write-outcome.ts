import type { z } from "zod";
import type { SaveOutcome } from "#shared/contract/outcomes/outcome.ts";
import type { saveObjectiveRequestSchema } from "#shared/contract/outcomes/tree.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import { misplaced } from "#shared/outcomes/tree.ts";
import type { OutcomesDesk } from "./desk.ts";
import { nodesOf } from "./nodes.ts";
import { KINDS, type OutcomeRecord } from "./records.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { append, writeOnce } from "./write.ts";

type Written = z.output<typeof writtenSchema>;
const doneSchema = writtenSchema.omit({ repeated: true });

export async function saveOutcome(
  desk: OutcomesDesk,
  { request, why, outcome, basedOn }: SaveOutcome,
  person: string,
): Promise<Written> {
  return await writeOnce(desk, { request, why }, person, doneSchema, async (records, given) => {
    const { id, title, parentId, objectiveId } = outcome;
    const problem = misplaced(nodesOf(desk.ledger), { id, kind: "outcome", title, parentId, issueId: null });
    if (problem !== null) throw new OutcomesRefused(400, problem, "Choose another place for it.");
    if (objectiveId !== null && !desk.ledger.objectives.has(objectiveId)) {
      throw unknownThing("objective", objectiveId);
    }
    const before = desk.ledger.outcomes.get(id);
    const body: OutcomeRecord = {
      ...outcome,
      owner: outcome.owner ?? before?.body.owner ?? before?.who ?? person,
      ...(before?.body.readings ? { readings: before.body.readings } : {}),
    };
    const called = `“${before?.body.title ?? title}”`;
    return { id, revision: await append(records, given, { kind: KINDS.outcome, id, body, basedOn, called }) };
  });
}

export async function saveObjective(
  desk: OutcomesDesk,
  { request, why, objective, basedOn }: z.output<typeof saveObjectiveRequestSchema>,
  person: string,
): Promise<Written> {
  return await writeOnce(desk, { request, why }, person, doneSchema, async (records, given) => {
    const { id, title } = objective;
    const record = { kind: KINDS.objective, id, body: objective, basedOn, called: `“${title}”` };
    return { id, revision: await append(records, given, record) };
  });
}
