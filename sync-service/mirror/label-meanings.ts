import type { LinearValues, Snapshot } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { CreateIssue, UpdateIssue } from "#sync/trackers/tracker.ts";
import type { SideWrites } from "./plan-types.ts";

/** Linear's labels that stand for what Jira keeps in a field of its own: they are no labels there. */
export interface LabelMeanings {
  types: readonly string[];
}

export function labelMeanings(mirror: Mirror): LabelMeanings {
  return { types: [...new Set(Object.values(mirror.types))] };
}

export function hasMeaning({ types }: LabelMeanings, label: string): boolean {
  return isAmong(types, label);
}

/** A Linear issue with its labels told apart by what they mean. */
export function tellApart(meanings: LabelMeanings, snapshot: Snapshot<"linear">): Snapshot<"linear"> {
  const { labels } = snapshot.values;
  return {
    ...snapshot,
    allLabels: labels,
    values: {
      ...snapshot.values,
      labels: labels.filter((label) => !hasMeaning(meanings, label)),
      type: meanings.types.find((type) => isAmong(labels, type)) ?? null,
    },
  };
}

/** A change as Linear stores it: what means a type is a label again, and the only one of its kind. */
export function asLabelChange(
  meanings: LabelMeanings,
  observed: Snapshot<"linear">,
  { set, labels }: Pick<SideWrites<"linear">, "set" | "labels">,
): Pick<UpdateIssue<"linear">, "set" | "labels"> {
  const { type, ...stored } = set;
  const add = [...(labels?.add ?? [])];
  const remove = [...(labels?.remove ?? [])];
  if (type !== undefined) {
    const present = (observed.allLabels ?? []).filter((label) => isAmong(meanings.types, label));
    remove.push(...present.filter((label) => type === null || !isAmong([type], label)));
    if (type !== null && !isAmong(present, type)) add.push(type);
  }
  return { set: stored, ...(add.length + remove.length > 0 ? { labels: { add, remove } } : {}) };
}

export function asLabels(values: Partial<LinearValues> & { title: string }): CreateIssue<"linear">["values"] {
  const { type, labels, relations: _later, ...stored } = values;
  const all = [...(labels ?? []), ...(type == null ? [] : [type])];
  return { ...stored, ...(labels === undefined && all.length === 0 ? {} : { labels: all }) };
}

/** Linear tells label names apart by more than their case, people do not. */
function isAmong(labels: readonly string[], label: string): boolean {
  return labels.some((one) => one.toLowerCase() === label.toLowerCase());
}
