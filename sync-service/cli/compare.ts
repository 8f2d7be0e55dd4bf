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

/** What a mapping says beyond the demo's, by plain names. */
interface ComparedTables {
  /** Jira's types and components by the Linear label that stands for each. */
  types?: Readonly<Record<string, string>>;
  components?: Readonly<Record<string, string>>;
  epics?: "issues" | "projects";
}

/**
 * Compares what both sandboxes hold, field by field, from their dumps alone: each Jira issue with the Linear
 * issue whose attachment names its URL. An issue without exactly one counterpart is a difference by itself.
 */
export function compareDumps(
  jira: JiraDump,
  linear: LinearDump,
  projects: readonly string[],
  tables: ComparedTables = {},
): Difference[] {
  const counterparts = Map.groupBy(
    linear.issues.flatMap((issue) =>
      issue.attachments.flatMap(({ url }) => {
        const key = /\/browse\/([A-Z][A-Z0-9_]+-\d+)$/.exec(url)?.[1];
        return key === undefined ? [] : [{ key, issue }];
      }),
    ),
    ({ key }) => key,
  );
  const epicTypes = jira.issueTypes
    .filter(({ hierarchyLevel }) => hierarchyLevel === 1)
    .map(({ name }) => name);
  const isProject = ({ type }: JiraDump["issues"][number]): boolean =>
    tables.epics === "projects" && epicTypes.includes(type);
  const mirrored = jira.issues.filter((issue) => projects.includes(issue.project));
  const epics = mirrored.filter(isProject);
  const issues = mirrored
    .filter((issue) => !isProject(issue))
    .flatMap((issue) => {
      const found = counterparts.get(issue.key) ?? [];
      const [only] = found;
      if (found.length !== 1 || !only) {
        const value = found.map((one) => one.issue.identifier);
        return [{ jira: issue.key, linear: null, field: "counterpart", jiraValue: 1, linearValue: value }];
      }
      return [
        ...compareIssue(issue, only.issue, tables),
        ...compareMilestone(issue, only.issue, linear),
        ...(tables.epics === "projects" ? compareProject(issue, only.issue, epics) : []),
        ...compareParent(issue, only.issue, counterparts),
        ...compareCycle(issue, only.issue, { jira, linear }),
      ];
    });
  return [
    ...issues,
    ...epics.flatMap((epic) => compareEpic(epic, linear)),
    ...compareRelations(jira, linear, counterparts),
  ];
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

function compareIssue(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  { types = {}, components = {} }: ComparedTables,
): Difference[] {
  const markdown = linear.description ?? "";
  const meant = [...Object.values(types), ...Object.values(components)];
  const labels = linear.labels.filter((label) => !meant.includes(label));
  const typeLabels = linear.labels.filter((label) => Object.values(types).includes(label));
  const inJira = Array.isArray(jira.components) ? jira.components.map(String) : [];
  const componentLabels = inJira.flatMap((name) => components[name] ?? []);
  const shownComponents = linear.labels.filter((label) => Object.values(components).includes(label));
  const checks: [field: string, same: boolean, jiraValue: unknown, linearValue: unknown][] = [
    ["title", jira.summary === linear.title, jira.summary, linear.title],
    ["description", sameDescription(jira.description, markdown), jira.description, markdown],
    [
      "status",
      statesFor(jira).includes(linear.state.name),
      [jira.status.name, jira.resolution],
      linear.state.name,
    ],
    ["priority", (priorityInLinear[jira.priority] ?? 0) === linear.priority, jira.priority, linear.priority],
    [
      "assignee",
      (jira.assignee?.email ?? null) === (linear.assignee?.email ?? null),
      jira.assignee?.email,
      linear.assignee?.email,
    ],
    ["labels", sameLabels(jira.labels, labels), jira.labels, labels],
    ["type", sameLabels([types[jira.type] ?? []].flat(), typeLabels), jira.type, typeLabels],
    ["components", sameLabels(componentLabels, shownComponents), inJira, shownComponents],
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

/** Resolutions that say "not done after all" are states of their own in Linear. */
const NOT_DONE = ["Won't Do", "Cannot Reproduce", "Duplicate"];
function statesFor({ status, resolution }: JiraDump["issues"][number]): readonly string[] {
  const usual = statusInLinear[status.name] ?? [];
  return resolution !== null && NOT_DONE.includes(resolution) ? [...usual, "Canceled", "Duplicate"] : usual;
}

/** The milestone is one of the fix versions, and no other milestone of the issue's project is the only one. */
function compareMilestone(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  dump: LinearDump,
): Difference[] {
  const versions = Array.isArray(jira.fixVersions) ? jira.fixVersions.map(String) : [];
  const project = dump.projects.find(({ id }) => id === linear.project?.id);
  const shown = (project?.milestones ?? []).map(({ name }) => name).filter((name) => versions.includes(name));
  const isSame = linear.milestone === null ? shown.length === 0 : shown.includes(linear.milestone);
  return isSame ? [] : [difference(jira, linear, "milestone", versions, linear.milestone)];
}

/** The epic above, and the project that stands for it. */
function compareProject(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  epics: readonly JiraDump["issues"][number][],
): Difference[] {
  const epic = epics.find(({ key }) => key === jira.parent?.key);
  const shown = epics.some(({ summary }) => summary === linear.project?.name)
    ? linear.project?.name
    : undefined;
  return epic?.summary === shown ? [] : [difference(jira, linear, "project", epic?.summary, shown)];
}

/** An epic with its project, which has its name. */
function compareEpic(epic: JiraDump["issues"][number], linear: LinearDump): Difference[] {
  const found = linear.projects.filter(({ name, trashed }) => name === epic.summary && !trashed);
  const [project] = found;
  if (found.length !== 1 || !project) {
    const linearValue = found.map(({ id }) => id);
    return [{ jira: epic.key, linear: null, field: "counterpart", jiraValue: 1, linearValue }];
  }
  const checks: [field: string, same: boolean, jiraValue: unknown, linearValue: unknown][] = [
    [
      "description",
      sameDescription(epic.description, project.content ?? ""),
      epic.description,
      project.content,
    ],
    ["lead", epic.assignee?.email === project.lead?.email, epic.assignee?.email, project.lead?.email],
    ["targetDate", epic.dueDate === project.targetDate, epic.dueDate, project.targetDate],
  ];
  return checks
    .filter(([, same]) => !same)
    .map(([field, , jiraValue, linearValue]) => ({
      jira: epic.key,
      linear: project.name,
      field,
      jiraValue,
      linearValue,
    }));
}

function difference(
  jira: JiraDump["issues"][number],
  linear: LinearDump["issues"][number],
  field: string,
  jiraValue: unknown,
  linearValue: unknown,
): Difference {
  return { jira: jira.key, linear: linear.identifier, field, jiraValue, linearValue };
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
  return [difference(jira, linear, "cycle", jira.sprint, linear.cycle)];
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
