import type { AcceptedWrite } from "#shared/contract/scoring/writes.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import { keysThatDiffer, same } from "./merge-inputs.ts";
import { KINDS, type ScoreRecord } from "./records.ts";
import { bodyOf, Refusals, revisionOf, type Writer } from "./write-scores.ts";
import { unknownThing } from "./write-failure.ts";

/**
 * Brings each input that a batch changed back to what it was before, where nobody changed it since; the undo is
 * a batch of its own, so that it can be undone as well.
 */
export async function undoBatch(
  records: RecordWriting,
  batch: string,
  undo: string,
  writer: Writer,
): Promise<Pick<AcceptedWrite, "revisions" | "met" | "left">> {
  const ofBatch = (await records.ofBatch(batch)).filter(({ kind }) => kind === KINDS.score);
  if (ofBatch.length === 0) {
    throw unknownThing(
      "There is no such batch of changes.",
      "Open the backlog again; the history lists what was done.",
    );
  }
  const histories = await records.histories(
    KINDS.score,
    ofBatch.map(({ id }) => id),
  );
  const refused = new Refusals(writer);
  const appended: RecordRevision[] = [];
  const answer: Pick<AcceptedWrite, "revisions" | "met" | "left"> = { revisions: [], met: [], left: [] };
  for (const [id, history] of histories) {
    const own = ofBatch.filter((one) => one.id === id);
    const [first, last, latest] = [own[0], own.at(-1), history.at(-1)];
    if (!first || !last || !latest) continue;
    const before = history.find(({ revision }) => revision === first.revision - 1);
    const accepted = bodyOf(latest);
    const { issue, framework } = accepted;
    const { inputs, left } = undone(
      before ? bodyOf(before).inputs : null,
      bodyOf(last).inputs,
      accepted.inputs,
    );
    if (left.length > 0) answer.left.push({ issue, framework, keys: left });
    if (same(inputs, accepted.inputs)) continue;
    refused.check(issue, framework, accepted.inputs, inputs);
    const { asked: _, ...rest } = accepted;
    const body: ScoreRecord = { ...rest, inputs, keptAt: writer.keptAt };
    appended.push(revisionOf(writer, id, latest.revision + 1, body, undo));
    answer.revisions.push({ issue, revision: latest.revision + 1 });
  }
  refused.throwIfAny();
  await records.append(appended);
  return answer;
}

function undone(
  before: Inputs | null,
  after: Inputs | null,
  accepted: Inputs | null,
): { inputs: Inputs | null; left: string[] } {
  if (same(after, accepted)) return { inputs: before, left: [] };
  const changed = keysThatDiffer(before, after);
  const left = changed.filter((key) => !same(after?.[key], accepted?.[key]));
  if (accepted === null) return { inputs: null, left };
  const inputs = new Map(Object.entries(accepted));
  for (const key of changed) {
    if (left.includes(key)) continue;
    if (before?.[key] === undefined) inputs.delete(key);
    else inputs.set(key, before[key]);
  }
  return { inputs: Object.fromEntries(inputs), left };
}
