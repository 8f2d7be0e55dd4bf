import type { LinearValues, Snapshot } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { Container, CreateIssue, ScalarField, SetChange, UpdateIssue } from "#sync/trackers/tracker.ts";

/** Linear's labels that stand for what Jira keeps in a field of its own: they are no labels there. */
export interface LabelMeanings {
  types: readonly string[];
  components: readonly string[];
  /** Per field of Jira's, the labels of the group that stand for its options. */
  custom: ReadonlyMap<string, readonly string[]>;
}

export function labelMeanings(mirror: Mirror, team: Container): LabelMeanings {
  const labelsOf = (group: string): readonly string[] =>
    team.labelGroups?.find(({ name }) => name === group)?.labels ?? [];
  return {
    types: [...new Set(Object.values(mirror.types))],
    components: [...new Set(Object.values(mirror.components))],
    custom: new Map(mirror.customFields.map(({ jira, linear }) => [jira, labelsOf(linear)])),
  };
}

export function hasMeaning({ types, components, custom }: LabelMeanings, label: string): boolean {
  return [types, components, ...custom.values()].some((labels) => isAmong(labels, label));
}

/** A Linear issue with its labels told apart by what they mean. */
export function tellApart(meanings: LabelMeanings, snapshot: Snapshot<"linear">): Snapshot<"linear"> {
  const { labels } = snapshot.values;
  const firstOf = (some: readonly string[]): string | null =>
    some.find((label) => isAmong(labels, label)) ?? null;
  return {
    ...snapshot,
    allLabels: labels,
    values: {
      ...snapshot.values,
      labels: labels.filter((label) => !hasMeaning(meanings, label)),
      type: firstOf(meanings.types),
      components: meanings.components.filter((label) => isAmong(labels, label)),
      custom: Object.fromEntries([...meanings.custom].map(([field, some]) => [field, firstOf(some)])),
    },
  };
}

type Change = Pick<UpdateIssue<"linear">, "set" | "labels">;

/** A change in the values of the merge. */
interface Meant {
  set: Partial<Pick<LinearValues, ScalarField>>;
  labels: SetChange | null;
  components?: SetChange;
}

/** A change as Linear stores it: what means something is a label again, and the only one where one is meant. */
export function asLabelChange(
  meanings: LabelMeanings,
  observed: Snapshot<"linear">,
  { set, labels, components }: Meant,
): Change {
  const { type, custom, ...stored } = set;
  const add = [...(labels?.add ?? []), ...(components?.add ?? [])];
  const remove = [...(labels?.remove ?? []), ...(components?.remove ?? [])];
  const choose = (among: readonly string[], wanted: string | null): void => {
    const present = (observed.allLabels ?? []).filter((label) => isAmong(among, label));
    remove.push(...present.filter((label) => wanted === null || !isAmong([wanted], label)));
    if (wanted !== null && !isAmong(present, wanted)) add.push(wanted);
  };
  if (type !== undefined) choose(meanings.types, type);
  for (const [field, label] of Object.entries(custom ?? {})) choose(meanings.custom.get(field) ?? [], label);
  return { set: stored, ...changeOf({ add, remove }) };
}

function changeOf(labels: SetChange): { labels?: SetChange } {
  return labels.add.length + labels.remove.length > 0 ? { labels } : {};
}

export function asLabels(values: Partial<LinearValues> & { title: string }): CreateIssue<"linear">["values"] {
  const { type, labels, components, custom, relations: _later, ...stored } = values;
  const chosen = [type ?? null, ...Object.values(custom ?? {})].filter((label) => label !== null);
  const all = [...(labels ?? []), ...(components ?? []), ...chosen];
  return { ...stored, ...(labels === undefined && all.length === 0 ? {} : { labels: all }) };
}

/** Linear tells label names apart by more than their case, people do not. */
function isAmong(labels: readonly string[], label: string): boolean {
  return labels.some((one) => one.toLowerCase() === label.toLowerCase());
}
