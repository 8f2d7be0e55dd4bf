import { z } from "zod";
import type {
  CommentOutcome,
  CommentRefused,
  CreateComment,
  FoundComment,
  RemoveComment,
  UpdateComment,
} from "../comment-port.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import { answerOf, type Failure, type LinearClient, type Operation } from "./client.ts";
import { COMMENT_FIELDS, COMMENT_POINTS, commentOf, commentSchema } from "./comment-fields.ts";

type Outcome = CommentOutcome<"linear">;

/** One kind of write as an alias of a document. */
export interface CommentAlias<Item> {
  /** The comment's own id. */
  idOf(item: Item): string;
  keyOf(item: Item): string;
  size(item: Item): number;
  parameters(n: number): string;
  text(n: number): string;
  variables(item: Item, n: number): Record<string, unknown>;
  take(answer: unknown): Outcome;
  /** What it means that the comment is there, or is not, after an alias that may have been carried out. */
  whenFound: "done" | "again";
}

const PAYLOAD = `{ comment { ${COMMENT_FIELDS} } }`;
const payloadSchema = z.object({ comment: commentSchema });
const written = (answer: unknown): Outcome => ({
  kind: "applied",
  comment: commentOf(answerOf(answer, payloadSchema).comment),
});

export const createAlias: CommentAlias<CreateComment<"linear">> = {
  idOf: ({ id }) => id ?? "",
  keyOf: ({ issueKey }) => issueKey,
  size: ({ body }) => body.length,
  parameters: (n) => `$c${n}: CommentCreateInput!`,
  text: (n) => `c${n}: commentCreate(input: $c${n}) ${PAYLOAD}`,
  variables: ({ id, issue, body, createdAt }, n) => ({
    [`c${n}`]: {
      id,
      issueId: issue,
      body,
      ...(createdAt === null ? {} : { createdAt: new Date(createdAt).toISOString() }),
      doNotSubscribeToIssue: true,
    },
  }),
  take: written,
  whenFound: "done",
};

export const updateAlias: CommentAlias<UpdateComment<"linear">> = {
  idOf: ({ id }) => id,
  keyOf: ({ issueKey }) => issueKey,
  size: ({ body }) => body.length,
  parameters: (n) => `$i${n}: String!, $c${n}: CommentUpdateInput!`,
  text: (n) => `c${n}: commentUpdate(id: $i${n}, input: $c${n}) ${PAYLOAD}`,
  variables: ({ id, body }, n) => ({ [`i${n}`]: id, [`c${n}`]: { body } }),
  take: written,
  whenFound: "again",
};

export const removeAlias: CommentAlias<RemoveComment> = {
  idOf: ({ id }) => id,
  keyOf: ({ issueKey }) => issueKey,
  size: () => 0,
  parameters: (n) => `$i${n}: String!`,
  text: (n) => `c${n}: commentDelete(id: $i${n}) { success }`,
  variables: ({ id }, n) => ({ [`i${n}`]: id }),
  take: () => ({ kind: "gone" }),
  whenFound: "again",
};

interface Tools {
  client: LinearClient;
  options: CallOptions;
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, FoundComment<"linear">>>;
}

/**
 * Writes many comments a document, in their order. An alias that fails takes the whole answer with it, while
 * what stood before it was done and what stands after it mostly was not: so it is looked up which comments
 * there are, and what is left is sent again without the one that was refused. Every write may be repeated.
 */
export async function writeComments<Item>(
  tools: Tools,
  items: readonly Item[],
  alias: CommentAlias<Item>,
): Promise<Outcome[]> {
  const outcomes = new Map<Item, Outcome>();
  for (const batch of batchesOf(items, (item) => alias.size(item))) {
    await sendBatch(tools, batch, alias, outcomes);
  }
  return items.map((item) => outcomes.get(item) ?? { kind: "unknown", reason: "The comment got no answer" });
}

async function sendBatch<Item>(
  tools: Tools,
  batch: readonly Item[],
  alias: CommentAlias<Item>,
  outcomes: Map<Item, Outcome>,
): Promise<void> {
  const all = (outcome: Outcome): void => {
    for (const item of batch) outcomes.set(item, outcome);
  };
  const fate = await tools.client.send(documentOf(batch, alias), tools.options);
  switch (fate.kind) {
    case "answered":
      try {
        const answer = answerOf(fate.data, z.record(z.string(), z.unknown()));
        for (const [n, item] of batch.entries()) outcomes.set(item, alias.take(answer[`c${n}`]));
      } catch (error) {
        if (!(error instanceof TrackerUnavailable)) throw error;
        all({ kind: "unknown", reason: error.message });
      }
      return;
    case "not-sent":
      all({ kind: "not-sent", reason: fate.error.message, retryAt: fate.error.retryAt });
      return;
    case "unknown":
      all({ kind: "unknown", reason: fate.reason });
      return;
    case "failed":
      await sortOut(tools, batch, alias, outcomes, fate.failures);
  }
}

