import { otherThan, text, type Around, type FieldKind, type Value } from "./field-kind.ts";
import type { Dice } from "./dice.ts";

/** What an issue is and what it is a part of: kinds of fields whose meaning hangs on the issue's level. */

/** Jira's types by the label that stands for each in Linear; one label of the group at a time. */
export const TYPES = { Bug: "Bug", Story: "Feature" } as const;
export const TYPE_GROUP = "Kind";
const LABEL_OF: Readonly<Record<string, string | null>> = { ...TYPES, Task: null };
const LEVEL_OF: Readonly<Record<string, number>> = { Epic: 1, Bug: 0, Story: 0, Task: 0, "Sub-task": -1 };
const TYPE_LABELS: readonly string[] = Object.values(TYPES);

/** The labels that stand for no type. */
export function plainLabels(labels: readonly string[]): string[] {
  return labels.filter((label) => !TYPE_LABELS.includes(label));
}

/** Whether Jira lets an issue of this type be a part of that one. */
export function mayBePart(type: string, of: string | null): boolean {
  const level = LEVEL_OF[type] ?? 0;
  return of === null ? level >= 0 : LEVEL_OF[of] === level + 1;
}

const typeLabel = (labels: readonly (string | null)[]): string | null =>
  labels.find((label) => label !== null && TYPE_LABELS.includes(label)) ?? null;

export const PLACE_KINDS: readonly FieldKind[] = [
  {
    name: "type",
    kind: "one",
    logged: { jira: "type", linear: "labelIds" },
    read: {
      jira: (raw, names) => names.jira(`type ${String(raw)}`) ?? text(raw),
      linear: (raw, names) => (Array.isArray(raw) ? typeLabel(raw.map(names.linear)) : text(raw)),
    },
    dumped: { jira: ({ type }) => type, linear: ({ labels }) => typeLabel(labels) },
    // Jira takes no edit to a type of another level: there the label is Linear's own matter.
    same: (jira, linear) => !(String(jira) in LABEL_OF) || LABEL_OF[String(jira)] === linear,
    change: {
      jira: (dice, { type }) =>
        type in LABEL_OF
          ? { do: "editIssue", type: otherThan(dice, Object.keys(LABEL_OF), type) }
          : undefined,
      linear: (dice, { labels }) => {
        const now = typeLabel(labels);
        const wanted = otherThan(dice, [...TYPE_LABELS, null], now);
        return {
          do: "updateIssue",
          ...(now === null ? {} : { removeLabels: [now] }),
          ...(wanted === null ? {} : { addLabels: [wanted] }),
        };
      },
    },
  },
  {
    name: "parent",
    kind: "one",
    ofIssues: true,
    logged: { jira: "parent", linear: "parentId" },
    read: { jira: idOf, linear: idOf },
    dumped: { jira: ({ parent }) => parent?.id ?? null, linear: ({ parent }) => parent?.id ?? null },
    same: (jira, linear) => jira === linear,
    change: {
      jira: (dice, { type, parent }, _fresh, { epics }) =>
        LEVEL_OF[type] === 0 && epics.length > 0
          ? { do: "editIssue", parent: otherThan(dice, [...epics, null], parent?.key ?? null) }
          : undefined,
      linear: (dice, { parent }, _fresh, around) => ({
        do: "updateIssue",
        parent: parentInLinear(dice, around, parent?.identifier ?? null),
      }),
    },
  },
];

/** Linear lets every issue be a part of every other; not all of it has a place in Jira. */
function parentInLinear(dice: Dice, { epics, others }: Around, now: string | null): string | null {
  const known = epics.length > 0 && dice.happens(0.8) ? epics : others;
  const choices = [...known, null].filter((one) => one !== now);
  return choices.length === 0 ? null : dice.pick(choices);
}

/** Jira's log tells numbers, its records texts. */
function idOf(raw: unknown): Value {
  return typeof raw === "number" ? String(raw) : text(raw);
}
