import type { Snapshot } from "#sync/model/issue.ts";
import type { CoveredEdit, Refusal, StoredScalar, UpdateIssue, WriteOutcome } from "../tracker.ts";
import type { Operation } from "./client.ts";
import { HISTORY_FIELDS, HISTORY_POINTS } from "./covered.ts";
import { markInput, sameMark } from "./mark.ts";
import { impossible, scalarInput } from "./values.ts";
import { relationAliases } from "./relations.ts";
import { markAndRead, WRITTEN_FRAGMENT, WRITTEN_POINTS } from "./written.ts";

/** A field as Linear's inputs carry it. */
type StoredField = StoredScalar<"linear"> | "labels" | "relations";

/** One issue's update on its way. */
export interface Work {
  item: UpdateIssue<"linear">;
  /** The fields of the next document, and those to send one by one when it is not clear which is refused. */
  now: StoredField[];
  later: StoredField[];
  labelInput: { addedLabelIds: string[]; removedLabelIds: string[] };
  refused: Refusal[];
  /** The latest reading after a write of ours. */
  written: Snapshot<"linear"> | null;
  covered: CoveredEdit[];
  end: WriteOutcome<"linear"> | null;
}

export function workOf(item: UpdateIssue<"linear">): Work {
  const work: Work = {
    item,
    now: [],
    later: [],
    labelInput: { addedLabelIds: [], removedLabelIds: [] },
    refused: [],
    written: null,
    covered: [],
    end: null,
  };
  for (const field of Object.keys(item.set).filter(isScalar)) {
    const refusal = impossible(item.set, field, item.observed.key);
    if (refusal === null) work.now.push(field);
    else work.refused.push(refusal);
  }
  if (item.relations) work.now.push("relations");
  return work;
}

const SCALARS: Record<StoredScalar<"linear">, true> = {
  title: true,
  description: true,
  status: true,
  priority: true,
  assignee: true,
  estimate: true,
  dueDate: true,
  parent: true,
  milestone: true,
  cycle: true,
};
function isScalar(field: string): field is StoredScalar<"linear"> {
  return Object.hasOwn(SCALARS, field);
}

/** Each issue's change, then its mark, which reads it back. */
export function documentOf(batch: readonly Work[]): Operation {
  const parameters: string[] = [];
  const aliases: string[] = [];
  const variables: Record<string, unknown> = {};
  for (const [n, work] of batch.entries()) {
    const { item, now } = work;
    if (now.includes("relations") && item.relations) {
      const relations = relationAliases(n, item.id, item.relations, item.observed.relationIds ?? {});
      parameters.push(...relations.parameters);
      aliases.push(...relations.aliases);
      Object.assign(variables, relations.variables);
    }
    if (now.some((field) => field !== "relations")) {
      parameters.push(`$i${n}: String!`, `$u${n}: IssueUpdateInput!`);
      aliases.push(`u${n}: issueUpdate(id: $i${n}, input: $u${n}) { success }`);
      variables[`i${n}`] = item.id;
      variables[`u${n}`] = inputOf(work);
    }
    parameters.push(`$m${n}: AttachmentCreateInput!`);
    aliases.push(markAndRead(n, now.length > 0 ? HISTORY_FIELDS : ""));
    variables[`m${n}`] = markInput(item.id, item.mark, item.counterpart);
  }
  return {
    text: `mutation Update(${parameters.join(", ")}) {\n${aliases.join("\n")}\n}\n${WRITTEN_FRAGMENT}`,
    variables,
    points: batch.length * (WRITTEN_POINTS + HISTORY_POINTS) + aliases.length * 1.1,
  };
}

function inputOf({ item, now, labelInput }: Work): Record<string, unknown> {
  return now
    .filter((field) => field !== "relations")
    .reduce<Record<string, unknown>>(
      (input, field) => ({
        ...input,
        ...(field === "labels" ? labelInput : scalarInput(item.set, field, item.observed.values)),
      }),
      {},
    );
}

/** Whether the latest document did its part: the mark tells, unless it was the same before; then null. */
export function provesDone({ item, written }: Work, seen: Snapshot<"linear">): boolean | null {
  const raisedBefore = written !== null || sameMark(item.observed.mark, item.mark);
  return raisedBefore ? null : sameMark(seen.mark, item.mark);
}
