import { adfToMarkdown, sameText } from "#sync/richtext/index.ts";
import type { JiraDump } from "#sync/sandbox/jira/dump.ts";
import type { LinearDump } from "#sync/sandbox/linear/dump.ts";

export interface Difference {
  jira: string;
  linear: string | null;
  field: string;
  jiraValue: unknown;
  linearValue: unknown;
}

/** The demo's mapping in plain names, written down a second time so that nothing here rests on the engine. */
const statusInLinear: Record<string, readonly string[]> = {
  Backlog: ["Backlog"],
  "To Do": ["Todo"],
  "In Progress": ["In Progress"],
  "In Review": ["In Review", "In Progress"],
  Done: ["Done"],
  Cancelled: ["Canceled", "Done"],
};
const priorityInLinear: Record<string, number> = { Highest: 1, High: 2, Medium: 3, Low: 4, Lowest: 4 };

/**
 * Compares what both sandboxes hold, field by field, from their dumps alone: each Jira issue with the Linear
 * issue whose attachment names its URL. An issue without exactly one counterpart is a difference by itself.
 */
export function compareDumps(jira: JiraDump, linear: LinearDump, projects: readonly string[]): Difference[] {
  const counterparts = Map.groupBy(
    linear.issues.flatMap((issue) =>
      issue.attachments.flatMap(({ url }) => {
        const key = /\/browse\/([A-Z][A-Z0-9_]+-\d+)$/.exec(url)?.[1];
        return key === undefined ? [] : [{ key, issue }];
      }),
    ),
    ({ key }) => key,
  );
  const issues = jira.issues
    .filter((issue) => projects.includes(issue.project))
    .flatMap((issue) => {
      const found = counterparts.get(issue.key) ?? [];
      const [only] = found;
      if (found.length !== 1 || !only) {
        const value = found.map((one) => one.issue.identifier);
        return [{ jira: issue.key, linear: null, field: "counterpart", jiraValue: 1, linearValue: value }];
      }
      return [
        ...compareIssue(issue, only.issue),
        ...compareParent(issue, only.issue, counterparts),
        ...compareCycle(issue, only.issue, { jira, linear }),
      ];
    });
  return [...issues, ...compareRelations(jira, linear, counterparts)];
}

type Counterparts = ReadonlyMap<string, readonly { key: string; issue: LinearDump["issues"][number] }[]>;

const relationInLinear: Record<string, string> = {
  Blocks: "blocks",
  Duplicate: "duplicate",
  Relates: "related",
};

/** Relations between issues that both have a counterpart; one without a direction is named from either end. */
function compareRelations(jira: JiraDump, linear: LinearDump, counterparts: Counterparts): Difference[] {
  const told = (from: string, kind: string, to: string): string =>
    (kind === "related" ? [kind, ...[from, to].sort()] : [kind, from, to]).join(" ");
  const mirrored = new Set([...counterparts.values()].flat().map(({ issue }) => issue.identifier));
  const inJira = new Map<string, string>();
  for (const { key, links } of jira.issues) {
    for (const { type, direction, issue } of links) {
      const [from, to] = [key, issue].map((one) => counterparts.get(one)?.[0]?.issue.identifier);
      const kind = relationInLinear[type];
      if (direction === "inward" || kind === undefined || from === undefined || to === undefined) continue;
      inJira.set(told(from, kind, to), key);
    }
  }
  const inLinear = new Map<string, string>();
  for (const { from = "", type, to = "" } of linear.relations) {
    const isMapped = Object.values(relationInLinear).includes(type);
    if (isMapped && mirrored.has(from) && mirrored.has(to)) inLinear.set(told(from, type, to), from);
  }
  const difference = (key: string, jiraValue: string | null, linearValue: string | null): Difference => ({
    jira: key,
    linear: null,
    field: "relations",
    jiraValue,
    linearValue,
  });
  return [
    ...[...inJira].filter(([name]) => !inLinear.has(name)).map(([name, key]) => difference(key, name, null)),
    ...[...inLinear].filter(([name]) => !inJira.has(name)).map(([name, key]) => difference(key, null, name)),
  ];
}

