import type { CallOptions, MarkIssue, MarkOutcome } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import type { LinearClient } from "./client.ts";
import { markInput } from "./mark.ts";
import { refusalOf } from "./refusal.ts";

/** Marks in one document: each costs little more than a point, and one that is refused is sorted out alone. */
const MARKS = 200;

/** Writes marks, many a request; a mark that is there already is replaced by the same. */
export async function markIssues(
  client: LinearClient,
  items: readonly MarkIssue[],
  options: CallOptions,
): Promise<MarkOutcome[]> {
  const outcomes = new Map<MarkIssue, MarkOutcome>();
  for (const batch of batchesOf(items, ({ counterpart }) => counterpart.title.length, MARKS)) {
    await markBatch(client, batch, outcomes, options);
  }
  return items.map((item) => outcomes.get(item) ?? { kind: "unknown", reason: "The mark got no answer" });
}

async function markBatch(
  client: LinearClient,
  batch: readonly MarkIssue[],
  outcomes: Map<MarkIssue, MarkOutcome>,
  options: CallOptions,
): Promise<void> {
  const all = (outcome: MarkOutcome): void => {
    for (const item of batch) outcomes.set(item, outcome);
  };
  const operation = {
    text: `mutation Mark(${batch.map((_, n) => `$m${n}: AttachmentCreateInput!`).join(", ")}) {
      ${batch.map((_, n) => `m${n}: attachmentCreate(input: $m${n}) { success }`).join("\n")}
    }`,
    variables: Object.fromEntries(
      batch.map(({ id, mark, counterpart }, n) => [`m${n}`, markInput(id, mark, counterpart)]),
    ),
    points: batch.length * 1.1,
  };
  const fate = await client.send(operation, options);
  switch (fate.kind) {
    case "answered": {
      all({ kind: "applied" });
      return;
    }
    case "not-sent": {
      all({ kind: "not-sent", reason: fate.error.message, retryAt: fate.error.retryAt });
      return;
    }
    case "unknown": {
      all({ kind: "unknown", reason: fate.reason });
      return;
    }
    case "failed": {
      const failures = new Map(fate.failures.map((failure) => [failure.alias, failure]));
      const first = batch.findIndex((_, n) => failures.has(`m${n}`));
      const [failure] = fate.failures;
      if (first === -1) {
        const reason = failure?.message ?? "Linear answered with an error";
        all({ kind: "unknown", reason });
        return;
      }
      const again: MarkIssue[] = [];
      for (const [n, item] of batch.entries()) {
        const own = failures.get(`m${n}`);
        if (own?.refused === true) {
          outcomes.set(item, { kind: "refused", refused: [refusalOf(own, null, item.counterpart.key)] });
        } else if (own) outcomes.set(item, { kind: "unknown", reason: own.message });
        else if (n < first) outcomes.set(item, { kind: "applied" });
        else again.push(item);
      }
      if (again.length > 0) await markBatch(client, again, outcomes, options);
    }
  }
}
