import { z } from "zod";
import type { FieldName, Snapshot } from "#sync/model/issue.ts";
import {
  type CallOptions,
  type Refusal,
  type ScalarField,
  TrackerUnavailable,
  type UpdateIssue,
  type WriteOutcome,
} from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import { answerOf, type Failure, type LinearClient } from "./client.ts";
import type { Labels } from "./labels.ts";
import { markInput, sameMark } from "./mark.ts";
import { observe } from "./read.ts";
import { aboutIssue, refusalOf, refusedFields } from "./refusal.ts";
import { ISSUE_FIELDS, ISSUE_POINTS, issueSchema, snapshotOf } from "./snapshot.ts";
import { impossible, scalarInput } from "./values.ts";

type Update = UpdateIssue<"linear">;
type Outcome = WriteOutcome<"linear">;

/**
 * Updates many issues a document. Each is an alias that changes it and one that raises its mark, in this
 * order, and it is the second that reads the issue back: so what is read holds both.
 *
 * An alias that fails takes the whole answer with it (`data: null`), while what stood before it was done and
 * what stands after it was not, or was: both have been seen. So the fate of every issue of such a document is
 * looked up by its mark, the refused one is sent again without the field that was refused, and what was not
 * done is sent again.
 */
export async function updateIssues(
  client: LinearClient,
  labels: Labels,
  items: readonly Update[],
  options: CallOptions,
): Promise<Outcome[]> {
  const run = new UpdateRun(client, labels, options);
  const works = items.map(workOf);
  const notPrepared = await run.prepare(works);
  if (notPrepared !== null) return items.map(() => notPrepared);
  await run.send(works);
  return works.map((work) => run.outcomeOf(work));
}

/** One issue's update on its way. */
interface Work {
  item: Update;
  /** The fields of the next document, and those to send one by one when it is not clear which is refused. */
  now: FieldName[];
  later: FieldName[];
  labelInput: { addedLabelIds: string[]; removedLabelIds: string[] };
  refused: Refusal[];
  /** The latest reading after a write of ours. */
  written: Snapshot<"linear"> | null;
  end: Outcome | null;
}

function workOf(item: Update): Work {
  const work: Work = {
    item,
    now: [],
    later: [],
    labelInput: { addedLabelIds: [], removedLabelIds: [] },
    refused: [],
    written: null,
    end: null,
  };
  for (const field of Object.keys(item.set).filter(isScalar)) {
    const refusal = impossible(item.set, field, item.observed.key);
    if (refusal === null) work.now.push(field);
    else work.refused.push(refusal);
  }
  return work;
}

const SCALARS: Record<ScalarField, true> = {
  title: true,
  description: true,
  status: true,
  priority: true,
  assignee: true,
  estimate: true,
  dueDate: true,
};
function isScalar(field: string): field is ScalarField {
  return Object.hasOwn(SCALARS, field);
}

class UpdateRun {
  readonly #client: LinearClient;
  readonly #labels: Labels;
  readonly #options: CallOptions;

  constructor(client: LinearClient, labels: Labels, options: CallOptions) {
    this.#client = client;
    this.#labels = labels;
    this.#options = options;
  }

  /** Turns label names into ids, creating what is missing; an outcome for all when that cannot be done. */
  async prepare(works: readonly Work[]): Promise<Outcome | null> {
    const wanted = works.flatMap(({ item }) =>
      (item.labels?.add ?? []).map((name) => ({ team: item.container, name })),
    );
    try {
      const refused = await this.#labels.create(wanted, this.#options);
      // Removals need the labels' ids as well.
      if (works.some(({ item }) => (item.labels?.remove.length ?? 0) > 0)) {
        await this.#labels.readOnce(this.#options);
      }
      for (const work of works) this.#prepareLabels(work, refused);
      return null;
    } catch (error) {
      return notSent(error);
    }
  }

