import { z } from "zod";
import type { MirroredField } from "#shared/contract/words.ts";
import type { Change, Project, TrackerIssue } from "../views.ts";
import { feedOf } from "./feed.ts";
import { StageRefusal } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import { editLogSchema, isOwnAccount, requestsSchema, valueWords } from "./tracker.ts";
import type { StageTracker } from "./tracker.ts";

const personSchema = z
  .object({ accountId: z.string(), displayName: z.string(), email: z.string() })
  .transform(({ accountId, displayName, email }) => ({ id: accountId, name: displayName, email }));

const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  type: z.string(),
  summary: z.string(),
  description: z.unknown(),
  status: z.object({ name: z.string(), category: z.string() }),
  reachable: z.array(z.string()),
  priority: z.string(),
  assignee: personSchema.nullable(),
  labels: z.array(z.string()),
  storyPoints: z.number().nullish(),
  dueDate: z.string().nullable(),
  updated: z.string(),
});

const userSchema = z
  .object({ accountId: z.string(), active: z.boolean(), app: z.boolean() })
  .loose()
  .transform((user) => ({ active: user.active, app: user.app, ...personSchema.parse(user) }));

const dumpSchema = z.object({
  users: z.array(userSchema),
  priorities: z.array(z.object({ name: z.string() })),
  issueCount: z.number(),
  issues: z.array(issueSchema),
});
type Dump = z.output<typeof dumpSchema>;

const CATEGORIES: Readonly<Record<string, TrackerIssue["status"]["category"]>> = {
  new: "todo",
  indeterminate: "doing",
  done: "done",
};

/** Names of the edit log. */
const FIELDS: Readonly<Record<string, MirroredField>> = {
  summary: "title",
  description: "description",
  status: "status",
  priority: "priority",
  assignee: "assignee",
  labels: "labels",
  storyPoints: "estimate",
  dueDate: "dueDate",
};

const projectsSchema = z.object({
  projects: z.array(z.object({ id: z.string(), key: z.string(), name: z.string() })),
});

export async function projectsOf(sandbox: Sandbox): Promise<Project[]> {
  return (await sandbox.read("/sandbox/dump?issues=", projectsSchema)).projects;
}

/** The Jira sandbox, asked through its control endpoint. */
export function jiraOfStage(sandbox: Sandbox): StageTracker {
  let names: ReadonlyMap<string, string> = new Map();
  const dump = async (issues: string): Promise<Dump> => {
    const dumped = await sandbox.read(`/sandbox/dump?issues=${encodeURIComponent(issues)}`, dumpSchema);
    names = new Map(dumped.users.map(({ id, name }) => [id, name]));
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
      await sandbox.act({ as: person, issue, ...action(change) }, z.unknown());
    },
    editsSince: async (sequence) => {
      const edits = await sandbox.read(`/sandbox/edits?since=${sequence}`, editLogSchema);
      if (edits.some(({ field }) => field === "assignee")) await dump("");
      const entries = feedOf("jira", edits, FIELDS, (field, value) => words(field, value, names));
      return { entries, sequence: edits.at(-1)?.sequence ?? sequence };
    },
    requests: async () => (await sandbox.read("/sandbox/requests", requestsSchema)).requests,
  };
}

const people = ({ users }: Dump) =>
  users
    .filter(({ active, app, email }) => active && !app && !isOwnAccount(email))
    .map(({ id, name, email }) => ({ id, name, email }));

function shown(issue: Dump["issues"][number], dumped: Dump): TrackerIssue {
  return {
    side: "jira",
    id: issue.id,
    key: issue.key,
    type: issue.type,
    title: issue.summary,
    description: { format: "adf", document: issue.description },
    status: { name: issue.status.name, category: CATEGORIES[issue.status.category] ?? "todo" },
    priority: issue.priority,
    assignee: issue.assignee,
    labels: issue.labels,
    estimate: issue.storyPoints ?? null,
    dueDate: issue.dueDate,
    updatedAt: issue.updated,
    attachments: [],
    lifecycle: null,
    choices: {
      statuses: [...new Set([issue.status.name, ...issue.reachable])],
      priorities: dumped.priorities.map(({ name }) => name),
      labels: [],
      people: people(dumped),
    },
  };
}

/** How a person does it in Jira: a status is a step of the workflow, the rest is an edit. */
function action(change: Change): Record<string, unknown> {
  switch (change.field) {
    case "status":
      return { do: "transition", to: change.value };
    case "title":
      return { do: "editIssue", summary: change.value };
    case "description":
      if (change.value.format !== "adf") {
        throw new StageRefusal(400, "Jira keeps descriptions as documents.", "Send an Atlassian document.");
      }
      return { do: "editIssue", description: change.value.document };
    case "estimate":
      return { do: "editIssue", storyPoints: change.value };
    case "labels":
      return { do: "editIssue", labels: change.value.map((label) => label.replaceAll(/\s+/g, "-")) };
    case "priority":
    case "assignee":
    case "dueDate":
      return { do: "editIssue", [change.field]: change.value };
  }
}

function words(field: MirroredField, value: unknown, names: ReadonlyMap<string, string>): string {
  if (field === "description") return value === null || value === undefined ? "" : "a document";
  if (field === "assignee") return typeof value === "string" ? (names.get(value) ?? value) : "";
  return valueWords(value);
}
