import { FIELDS, type FieldName, type IssueId, type Snapshot } from "#sync/model/issue.ts";
import type { CallOptions, CreateIssue, Refusal, StoredScalar, WriteOutcome } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import type { Failure, LinearClient, Operation } from "./client.ts";
import { creationId } from "./creation-id.ts";
import type { Labels } from "./labels.ts";
import { markInput, sameMark } from "./mark.ts";
import { markIssues } from "./marking.ts";
import { observe } from "./read.ts";
import { aboutIssue, refusalOf, refusedFields } from "./refusal.ts";
import { snapshotOf } from "./snapshot.ts";
import { impossible, scalarInput } from "./values.ts";
import { markAndRead, notSent, unknown, WRITTEN_FRAGMENT, WRITTEN_POINTS, writtenIn } from "./written.ts";

type Create = CreateIssue<"linear">;
type Outcome = WriteOutcome<"linear">;

/**
 * Creates many issues a document, each under an id of our own making, with their marks in the same document.
 *
 * A batch is one transaction: one bad issue refuses all of them. Unless Linear says which, the batch is
 * halved until the bad one is alone, and that one is created without the field that was refused. When an id
 * is there already, an earlier attempt succeeded after all, with values that a restored database may have
 * forgotten: that issue's fate is unknown, and whoever looks for it finds it.
 */
export async function createIssues(
  client: LinearClient,
  labels: Labels,
  items: readonly Create[],
  options: CallOptions,
): Promise<Outcome[]> {
  const run = new CreateRun(client, labels, options);
  const works = items.map(workOf);
  try {
    await run.prepare(works);
  } catch (error) {
    const outcome = notSent(error);
    return items.map(() => outcome);
  }
  for (const batch of batchesOf(works, ({ input }) => JSON.stringify(input).length)) await run.send(batch);
  return works.map(
    ({ end, item }) =>
      end ?? { kind: "unknown", reason: `The creation for ${item.counterpart.key} got no answer` },
  );
}

type CreatedField = StoredScalar<"linear"> | "labels";

/** One issue's creation on its way. */
interface Work {
  item: Create;
  id: IssueId;
  fields: Set<CreatedField>;
  input: Record<string, unknown>;
  labelIds: string[];
  refused: Refusal[];
  end: Outcome | null;
}

const STORED = FIELDS.filter(isCreated);
function isCreated(field: FieldName): field is CreatedField {
  return !["type", "relations", "components", "custom"].includes(field);
}

function workOf(item: Create): Work {
  const work: Work = {
    item,
    id: creationId(item.key),
    fields: new Set(STORED.filter((field) => item.values[field] !== undefined)),
    input: {},
    labelIds: [],
    refused: [],
    end: null,
  };
  for (const field of work.fields) {
    const refusal = impossible(item.values, field, item.counterpart.key);
    if (refusal !== null) drop(work, field, refusal);
  }
  return work;
}

function drop(work: Work, field: CreatedField, refusal: Refusal): void {
  work.fields.delete(field);
  work.refused.push(refusal);
  work.input = inputOf(work);
}

function inputOf({ item, id, fields, labelIds }: Work): Record<string, unknown> {
  return [...fields].reduce<Record<string, unknown>>(
    (input, field) => ({
      ...input,
      ...(field === "labels" ? { labelIds } : scalarInput(item.values, field)),
    }),
    { id, teamId: item.container },
  );
}

class CreateRun {
  readonly #client: LinearClient;
  readonly #labels: Labels;
  readonly #options: CallOptions;

  constructor(client: LinearClient, labels: Labels, options: CallOptions) {
    this.#client = client;
    this.#labels = labels;
    this.#options = options;
  }

