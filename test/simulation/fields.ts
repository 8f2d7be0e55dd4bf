import type { Dice } from "./dice.ts";
import { otherThan, text, type FieldKind, type Value } from "./field-kind.ts";
import { PLACE_KINDS, plainLabels } from "./place.ts";

export const EVERYBODY = ["ada@acme.example", "jon@acme.example"] as const;
export const ONLY_JIRA = "kim@acme.example";
export const ONLY_LINEAR = "lee@acme.example";
export const LABELS = ["alpha", "beta gamma", "delta", "eps ilon"] as const;

const plain = { jira: text, linear: text };
const inJira = (label: string): string => label.trim().replaceAll(/\s+/g, "-").toLowerCase();
const labelsOf = (raw: unknown, name: (id: unknown) => string | null): Value =>
  Array.isArray(raw)
    ? plainLabels(raw.map((id) => name(id) ?? (typeof id === "string" ? id : "")))
        .map(inJira)
        .sort()
    : [];

/** The words of a text that the simulation wrote, each of which is written once. */
export function wordsOf(raw: unknown): string[] {
  const found = (typeof raw === "string" ? raw : JSON.stringify(raw ?? null)).match(/\bw\d+[jl]\d+\b/g);
  return found ?? [];
}

/** Replaces, adds or removes one word of a text. */
function rewritten(dice: Dice, words: readonly string[], fresh: string): string[] {
  const at = dice.between(0, words.length);
  const how = dice.next();
  if (words.length > 1 && how < 0.25) return words.filter((_, index) => index !== at);
  if (how < 0.6) return words.toSpliced(at, 0, fresh);
  return words.toSpliced(Math.min(at, words.length - 1), 1, fresh);
}

const STATUS_IN_LINEAR: Record<string, readonly string[]> = {
  Backlog: ["Backlog"],
  "To Do": ["Todo", "Backlog", "Triage"],
  "In Progress": ["In Progress"],
  "In Review": ["In Review", "In Progress"],
  Done: ["Done", "Canceled"],
  Cancelled: ["Canceled", "Done"],
};
const PRIORITY_IN_LINEAR: Record<string, number> = { Highest: 1, High: 2, Medium: 3, Low: 4, Lowest: 4 };

/**
 * What an issue has, as the simulation knows it: how each tracker's log and dump tell of it, when both sides
 * mean the same, and what a person may change it to. Written down a second time; nothing here rests on the
 * engine. A new kind of field is one more entry.
 */
