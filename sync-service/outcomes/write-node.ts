import type { z } from "zod";
import type { removeNodeRequestSchema, saveNodeRequestSchema } from "#shared/contract/outcomes/tree.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import { misplaced, pathTo } from "#shared/outcomes/tree.ts";
import type { OutcomesDesk } from "./desk.ts";
import { nodesOf } from "./nodes.ts";
import { KINDS, nodeRecordSchema } from "./records.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { append, writeOnce } from "./write.ts";

type Written = z.output<typeof writtenSchema>;
const doneSchema = writtenSchema.omit({ repeated: true });

export async function saveNode(
  desk: OutcomesDesk,
  { request, why, node, basedOn }: z.output<typeof saveNodeRequestSchema>,
  person: string,
): Promise<Written> {
  return await writeOnce(desk, { request, why }, person, doneSchema, async (records, given) => {
    const { id, kind, title, parentId, issue } = node;
    if (desk.ledger.outcomes.has(id)) {
      throw new OutcomesRefused(409, `“${id}” is an outcome's id.`, "Save again: the app makes a new id.");
    }
    const place = { id, kind, title, parentId, issueId: issue?.id ?? null };
    const others = nodesOf(desk.ledger).filter((one) => one.id !== id);
    const problem = misplaced([...others, place], place);
    if (problem !== null) throw new OutcomesRefused(400, problem, "Choose another place for it.");
    const orphan = others.find((one) => one.parentId === id && misplaced([...others, place], one) !== null);
    if (orphan) {
      const message = `“${orphan.title}” could not stand below “${title}” as a ${kind}.`;
      throw new OutcomesRefused(400, message, "Move it first.");
    }
    const body = { ...node, isRemoved: false };
    return {
      id,
      revision: await append(records, given, { kind: KINDS.node, id, body, basedOn, called: `“${title}”` }),
    };
  });
}

export async function removeNode(
  desk: OutcomesDesk,
  { request, why, node: id, basedOn }: z.output<typeof removeNodeRequestSchema>,
  person: string,
): Promise<Written> {
  return await writeOnce(desk, { request, why }, person, doneSchema, async (records, given) => {
    const entry = desk.ledger.nodes.get(id);
    if (!entry) throw unknownThing("node", id);
    const all = nodesOf(desk.ledger);
    const below = [...desk.ledger.nodes.values()].filter(
      ({ body }) => body.id !== id && pathTo(all, body.id).some((one) => one.id === id),
    );
    for (const { body } of below) {
      const removed = nodeRecordSchema.parse({ ...body, isRemoved: true });
      const called = `“${body.title}”`;
      await append(records, given, { kind: KINDS.node, id: body.id, body: removed, basedOn: null, called });
    }
    const body = nodeRecordSchema.parse({ ...entry.body, isRemoved: true });
    const called = `“${entry.body.title}”`;
    return { id, revision: await append(records, given, { kind: KINDS.node, id, body, basedOn, called }) };
  });
}
