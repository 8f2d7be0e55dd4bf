import { issueId, type Observation, type Snapshot, type ValuesOf } from "#sync/model/issue.ts";
import { linkId, type Link } from "#sync/model/link.ts";
import { mirrorSchema, type Mirror } from "#sync/model/mapping.ts";
import { compileTranslator, type Translator } from "#sync/mirror/translate.ts";
import type { Directory } from "#sync/trackers/tracker.ts";

/** Two small trackers as their directories describe them, and issues in them, for tests of the pure core. */

export const jiraDirectory: Directory = {
  side: "jira",
  workspace: "cloud-1",
  url: "https://acme.atlassian.net",
  self: "bot",
  containers: [
    {
      id: "10000",
      key: "SHOP",
      name: "Shop",
      statuses: [
        { id: "1", name: "To Do", category: "unstarted" },
        { id: "2", name: "In Progress", category: "started" },
        { id: "3", name: "In Review", category: "started" },
        { id: "4", name: "Done", category: "completed" },
      ],
      issueTypes: [{ id: "20", name: "Task", level: 0 }],
      labels: [],
    },
  ],
  users: [
    { id: "ada", name: "Ada", email: "ada@acme.example", active: true },
    { id: "jon", name: "Jon", email: null, active: true },
    { id: "only-jira", name: "Only Jira", email: "only@acme.example", active: true },
  ],
  priorities: ["Highest", "High", "Medium", "Low", "Lowest"].map((name, index) => ({
    id: String(index + 1),
    name,
  })),
};

export const linearDirectory: Directory = {
  side: "linear",
  workspace: "org-1",
  url: "https://linear.app/acme",
  self: "bot",
  containers: [
    {
      id: "team-1",
      key: "SHO",
      name: "Shop",
      statuses: [
        { id: "s1", name: "Todo", category: "unstarted" },
        { id: "s2", name: "In Progress", category: "started" },
        { id: "s3", name: "Done", category: "completed" },
        { id: "s4", name: "Canceled", category: "canceled" },
      ],
      issueTypes: [],
      labels: ["needs design", "Bug"],
    },
  ],
  users: [
    { id: "u-ada", name: "ada", email: "ADA@acme.example", active: true },
    { id: "u-jon", name: "jonny", email: "jon@elsewhere.example", active: true },
  ],
  priorities: ["No priority", "Urgent", "High", "Medium", "Low"].map((name, index) => ({
    id: String(index),
    name,
  })),
};

export function translatorFor(mirror: Record<string, unknown> = {}): Translator {
  const parsed: Mirror = mirrorSchema.parse({
    id: "shop",
    jira: { project: "SHOP" },
    linear: { team: "SHO" },
    people: [{ jira: "jon", linear: "u-jon" }],
    ...mirror,
  });
  return compileTranslator(parsed, jiraDirectory, linearDirectory);
}

export function jiraSnapshot(
  values: Partial<ValuesOf["jira"]> = {},
  more: Partial<Snapshot<"jira">> = {},
): Snapshot<"jira"> {
  return {
    side: "jira",
    id: issueId("10001"),
    key: "SHOP-1",
    url: "https://acme.atlassian.net/browse/SHOP-1",
    container: "10000",
    version: 1_000,
    createdAt: 500,
    lifecycle: "active",
    mentions: [],
    mark: { link: "link-1", mirror: "shop", generation: 1, counterpart: issueId("uuid-1") },
    counterpartUrls: [],
    mirroredElsewhere: false,
    ...more,
    values: {
      title: "Checkout fails",
      description: null,
      status: "1",
      priority: "3",
      assignee: null,
      labels: [],
      estimate: null,
      dueDate: null,
      type: "20",
      parent: null,
      relations: [],
      components: [],
      custom: {},
      milestone: [],
      cycle: null,
      ...values,
    },
  };
}

export function linearSnapshot(
  values: Partial<ValuesOf["linear"]> = {},
  more: Partial<Snapshot<"linear">> = {},
): Snapshot<"linear"> {
  return {
    side: "linear",
    id: issueId("uuid-1"),
    key: "SHO-1",
    url: "https://linear.app/acme/issue/SHO-1",
    container: "team-1",
    version: 1_000,
    createdAt: 500,
    lifecycle: "active",
    mentions: [],
    mark: { link: "link-1", mirror: "shop", generation: 1, counterpart: issueId("10001") },
    counterpartUrls: [],
    mirroredElsewhere: false,
    ...more,
    values: {
      title: "Checkout fails",
      description: "",
      status: "s1",
      priority: "3",
      assignee: null,
      labels: [],
      estimate: null,
      dueDate: null,
      type: null,
      parent: null,
      relations: [],
      components: [],
      custom: {},
      milestone: null,
      cycle: null,
      ...values,
    },
  };
}

export function present<S extends "jira" | "linear">(snapshot: Snapshot<S>): Observation<S> {
  return { kind: "present", snapshot };
}

/** A link whose base is what the two snapshots say. */
export function linkOver(jira: Snapshot<"jira">, linear: Snapshot<"linear">): Link {
  const base: Link["base"] = {
    title: { jira: jira.values.title, linear: linear.values.title },
    description: { jira: jira.values.description, linear: linear.values.description },
    status: { jira: jira.values.status, linear: linear.values.status },
    priority: { jira: jira.values.priority, linear: linear.values.priority },
    assignee: { jira: jira.values.assignee, linear: linear.values.assignee },
    labels: { jira: jira.values.labels, linear: linear.values.labels },
    estimate: { jira: jira.values.estimate, linear: linear.values.estimate },
    dueDate: { jira: jira.values.dueDate, linear: linear.values.dueDate },
    type: { jira: jira.values.type, linear: linear.values.type },
    parent: { jira: jira.values.parent, linear: linear.values.parent },
    relations: { jira: jira.values.relations, linear: linear.values.relations },
    components: { jira: jira.values.components, linear: linear.values.components },
    custom: { jira: jira.values.custom, linear: linear.values.custom },
    milestone: { jira: jira.values.milestone, linear: linear.values.milestone },
    cycle: { jira: jira.values.cycle, linear: linear.values.cycle },
  };
  return {
    id: linkId("link-1"),
    connection: "acme",
    mirror: "shop",
    state: "linked",
    note: null,
    jira: { id: jira.id, key: jira.key, url: jira.url, version: jira.version },
    linear: { id: linear.id, key: linear.key, url: linear.url, version: linear.version },
    base,
    agreedAt: null,
    generation: 1,
    mappedBy: {},
  };
}
