import type { CallOptions, MarkOutcome } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import type { LinearClient } from "./client.ts";
import { refusalOf } from "./refusal.ts";

/** Attachments in one document: each costs little more than a point, and one that is refused is sorted out alone. */
const ATTACHMENTS = 200;

/** The input of `attachmentCreate`, which replaces what the issue has under the same URL. */
export interface AttachmentInput extends Record<string, unknown> {
  issueId: string;
  url: string;
  title: string;
  subtitle: string;
  metadata: Record<string, unknown>;
}

interface Attaching {
  input: AttachmentInput;
  /** What a refusal calls the issue. */
  name: string;
}

/** Writes attachments, many a request; one that is there already under its URL is replaced. */
export async function attachAll(
  client: LinearClient,
  items: readonly Attaching[],
  options: CallOptions,
): Promise<MarkOutcome[]> {
  const outcomes = new Map<Attaching, MarkOutcome>();
  for (const batch of batchesOf(items, ({ input }) => input.subtitle.length, ATTACHMENTS)) {
    await attachBatch(client, batch, outcomes, options);
  }
  return items.map((item) => outcomes.get(item) ?? { kind: "unknown", reason: "It got no answer" });
}

async function attachBatch(
  client: LinearClient,
  batch: readonly Attaching[],
  outcomes: Map<Attaching, MarkOutcome>,
  options: CallOptions,
): Promise<void> {
  const all = (outcome: MarkOutcome): void => {
    for (const item of batch) outcomes.set(item, outcome);
  };
  const operation = {
    text: `mutation Attach(${batch.map((_, n) => `$m${n}: AttachmentCreateInput!`).join(", ")}) {
      ${batch.map((_, n) => `m${n}: attachmentCreate(input: $m${n}) { success }`).join("\n")}
    }`,
    variables: Object.fromEntries(batch.map(({ input }, n) => [`m${n}`, input])),
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
      const again: Attaching[] = [];
      for (const [n, item] of batch.entries()) {
        const own = failures.get(`m${n}`);
        if (own?.refused === true) {
          outcomes.set(item, { kind: "refused", refused: [refusalOf(own, null, item.name)] });
        } else if (own) outcomes.set(item, { kind: "unknown", reason: own.message });
        else if (n < first) outcomes.set(item, { kind: "applied" });
        else again.push(item);
      }
      if (again.length > 0) await attachBatch(client, again, outcomes, options);
    }
  }
}