  #prepareLabels(work: Work, refused: ReadonlyMap<string, string>): void {
    const { item } = work;
    const team = item.container;
    for (const name of item.labels?.add ?? []) {
      const [id] = this.#labels.idsFor({ team, name });
      if (id !== undefined) work.labelInput.addedLabelIds.push(id);
      else work.refused.push(this.#labels.refusal({ team, name }, item.observed.key, refused));
    }
    for (const name of item.labels?.remove ?? []) {
      work.labelInput.removedLabelIds.push(...this.#labels.idsFor({ team, name }));
    }
    if (work.labelInput.addedLabelIds.length + work.labelInput.removedLabelIds.length > 0) {
      work.now.push("labels");
    }
    if (work.now.length === 0 && work.refused.length > 0) {
      this.#finish(work, { kind: "refused", refused: work.refused });
    }
  }

  async send(works: readonly Work[]): Promise<void> {
    let open = works.filter(({ end }) => end === null);
    while (open.length > 0) {
      for (const batch of batchesOf(open, (work) => JSON.stringify(work.item.set).length)) {
        await this.#sendBatch(batch);
      }
      open = open.filter(({ end }) => end === null);
    }
  }

  outcomeOf({ item, end }: Work): Outcome {
    return end ?? { kind: "unknown", reason: `The update of ${item.observed.key} got no answer` };
  }

  async #sendBatch(batch: readonly Work[]): Promise<void> {
    const fate = await this.#client.send(documentOf(batch), this.#options);
    switch (fate.kind) {
      case "answered":
        return this.#takeAnswer(batch, fate.data);
      case "not-sent":
        for (const work of batch) this.#finish(work, notSent(fate.error));
        return;
      case "unknown":
        for (const work of batch) this.#finish(work, { kind: "unknown", reason: fate.reason });
        return;
      case "failed":
        return this.#sortOut(batch, fate.failures);
    }
  }

  async #takeAnswer(batch: readonly Work[], data: unknown): Promise<void> {
    try {
      const answer = answerOf(data, answerSchema);
      const marked = batch.map((_, n) => markedSchema.parse(answer[`m${n}`]).attachment.issue);
      await this.#labels.know(
        marked.flatMap(({ labelIds }) => labelIds),
        this.#options,
      );
      for (const [n, work] of batch.entries()) {
        const issue = marked[n];
        if (issue === undefined) continue;
        const snapshot = { ...snapshotOf(issue, this.#labels.names), mark: work.item.mark };
        this.#done(work, snapshot);
      }
    } catch (error) {
      for (const work of batch) this.#finish(work, { kind: "unknown", reason: messageOf(error) });
    }
  }

  async #sortOut(batch: readonly Work[], failures: readonly Failure[]): Promise<void> {
    const failed = new Map(failures.map((failure) => [failure.alias, failure]));
    const changeOf = (n: number): Failure | undefined => failed.get(`u${n}`);
    const markOf = (n: number): Failure | undefined => failed.get(`m${n}`);
    const first = batch.findIndex((_, n) => changeOf(n) ?? markOf(n));
    if (first === -1) return this.#withoutAlias(batch, failures);