function compareIssue(jira: JiraDump["issues"][number], linear: LinearDump["issues"][number]): Difference[] {
  const markdown = linear.description ?? "";
  const checks: [field: string, same: boolean, jiraValue: unknown, linearValue: unknown][] = [
    ["title", jira.summary === linear.title, jira.summary, linear.title],
    ["description", sameDescription(jira.description, markdown), jira.description, markdown],
    [
      "status",
      (statusInLinear[jira.status.name] ?? []).includes(linear.state.name),
      jira.status.name,
      linear.state.name,
    ],
    ["priority", (priorityInLinear[jira.priority] ?? 0) === linear.priority, jira.priority, linear.priority],
    [
      "assignee",
      (jira.assignee?.email ?? null) === (linear.assignee?.email ?? null),
      jira.assignee?.email,
      linear.assignee?.email,
    ],
    ["labels", sameLabels(jira.labels, linear.labels), jira.labels, linear.labels],
    ["estimate", roundedPoints(jira.storyPoints) === linear.estimate, jira.storyPoints, linear.estimate],
    ["dueDate", jira.dueDate === linear.dueDate, jira.dueDate, linear.dueDate],
  ];
  return checks
    .filter(([, same]) => !same)
    .map(([field, , jiraValue, linearValue]) => ({
      jira: jira.key,
      linear: linear.identifier,
      field,
      jiraValue,
      linearValue,
    }));
}

/** Parents that have a counterpart each: those outside the mirror stay where they are. */
function compareParent(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  counterparts: Counterparts,
): Difference[] {
  const { parent } = jira;
  const wanted = parent ? (counterparts.get(parent.key)?.[0]?.issue.identifier ?? null) : null;
  const mirrored = [...counterparts.values()].flat().map(({ issue }) => issue.identifier);
  const there =
    linear.parent && mirrored.includes(linear.parent.identifier) ? linear.parent.identifier : null;
  if (wanted === there) return [];
  return [
    {
      jira: jira.key,
      linear: linear.identifier,
      field: "parent",
      jiraValue: parent?.key,
      linearValue: there,
    },
  ];
}

/**
 * The open sprint and the cycle that is not over, where each has a namesake, or one that begins on its day, on
 * the other side. A sub-task is in no sprint of its own.
 */
function compareCycle(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  dumps: { jira: JiraDump; linear: LinearDump },
): Difference[] {
  const level = dumps.jira.issueTypes.find(({ name }) => name === jira.type)?.hierarchyLevel ?? 0;
  if (level < 0) return [];
  const sprints = dumps.jira.sprints.filter(({ state }) => state !== "closed");
  const cycles = dumps.linear.cycles.filter(
    ({ completedAt, team }) => completedAt === null && team === linear.team,
  );
  const isSame = (sprint: (typeof sprints)[number], cycle: (typeof cycles)[number]): boolean =>
    sprint.name === (cycle.name ?? `Cycle ${cycle.number}`) ||
    sprint.startDate?.slice(0, 10) === cycle.startsAt.slice(0, 10);
  const sprint = sprints.find(({ name }) => name === jira.sprint);
  const cycle = cycles.find(({ number }) => number === linear.cycle);
  const isMapped =
    (sprint !== undefined && cycles.some((one) => isSame(sprint, one))) ||
    (cycle !== undefined && sprints.some((one) => isSame(one, cycle)));
  if (!isMapped || (sprint && cycle && isSame(sprint, cycle))) return [];
  return [
    {
      jira: jira.key,
      linear: linear.identifier,
      field: "cycle",
      jiraValue: jira.sprint,
      linearValue: linear.cycle,
    },
  ];
}

function roundedPoints(points: unknown): number | null {
  return typeof points === "number" ? Math.round(points) : null;
}

function sameLabels(jira: readonly string[], linear: readonly string[]): boolean {
  const spelled = (labels: readonly string[]): string =>
    [...new Set(labels.map((label) => label.trim().replaceAll(/\s+/g, "-").toLowerCase()))].sort().join("\n");
  return spelled(jira) === spelled(linear);
}

/** The same tree in Linear's terms, and every word of Jira's document there, in its order. */
function sameDescription(adf: unknown, markdown: string): boolean {
  const shown = adf === null ? "" : adfToMarkdown(adf);
  if (!sameText(shown, markdown)) return false;
  const there = wordsOf(markdown);
  let position = 0;
  for (const word of wordsOf(textOf(adf))) {
    const found = there.indexOf(word, position);
    if (found === -1) return false;
    position = found + 1;
  }
  return true;
}

/** The text of an ADF document, by nothing but walking it. */
function textOf(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const text = "text" in node && typeof node.text === "string" ? node.text : "";
  const content = "content" in node && Array.isArray(node.content) ? node.content.map(textOf).join(" ") : "";
  return `${text}${content}`;
}

function wordsOf(text: string): string[] {
  return text.replaceAll("\\", "").match(/[\p{L}\p{N}]+/gu) ?? [];
}
