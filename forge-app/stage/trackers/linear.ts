import { z } from "zod";
import type { MirroredField } from "#shared/contract/words.ts";
import type { Change, TrackerIssue } from "../views.ts";
import { feedOf } from "./feed.ts";
import { StageRefusal } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import { editLogSchema, isOwnAccount, requestsSchema, valueWords } from "./tracker.ts";
import type { StageTracker } from "./tracker.ts";

const personSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });

const issueSchema = z.object({
  id: z.string(),
  identifier: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  state: z.object({ name: z.string(), type: z.string() }),
  priority: z.number(),
  assignee: personSchema.nullable(),
  labels: z.array(z.string()),
  estimate: z.number().nullable(),
  dueDate: z.string().nullable(),
  team: z.string(),
  trashed: z.boolean(),
  archivedAt: z.string().nullable(),
  attachments: z.array(z.object({ title: z.string(), subtitle: z.string().nullable(), url: z.string() })),
  updatedAt: z.string(),
});

const dumpSchema = z.object({
  users: z.array(personSchema.extend({ active: z.boolean(), app: z.boolean() })),
  states: z.array(
    z.object({ id: z.string(), name: z.string(), position: z.number(), team: z.string().optional() }),
  ),
  labels: z.array(
    z.object({ id: z.string(), name: z.string(), isGroup: z.boolean(), team: z.string().nullable() }),
  ),
  issueCount: z.number(),
  issues: z.array(issueSchema),
});
type Dump = z.output<typeof dumpSchema>;

/** By Linear's number. */
const PRIORITIES = ["No priority", "Urgent", "High", "Medium", "Low"] as const;

const CATEGORIES: Readonly<Record<string, TrackerIssue["status"]["category"]>> = {
  triage: "todo",
  backlog: "todo",
  unstarted: "todo",
  started: "doing",
  completed: "done",
  canceled: "dropped",
  duplicate: "dropped",
};

/** Names of the edit log. */
const FIELDS: Readonly<Record<string, MirroredField>> = {
  title: "title",
  description: "description",
  stateId: "status",
  priority: "priority",
  assigneeId: "assignee",
  labelIds: "labels",
  estimate: "estimate",
  dueDate: "dueDate",
};

/** The Linear sandbox, asked through its control endpoint. */
export function linearOfStage(sandbox: Sandbox): StageTracker {
  let names: ReadonlyMap<string, string> = new Map();
  const dump = async (issues: string): Promise<Dump> => {
    const dumped = await sandbox.read(`/sandbox/dump?issues=${encodeURIComponent(issues)}`, dumpSchema);
    const named = [...dumped.users, ...dumped.states, ...dumped.labels];
    names = new Map(named.map(({ id, name }) => [id, name]));
    return dumped;
  };
  return {
    issue: async (idOrKey) => {
      const dumped = await dump(idOrKey);
      const [issue] = dumped.issues;
      return issue === undefined ? null : shown(issue, dumped);
    },
    people: async () => people(await dump("")),
    issueCount: async () => (await dump("")).issueCount,
    edit: async ({ issue, person, change }) => {
      if (change.field === "labels") await createMissingLabels(issue, person, change.value);
      await sandbox.act({ as: person, do: "updateIssue", issue, ...values(change) }, z.unknown());
    },
    editsSince: async (sequence) => {
      const edits = await sandbox.read(`/sandbox/edits?since=${sequence}`, editLogSchema);
      if (edits.some(({ field }) => field.endsWith("Id") || field.endsWith("Ids"))) await dump("");
      const entries = feedOf("linear", edits, FIELDS, (field, value) => words(field, value, names));
      return { entries, sequence: edits.at(-1)?.sequence ?? sequence };
    },
    requests: async () => (await sandbox.read("/sandbox/requests", requestsSchema)).requests,
  };

  /** Linear's labels are things of their own; typing a new one creates it, as in Linear's own pages. */
  async function createMissingLabels(issue: string, as: string, wanted: readonly string[]): Promise<void> {
    const dumped = await dump(issue);
    const team = dumped.issues[0]?.team;
    const known = new Set(labelsOf(dumped, team).map((name) => name.toLowerCase()));
    for (const name of wanted) {
      if (known.has(name.toLowerCase())) continue;
      await sandbox.act({ as, do: "createLabel", name, ...(team ? { team } : {}) }, z.unknown());
    }
  }
}

const people = ({ users }: Dump) =>
  users
    .filter(({ active, app, email }) => active && !app && !isOwnAccount(email))
    .map(({ id, name, email }) => ({ id, name, email }));

const labelsOf = ({ labels }: Dump, team: string | undefined) =>
  labels
    .filter((label) => !label.isGroup && (label.team === null || label.team === team))
    .map(({ name }) => name);

function shown(issue: Dump["issues"][number], dumped: Dump): TrackerIssue {
  const states = dumped.states.filter(({ team }) => team === issue.team);
  return {
    side: "linear",
    id: issue.id,
    key: issue.identifier,
    type: "",
    title: issue.title,
    description: { format: "markdown", text: issue.description ?? "" },
    status: { name: issue.state.name, category: CATEGORIES[issue.state.type] ?? "todo" },
    priority: PRIORITIES[issue.priority] ?? String(issue.priority),
    assignee: issue.assignee,
    labels: issue.labels,
    estimate: issue.estimate,
    dueDate: issue.dueDate,
    updatedAt: issue.updatedAt,
    attachments: issue.attachments,
    lifecycle: issue.trashed ? "in the trash" : issue.archivedAt === null ? null : "archived",
    choices: {
      statuses: states.sort((one, other) => one.position - other.position).map(({ name }) => name),
      priorities: [...PRIORITIES],
      labels: labelsOf(dumped, issue.team).sort(),
      people: people(dumped),
    },
  };
}

function values(change: Change): Record<string, unknown> {
  switch (change.field) {
    case "status":
      return { state: change.value };
    case "priority": {
      const priority = PRIORITIES.findIndex((name) => name === change.value);
      if (priority >= 0) return { priority };
      throw new StageRefusal(
        400,
        `Linear has no priority “${change.value}”.`,
        "Choose one of Linear’s five.",
      );
    }
    case "description":
      if (change.value.format === "markdown") return { description: change.value.text };
      throw new StageRefusal(400, "Linear keeps descriptions as Markdown.", "Send Markdown.");
    case "title":
    case "assignee":
    case "labels":
    case "estimate":
    case "dueDate":
      return { [change.field]: change.value };
  }
}

function words(field: MirroredField, value: unknown, names: ReadonlyMap<string, string>): string {
  if (field === "priority") return typeof value === "number" ? (PRIORITIES[value] ?? String(value)) : "";
  if (field === "status" || field === "assignee" || field === "labels") {
    const ids = Array.isArray(value) ? value : [value];
    return ids.map((id) => (typeof id === "string" ? (names.get(id) ?? "?") : "")).join(", ");
  }
  return valueWords(value);
}