async function sortOut<Item>(
  tools: Tools,
  batch: readonly Item[],
  alias: CommentAlias<Item>,
  outcomes: Map<Item, Outcome>,
  failures: readonly Failure[],
): Promise<void> {
  const failed = new Map(failures.map((failure) => [failure.alias, failure]));
  const culprits = batch.filter((_, n) => failed.has(`c${n}`));
  if (culprits.length === 0) return withoutAlias(tools, batch, alias, outcomes, failures);
  let there: ReadonlyMap<string, FoundComment<"linear">>;
  try {
    there = await tools.find(batch.map((item) => alias.idOf(item)));
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    for (const item of batch) outcomes.set(item, { kind: "unknown", reason: error.message });
    return;
  }
  const again: Item[] = [];
  for (const [n, item] of batch.entries()) {
    const failure = failed.get(`c${n}`);
    const found = there.get(alias.idOf(item));
    if (found && alias.whenFound === "done") {
      outcomes.set(item, { kind: "applied", comment: found.comment });
    } else if (failure) outcomes.set(item, outcomeOf(failure, alias.keyOf(item), found !== undefined));
    else again.push(item);
  }
  if (again.length > 0) await sendBatch(tools, again, alias, outcomes);
}

/** An error that names no alias refused the document before anything was done. */
async function withoutAlias<Item>(
  tools: Tools,
  batch: readonly Item[],
  alias: CommentAlias<Item>,
  outcomes: Map<Item, Outcome>,
  failures: readonly Failure[],
): Promise<void> {
  const [failure] = failures;
  const [only] = batch;
  if (failure?.refused !== true || only === undefined) {
    const reason = failure?.message ?? "Linear answered with an error";
    for (const item of batch) outcomes.set(item, { kind: "unknown", reason });
  } else if (batch.length === 1) outcomes.set(only, outcomeOf(failure, alias.keyOf(only), true));
  else {
    const middle = Math.ceil(batch.length / 2);
    await sendBatch(tools, batch.slice(0, middle), alias, outcomes);
    await sendBatch(tools, batch.slice(middle), alias, outcomes);
  }
}

function outcomeOf(failure: Failure, key: string, isThere: boolean): Outcome {
  const words = `${failure.message} ${failure.details}`;
  // Its id is taken by one that was deleted, or it was deleted before we came.
  if (!isThere && /already exists|(not found: |referenced )comment\b/i.test(words)) return { kind: "gone" };
  if (!failure.refused) return { kind: "unknown", reason: failure.message };
  return { kind: "refused", refusal: refusalOf(failure, key) };
}

function refusalOf(failure: Failure, key: string): CommentRefused {
  const said = /[.!?]$/.test(failure.message) ? failure.message : `${failure.message}.`;
  if (failure.type === "permission") {
    const advice = "Give the connection's account access to the team, and the right to comment.";
    return { code: "permission", message: `Linear does not allow a comment on ${key}: ${said} ${advice}` };
  }
  if (/(not found: |referenced )issue\b/i.test(`${failure.message} ${failure.details}`)) {
    const advice = "It was deleted, or the connection's account may no longer see it.";
    return { code: "not-found", message: `Linear does not show the issue of ${key}: ${said} ${advice}` };
  }
  const tooLarge = /shorter than|longer than|too (long|large)|exceed/i.test(failure.message);
  return {
    code: tooLarge ? "too-large" : "invalid",
    message: `Linear does not take a comment on ${key}: ${said} Change the comment where it was written.`,
  };
}

function documentOf<Item>(batch: readonly Item[], alias: CommentAlias<Item>): Operation {
  return {
    text: `mutation Comments(${batch.map((_, n) => alias.parameters(n)).join(", ")}) {
      ${batch.map((_, n) => alias.text(n)).join("\n")}
    }`,
    variables: Object.assign({}, ...batch.map((item, n) => alias.variables(item, n))) as Record<
      string,
      unknown
    >,
    points: batch.length * (COMMENT_POINTS + 1.1),
  };
}