export const FIELD_KINDS: readonly FieldKind[] = [
  {
    name: "title",
    kind: "one",
    logged: { jira: "summary", linear: "title" },
    read: plain,
    dumped: { jira: ({ summary }) => summary, linear: ({ title }) => title },
    same: (jira, linear) => jira === linear,
    change: {
      jira: (_dice, _issue, fresh) => ({ do: "editIssue", summary: `Title ${fresh}` }),
      // Jira takes 255 characters at most.
      linear: (dice, _issue, fresh) => ({
        do: "updateIssue",
        title: dice.happens(0.05) ? `Title ${fresh} ${"long ".repeat(60)}end` : `Title ${fresh}`,
      }),
    },
  },
  {
    name: "description",
    kind: "set",
    logged: { jira: "description", linear: "description" },
    read: { jira: wordsOf, linear: wordsOf },
    dumped: {
      jira: ({ description }) => wordsOf(description),
      linear: ({ description }) => wordsOf(description),
    },
    same: (jira, linear) => String(jira) === String(linear),
    change: {
      jira: (dice, { description }, fresh) => ({
        do: "editIssue",
        description: rewritten(dice, wordsOf(description), fresh).join("\n"),
      }),
      linear: (dice, { description }, fresh) => ({
        do: "updateIssue",
        description: rewritten(dice, wordsOf(description), fresh).join("\n\n"),
      }),
    },
  },
  {
    name: "status",
    kind: "one",
    logged: { jira: "status", linear: "stateId" },
    read: {
      jira: (raw, names) => names.jira(raw) ?? text(raw),
      linear: (raw, names) => names.linear(raw) ?? text(raw),
    },
    dumped: { jira: ({ status }) => status.name, linear: ({ state }) => state.name },
    same: (jira, linear) => (STATUS_IN_LINEAR[String(jira)] ?? []).includes(String(linear)),
    // "To Do" stands for "Backlog" only where a workflow has no such status, or does not let one go there.
    agrees: (jira, linear) => STATUS_IN_LINEAR[String(jira)]?.[0] === linear,
    change: {
      jira: (dice, { status, reachable }) => ({
        do: "transition",
        to: otherThan(dice, reachable, status.name),
        fields: {},
      }),
      linear: (dice, { state }) => ({
        do: "updateIssue",
        state: otherThan(dice, ["Backlog", "Todo", "In Progress", "Done", "Canceled"], state.name),
      }),
    },
  },
  {
    name: "priority",
    kind: "one",
    logged: { jira: "priority", linear: "priority" },
    read: {
      jira: (raw, names) => names.jira(`priority ${String(raw)}`) ?? text(raw),
      linear: (raw) => Number(raw),
    },
    dumped: { jira: ({ priority }) => priority, linear: ({ priority }) => priority },
    same: (jira, linear) => linear === 0 || PRIORITY_IN_LINEAR[String(jira)] === linear,
    change: {
      jira: (dice, { priority }) => ({
        do: "editIssue",
        priority: otherThan(dice, Object.keys(PRIORITY_IN_LINEAR), priority),
      }),
      linear: (dice, { priority }) => ({
        do: "updateIssue",
        priority: otherThan(dice, [0, 1, 2, 3, 4], priority),
      }),
    },
  },
  {
    name: "assignee",
    kind: "one",
    logged: { jira: "assignee", linear: "assigneeId" },
    read: { jira: (raw, names) => names.jira(raw), linear: (raw, names) => names.linear(raw) },
    dumped: {
      jira: ({ assignee }) => assignee?.email ?? null,
      linear: ({ assignee }) => assignee?.email ?? null,
    },
    same: (jira, linear) =>
      jira === linear || (jira === ONLY_JIRA && linear === null) || (linear === ONLY_LINEAR && jira === null),
    change: {
      jira: (dice, { assignee }) => ({
        do: "editIssue",
        assignee: otherThan(dice, [...EVERYBODY, ONLY_JIRA, null], assignee?.email ?? null),
      }),
      linear: (dice, { assignee }) => ({
        do: "updateIssue",
        assignee: otherThan(dice, [...EVERYBODY, ONLY_LINEAR, null], assignee?.email ?? null),
      }),
    },
  },
  {
    name: "labels",
    kind: "set",
    logged: { jira: "labels", linear: "labelIds" },
    read: {
      jira: (raw) => labelsOf(raw, () => null),
      linear: (raw, names) => labelsOf(raw, names.linear),
    },
    dumped: {
      jira: ({ labels }) => labels.map(inJira).sort(),
      linear: ({ labels }) => plainLabels(labels).map(inJira).sort(),
    },
    same: (jira, linear) => String(jira) === String(linear),
    change: {
      jira: (dice, { labels }) => {
        const label = inJira(dice.pick([...LABELS, "only-in-jira-before"]));
        return { do: labels.includes(label) ? "removeLabel" : "addLabel", label };
      },
      linear: (dice, { labels }) => {
        const label = dice.pick(LABELS);
        const there = labels.includes(label);
        return { do: "updateIssue", ...(there ? { removeLabels: [label] } : { addLabels: [label] }) };
      },
    },
  },
  {
    name: "estimate",
    kind: "one",
    logged: { jira: "storyPoints", linear: "estimate" },
    read: plain,
    dumped: { jira: ({ storyPoints }) => text(storyPoints), linear: ({ estimate }) => estimate },
    same: (jira, linear) => (typeof jira === "number" ? Math.round(jira) : jira) === linear,
    change: {
      jira: (dice, { storyPoints }) => ({
        do: "editIssue",
        storyPoints: otherThan(dice, [null, 1, 2, 2.4, 3, 5], text(storyPoints) as number | null),
      }),
      linear: (dice, { estimate }) => ({
        do: "updateIssue",
        estimate: otherThan(dice, [null, 1, 2, 3, 4, 5], estimate),
      }),
    },
  },
  {
    name: "dueDate",
    kind: "one",
    logged: { jira: "dueDate", linear: "dueDate" },
    read: plain,
    dumped: { jira: ({ dueDate }) => dueDate, linear: ({ dueDate }) => dueDate },
    same: (jira, linear) => jira === linear,
    change: {
      jira: (dice) => ({ do: "editIssue", dueDate: someDay(dice) }),
      linear: (dice) => ({ do: "updateIssue", dueDate: someDay(dice) }),
    },
  },
  ...PLACE_KINDS,
];

function someDay(dice: Dice): string | null {
  if (dice.happens(0.2)) return null;
  return `2027-0${dice.between(1, 9)}-${String(dice.between(1, 28)).padStart(2, "0")}`;
}
