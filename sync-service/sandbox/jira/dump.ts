import type { Account, Issue } from "./model.ts";
import { RESOLUTIONS } from "./defaults.ts";
import { allFields } from "./fields.ts";
import type { Site } from "./site.ts";
import { sprintsOf } from "./sprint-field.ts";
import { must } from "./state.ts";
import { transitionsFrom } from "./workflow.ts";

interface DumpedPerson {
  accountId: string;
  email: string;
  displayName: string;
}

interface DumpedIssue {
  id: string;
  key: string;
  formerKeys: readonly string[];
  project: string;
  type: string;
  summary: string;
  /** The stored Atlassian document, or null. */
  description: unknown;
  status: { id: string; name: string; category: string };
  /** Names of the statuses that one step of the workflow leads to. */
  reachable: readonly string[];
  priority: string;
  assignee: DumpedPerson | null;
  reporter: DumpedPerson | null;
  labels: readonly string[];
  storyPoints: unknown;
  startDate: unknown;
  dueDate: string | null;
  parent: { id: string; key: string } | null;
  components: unknown;
  fixVersions: unknown;
  /** The open sprint's name. */
  sprint: string | null;
  closedSprints: readonly string[];
  resolution: string | null;
  /** The site's other custom fields by name. */
  custom: Record<string, unknown>;
  properties: Record<string, unknown>;
  comments: {
    id: string;
    author: DumpedPerson | null;
    body: unknown;
    created: string;
    updated: string;
    properties: Record<string, unknown>;
  }[];
  links: { id: string; type: string; direction: "outward" | "inward"; issue: string }[];
  remoteLinks: { id: number; globalId: string | null; object: unknown }[];
  attachments: { id: string; filename: string; mimeType: string; size: number }[];
  created: string;
  updated: string;
}

export interface JiraDump {
  users: (DumpedPerson & { active: boolean; timeZone: string; app: boolean })[];
  projects: { id: string; key: string; name: string; workflow: string }[];
  statuses: { id: string; name: string; category: string }[];
  priorities: { id: string; name: string }[];
  issueTypes: { id: string; name: string; hierarchyLevel: number }[];
  resolutions: readonly { id: string; name: string }[];
  sprints: { id: string; name: string; state: string; board: string; startDate: string | null }[];
  /** All there are, also when only some were asked for. */
  issueCount: number;
  issues: DumpedIssue[];
  deleted: { id: string; key: string; at: string }[];
  /** What the site mailed about issues, to whom by account id, oldest first. */
  mails: { issue: string; to: readonly string[]; subject: string; text: string; at: string }[];
}

/**
 * Everything a comparison needs, as plain JSON with times in UTC; issues in the order of their ids, all or
 * those named by `only` (keys or ids).
 */
export function dumpJira(site: Site, only?: ReadonlySet<string>): JiraDump {
  const { state } = site;
  const issues = only
    ? new Set([...only].flatMap((name) => state.issue(name) ?? []))
    : new Set(state.issues.values());
  return {
    users: [...state.accounts.values()].map((account) => ({
      ...person(account),
      active: account.active,
      timeZone: account.timeZone,
      app: account.accountType === "app",
    })),
    projects: [...state.projects.values()].map(({ id, key, name, workflowId }) => ({
      id,
      key,
      name,
      workflow: workflowId,
    })),
    statuses: [...state.statuses.values()].map(({ id, name, category }) => ({ id, name, category })),
    priorities: [...state.priorities.values()].map(({ id, name }) => ({ id, name })),
    issueTypes: [...state.issueTypes.values()].map(({ id, name, hierarchyLevel }) => ({
      id,
      name,
      hierarchyLevel,
    })),
    resolutions: RESOLUTIONS,
    sprints: [...state.sprints.values()].map(({ id, name, state: stage, boardId, startDate }) => ({
      id: String(id),
      name,
      state: stage,
      board: must(state.boards, boardId, "board").name,
      startDate: startDate === null ? null : iso(startDate),
    })),
    issueCount: state.issues.size,
    issues: [...issues].sort((a, b) => a.id - b.id).map((issue) => dumpIssue(site, issue)),
    mails: state.mails.map(({ issueId, at, ...mail }) => ({ ...mail, issue: String(issueId), at: iso(at) })),
    deleted: state.deleted.map(({ id, key, at }) => ({ id: String(id), key, at: iso(at) })),
  };
}

function dumpIssue(site: Site, issue: Issue): DumpedIssue {
  const { state } = site;
  const plain: Record<string, unknown> = Object.fromEntries(
    allFields(site).map((field) => [field.plainName, field.plain(site, issue)]),
  );
  const someone = (accountId: string | null) =>
    accountId === null ? null : person(must(state.accounts, accountId, "account"));
  const parent = issue.parentId === null ? undefined : state.issue(issue.parentId);
  const status = must(state.statuses, issue.statusId, "status");
  const sprints = sprintsOf(site, issue);
  return {
    id: String(issue.id),
    key: issue.key,
    formerKeys: issue.formerKeys,
    project: must(state.projects, issue.projectId, "project").key,
    type: must(state.issueTypes, issue.typeId, "issue type").name,
    summary: issue.summary,
    description: issue.description,
    status: { id: status.id, name: status.name, category: status.category },
    reachable: [
      ...new Set(transitionsFrom(site, issue).map(({ to }) => must(state.statuses, to, "status").name)),
    ],
    priority: must(state.priorities, issue.priorityId, "priority").name,
    assignee: someone(issue.assigneeId),
    reporter: someone(issue.reporterId),
    labels: issue.labels,
    storyPoints: plain["storyPoints"],
    startDate: plain["startDate"],
    dueDate: issue.dueDate,
    parent: parent ? { id: String(parent.id), key: parent.key } : null,
    components: plain["components"],
    fixVersions: plain["fixVersions"],
    sprint: sprints.find((sprint) => sprint.state !== "closed")?.name ?? null,
    closedSprints: sprints.filter((sprint) => sprint.state === "closed").map(({ name }) => name),
    resolution:
      issue.resolutionId === null ? null : must(state.resolutions, issue.resolutionId, "resolution").name,
    custom: Object.fromEntries(
      [...state.customFields.values()]
        .filter(({ name }) => Object.hasOwn(plain, name))
        .map(({ name }) => [name, plain[name]]),
    ),
    properties: Object.fromEntries(issue.properties),
    comments: issue.comments.map((comment) => ({
      id: String(comment.id),
      author: someone(comment.authorId),
      body: comment.body,
      created: iso(comment.created),
      updated: iso(comment.updated),
      properties: Object.fromEntries(comment.properties),
    })),
    links: issue.linkIds.map((id) => {
      const link = must(state.links, id, "link");
      const outward = link.sourceId === issue.id;
      const other = must(state.issues, outward ? link.destinationId : link.sourceId, "issue");
      return {
        id: String(id),
        type: must(state.linkTypes, link.typeId, "link type").name,
        direction: outward ? "outward" : "inward",
        issue: other.key,
      };
    }),
    remoteLinks: issue.remoteLinks.map(({ id, globalId, object }) => ({ id, globalId, object })),
    attachments: issue.attachments.map(({ id, filename, mimeType, content }) => ({
      id: String(id),
      filename,
      mimeType,
      size: content.byteLength,
    })),
    created: iso(issue.created),
    updated: iso(issue.updated),
  };
}

const person = ({ accountId, email, displayName }: Account): DumpedPerson => ({
  accountId,
  email,
  displayName,
});
const iso = (at: number): string => new Date(at).toISOString();