    let seen: Awaited<ReturnType<typeof observe>>;
    try {
      seen = await observe(
        this.#client,
        this.#labels,
        batch.map(({ item }) => item.id),
        this.#options,
      );
    } catch (error) {
      for (const work of batch) this.#finish(work, { kind: "unknown", reason: messageOf(error) });
      return;
    }
    for (const [n, work] of batch.entries()) {
      const observation = seen.get(work.item.id);
      const snapshot = observation?.kind === "present" ? observation.snapshot : null;
      const [change, mark] = [changeOf(n), markOf(n)];
      if (change) this.#refuse(work, change, snapshot);
      else if (mark && snapshot === null && work.now.length === 0) this.#refuse(work, mark, null);
      else if (snapshot === null && n <= first)
        this.#finish(work, { kind: "unknown", reason: vanished(work) });
      else if (snapshot !== null && (mark || (provesDone(work, snapshot) ?? n < first))) {
        this.#done(work, snapshot);
      }
      // What is left was not done, and is sent again.
    }
  }

  /** An error that names no alias refused the document before anything was done. */
  async #withoutAlias(batch: readonly Work[], failures: readonly Failure[]): Promise<void> {
    const [failure] = failures;
    const [only] = batch;
    if (failure?.refused !== true || only === undefined) {
      const reason = failure?.message ?? "Linear answered with an error";
      for (const work of batch) this.#finish(work, { kind: "unknown", reason });
    } else if (batch.length === 1) this.#refuse(only, failure, null);
    else {
      const middle = Math.ceil(batch.length / 2);
      await this.#sendBatch(batch.slice(0, middle));
      await this.#sendBatch(batch.slice(middle));
    }
  }

  /** Takes the refused field out, or finds out which it is by sending the fields one by one. */
  #refuse(work: Work, failure: Failure, seen: Snapshot<"linear"> | null): void {
    const { item } = work;
    // Where aliases after a failed one run, the mark was raised all the same.
    if (seen !== null && sameMark(seen.mark, item.mark)) work.written = seen;
    if (!failure.refused) {
      this.#finish(work, { kind: "unknown", reason: failure.message });
      return;
    }
    const key = item.observed.key;
    const fields = refusedFields(failure, work.now);
    if (aboutIssue(failure) || work.now.length === 0) {
      work.refused.push(refusalOf(failure, null, key));
      work.now = [];
      work.later = [];
    } else if (fields.length > 0 && fields.length < work.now.length + work.later.length) {
      work.refused.push(...fields.map((field) => refusalOf(failure, field, key)));
      work.now = work.now.filter((field) => !fields.includes(field));
    } else if (work.now.length > 1) {
      work.later = [...work.now.slice(1), ...work.later];
      work.now = work.now.slice(0, 1);
      return;
    } else {
      work.refused.push(...work.now.map((field) => refusalOf(failure, field, key)));
      work.now = [];
    }
    this.#next(work);
  }

  #done(work: Work, snapshot: Snapshot<"linear">): void {
    work.written = snapshot;
    work.now = [];
    this.#next(work);
  }

  #next(work: Work): void {
    if (work.now.length > 0) return;
    const [field, ...later] = work.later;
    work.later = later;
    if (field !== undefined) work.now = [field];
    else {
      const { written, refused } = work;
      this.#finish(
        work,
        written === null ? { kind: "refused", refused } : { kind: "applied", snapshot: written, refused },
      );
    }
  }

  #finish(work: Work, outcome: Outcome): void {
    // "Not sent" and "refused" would be untrue of an issue of which something was written.
    const partly = work.written !== null && outcome.kind === "not-sent";
    work.end = partly ? { kind: "unknown", reason: outcome.reason } : outcome;
  }
}

function documentOf(batch: readonly Work[]): {
  text: string;
  variables: Record<string, unknown>;
  points: number;
} {
  const parameters: string[] = [];
  const aliases: string[] = [];
  const variables: Record<string, unknown> = {};
  for (const [n, work] of batch.entries()) {
    const { item, now } = work;
    const input = inputOf(work);
    if (now.length > 0) {
      parameters.push(`$i${n}: String!`, `$u${n}: IssueUpdateInput!`);
      aliases.push(`u${n}: issueUpdate(id: $i${n}, input: $u${n}) { success }`);
      variables[`i${n}`] = item.id;
      variables[`u${n}`] = input;
    }
    parameters.push(`$m${n}: AttachmentCreateInput!`);
    aliases.push(`m${n}: attachmentCreate(input: $m${n}) { attachment { issue { ...Read } } }`);
    variables[`m${n}`] = markInput(item.id, item.mark, item.counterpart);
  }
  return {
    text: `mutation Update(${parameters.join(", ")}) {\n${aliases.join("\n")}\n}\nfragment Read on Issue {${ISSUE_FIELDS}}`,
    variables,
    points: batch.length * (ISSUE_POINTS + 3.1),
  };
}

function inputOf({ item, now, labelInput }: Work): Record<string, unknown> {
  return now.reduce<Record<string, unknown>>(
    (input, field) => ({ ...input, ...(field === "labels" ? labelInput : scalarInput(item.set, field)) }),
    {},
  );
}

/** True or false where the mark tells; null where it was the same before. */
function provesDone({ item }: Work, seen: Snapshot<"linear">): boolean | null {
  return sameMark(item.observed.mark, item.mark) ? null : sameMark(seen.mark, item.mark);
}

function vanished({ item }: Work): string {
  return `Linear does not show ${item.observed.key} any more`;
}

const answerSchema = z.record(z.string(), z.unknown());
const markedSchema = z.object({ attachment: z.object({ issue: issueSchema }) });

export function notSent(error: unknown): Outcome {
  if (!(error instanceof TrackerUnavailable)) throw error;
  return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