  /** Turns label names into ids, creating what is missing. */
  async prepare(works: readonly Work[]): Promise<void> {
    const wanted = works.flatMap(({ item }) =>
      (item.values.labels ?? []).map((name) => ({ team: item.container, name })),
    );
    const refused = await this.#labels.create(wanted, this.#options);
    for (const work of works) {
      for (const name of work.item.values.labels ?? []) {
        const label = { team: work.item.container, name };
        const [id] = this.#labels.idsFor(label);
        if (id !== undefined) work.labelIds.push(id);
        else work.refused.push(this.#labels.refusal(label, work.item.counterpart.key, refused));
      }
      work.input = inputOf(work);
    }
  }

  async send(batch: readonly Work[]): Promise<void> {
    if (batch.length === 0) return;
    const fate = await this.#client.send(documentOf(batch), this.#options);
    switch (fate.kind) {
      case "answered":
        return this.#takeAnswer(batch, fate.data);
      case "not-sent": {
        end(batch, notSent(fate.error));
        return;
      }
      case "unknown": {
        end(batch, { kind: "unknown", reason: fate.reason });
        return;
      }
      case "failed":
        return this.#sortOut(batch, fate.failures);
    }
  }

  async #takeAnswer(batch: readonly Work[], data: unknown): Promise<void> {
    try {
      const written = writtenIn(batch, data);
      await this.#labels.know(
        written.flatMap(({ issue }) => issue.labelIds),
        this.#options,
      );
      for (const { item: work, issue } of written) {
        applied(work, { ...snapshotOf(issue, this.#labels.names), mark: work.item.mark });
      }
    } catch (error) {
      end(batch, unknown(error));
    }
  }

  async #sortOut(batch: readonly Work[], failures: readonly Failure[]): Promise<void> {
    const failure = failures.find(({ alias }) => alias === "created" || alias === null);
    // The issues were created, and a mark failed.
    if (failure === undefined) return this.#adopt(batch, failures);
    if (!failure.refused) {
      end(batch, { kind: "unknown", reason: failure.message });
      return;
    }
    if (/already exists/i.test(`${failure.message} ${failure.details}`) && !/label/i.test(failure.message)) {
      return this.#repeat(batch, failure);
    }
    const [only] = batch;
    if (batch.length === 1 && only) return this.#refuse(only, failure);
    const middle = Math.ceil(batch.length / 2);
    await this.send(batch.slice(0, middle));
    await this.send(batch.slice(middle));
  }

  /** Some of the ids are taken: by an earlier attempt of ours. The others are created without them. */
  async #repeat(batch: readonly Work[], failure: Failure): Promise<void> {
    const rest = await this.#adoptThose(batch, []);
    if (rest === null) return;
    // What it shows need not be what we sent now: taken for written, it would count as a person's edit.
    const taken = batch.filter((work) => work.end?.kind === "applied");
    end(taken, { kind: "unknown", reason: "An earlier attempt has made this issue in Linear already" });
    if (rest.length < batch.length) return this.send(rest);
    // Taken, and not shown to us.
    const named = rest.filter(({ id }) => failure.details.includes(id));
    const culprits = named.length > 0 ? named : rest;
    for (const work of culprits) {
      const refused = refusalOf(failure, null, work.item.counterpart.key);
      work.end = { kind: "refused", refused: [...work.refused, refused] };
    }
    await this.send(rest.filter((work) => work.end === null));
  }

  async #adopt(batch: readonly Work[], failures: readonly Failure[]): Promise<void> {
    const unmarkable = batch.filter((_, n) => failures.some(({ alias }) => alias === `m${n}`));
    const rest = await this.#adoptThose(batch, unmarkable);
    if (rest !== null)
      end(rest, { kind: "unknown", reason: "Linear created the issue but does not show it" });
  }

  /** Reads which of the issues there are, and marks those that lack their mark. Returns the others. */
  async #adoptThose(batch: readonly Work[], unmarkable: readonly Work[]): Promise<Work[] | null> {
    const ids = batch.map(({ id }) => id);
    let seen: Awaited<ReturnType<typeof observe>>;
    try {
      seen = await observe(this.#client, this.#labels, ids, this.#options);
    } catch (error) {
      end(batch, unknown(error));
      return null;
    }
    const found = batch.flatMap((work) => {
      const observation = seen.get(work.id);
      return observation?.kind === "present" ? [{ work, snapshot: observation.snapshot }] : [];
    });
    const unmarked = found.filter(
      ({ work, snapshot }) => !unmarkable.includes(work) && !sameMark(snapshot.mark, work.item.mark),
    );
    const outcomes = await markIssues(
      this.#client,
      unmarked.map(({ work }) => ({ ...work.item, id: work.id })),
      this.#options,
    );
    const marked = new Map(unmarked.map(({ work }, n) => [work, outcomes[n]] as const));
    for (const { work, snapshot } of found) {
      const mark = marked.get(work)?.kind === "applied" ? work.item.mark : snapshot.mark;
      applied(work, { ...snapshot, mark });
    }
    return batch.filter(({ end: done }) => done === null);
  }

  /** The one bad issue: created without the field that is refused, if the error tells which. */
  async #refuse(work: Work, failure: Failure): Promise<void> {
    const key = work.item.counterpart.key;
    const fields = aboutIssue(failure) ? [] : refusedFields(failure, [...work.fields]);
    const droppable = fields.filter((field) => field !== "title");
    if (droppable.length === 0) {
      const field = fields.includes("title") ? "title" : null;
      work.end = { kind: "refused", refused: [...work.refused, refusalOf(failure, field, key)] };
      return;
    }
    for (const field of droppable) drop(work, field, refusalOf(failure, field, key));
    await this.send([work]);
  }
}

/** The issues, then their marks, which read them back. */
function documentOf(batch: readonly Work[]): Operation {
  const marks = batch.map((_, n) => `$m${n}: AttachmentCreateInput!`);
  return {
    text: `mutation Create($issues: [IssueCreateInput!]!, ${marks.join(", ")}) {
      created: issueBatchCreate(input: { issues: $issues }) { success }
      ${batch.map((_, n) => markAndRead(n)).join("\n")}
    }
    ${WRITTEN_FRAGMENT}`,
    variables: {
      issues: batch.map(({ input }) => input),
      ...Object.fromEntries(
        batch.map(({ id, item }, n) => [`m${n}`, markInput(id, item.mark, item.counterpart)]),
      ),
    },
    points: batch.length * WRITTEN_POINTS + 1.1,
  };
}

function applied(work: Work, snapshot: Snapshot<"linear">): void {
  work.end = { kind: "applied", snapshot, refused: work.refused };
}

function end(batch: readonly Work[], outcome: Outcome): void {
  for (const work of batch) work.end = outcome;
}
