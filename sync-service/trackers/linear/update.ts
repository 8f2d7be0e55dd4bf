import type { Snapshot } from "#sync/model/issue.ts";
import type { CallOptions, UpdateIssue, WriteOutcome } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import { coveredEdits } from "./covered.ts";
import type { Failure, LinearClient } from "./client.ts";
import type { Labels } from "./labels.ts";
import { sameMark } from "./mark.ts";
import { observe } from "./read.ts";
import { aboutIssue, refusalOf, refusedFields } from "./refusal.ts";
import { withAllRelations } from "./relations.ts";
import { snapshotOf } from "./snapshot.ts";
import { documentOf, provesDone, type Work, workOf } from "./update-work.ts";
import { notSent, unknown, writtenIn } from "./written.ts";

type Outcome = WriteOutcome<"linear">;
type Written = ReturnType<typeof writtenIn<Work>>[number];

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
  items: readonly UpdateIssue<"linear">[],
  options: CallOptions,
): Promise<Outcome[]> {
  const run = new UpdateRun(client, labels, options);
  const works = items.map(workOf);
  const notPrepared = await run.prepare(works);
  if (notPrepared !== null) return items.map(() => notPrepared);
  await run.send(works);
  return works.map((work) => run.outcomeOf(work));
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
        this.#finishAll(batch, notSent(fate.error));
        return;
      case "unknown":
        this.#finishAll(batch, { kind: "unknown", reason: fate.reason });
        return;
      case "failed":
        return this.#sortOut(batch, fate.failures);
    }
  }

  async #takeAnswer(batch: readonly Work[], data: unknown): Promise<void> {
    try {
      const written = await this.#completed(writtenIn(batch, data));
      await this.#labels.know(
        written.flatMap(({ issue }) => issue.labelIds),
        this.#options,
      );
      for (const { item: work, issue, answer } of written) {
        work.covered.push(...coveredEdits(answer, work.item));
        this.#done(work, { ...snapshotOf(issue, this.#labels.names), mark: work.item.mark });
      }
    } catch (error) {
      this.#finishAll(batch, unknown(error));
    }
  }

  /** An issue with many relations shows only some of them along with what was written. */
  async #completed(written: readonly Written[]): Promise<Written[]> {
    const issues = written.map(({ issue }) => issue);
    const complete = await withAllRelations(this.#client, issues, this.#options);
    return written.map((one, n) => ({ ...one, issue: complete[n] ?? one.issue }));
  }

  async #sortOut(batch: readonly Work[], failures: readonly Failure[]): Promise<void> {
    const failed = new Map(failures.map((failure) => [failure.alias, failure]));
    const changeOf = (n: number): Failure | undefined =>
      failures.find(({ alias }) => alias?.startsWith(`r${n}_`)) ?? failed.get(`u${n}`);
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
      this.#finishAll(batch, unknown(error));
      return;
    }
    for (const [n, work] of batch.entries()) {
      const observation = seen.get(work.item.id);
      const snapshot = observation?.kind === "present" ? observation.snapshot : null;
      const [change, mark] = [changeOf(n), markOf(n)];
      if (change) this.#refuse(work, change, snapshot);
      else if (mark && snapshot === null && work.now.length === 0) this.#refuse(work, mark, null);
      else if (snapshot === null && n <= first) {
        const reason = `Linear does not show ${work.item.observed.key} any more`;
        this.#finish(work, { kind: "unknown", reason });
      } else if (snapshot !== null && (mark || (provesDone(work, snapshot) ?? n < first))) {
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
      this.#finishAll(batch, { kind: "unknown", reason });
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
    const isRelation = failure.alias?.startsWith("r") ?? false;
    const fields = refusedFields(failure, work.now);
    if (isRelation) {
      // The issue at the other end may be gone; this one is not.
      work.refused.push(refusalOf(failure, "relations", key));
      work.now = work.now.filter((field) => field !== "relations");
    } else if (aboutIssue(failure) || work.now.length === 0) {
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
      const { written, refused, covered } = work;
      const more = covered.length > 0 ? { covered } : {};
      this.#finish(
        work,
        written === null
          ? { kind: "refused", refused }
          : { kind: "applied", snapshot: written, refused, ...more },
      );
    }
  }

  #finishAll(batch: readonly Work[], outcome: Outcome): void {
    for (const work of batch) this.#finish(work, outcome);
  }

  #finish(work: Work, outcome: Outcome): void {
    // "Not sent" and "refused" would be untrue of an issue of which something was written.
    const partly = work.written !== null && outcome.kind === "not-sent";
    work.end = partly ? { kind: "unknown", reason: outcome.reason } : outcome;
  }
}
