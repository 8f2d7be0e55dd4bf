import { sprintOnIssue } from "./agile-view.ts";
import { RANK_ID, SPRINT_ID } from "./defaults.ts";
import type { Issue } from "./model.ts";
import type { Renderer } from "./render.ts";
import { sprintsOf } from "./sprint-field.ts";
import { must } from "./state.ts";

type RenderField = (renderer: Renderer, issue: Issue, comments: number) => unknown;

/** Every field as the API writes it, but the site's own custom ones. */
const FIELDS: Record<string, RenderField | undefined> = {
  summary: (_, issue) => issue.summary,
  description: (renderer, issue) => (issue.description ? renderer.richText(issue.description) : null),
  project: (renderer, issue) =>
    renderer.project(must(renderer.site.state.projects, issue.projectId, "project")),
  issuetype: (renderer, issue) =>
    renderer.issueType(must(renderer.site.state.issueTypes, issue.typeId, "issue type")),
  status: (renderer, issue) => renderer.status(must(renderer.site.state.statuses, issue.statusId, "status")),
  statusCategory: (renderer, issue) =>
    renderer.statusCategory(must(renderer.site.state.statuses, issue.statusId, "status").category),
  statuscategorychangedate: (renderer, issue) => renderer.time(issue.statusChanged),
  priority: (renderer, issue) =>
    renderer.priority(must(renderer.site.state.priorities, issue.priorityId, "priority")),
  resolution: (renderer, issue) =>
    issue.resolutionId === null ? null : renderer.resolution(issue.resolutionId),
  resolutiondate: (renderer, issue) => (issue.resolved === null ? null : renderer.time(issue.resolved)),
  assignee: (renderer, issue) => renderer.user(issue.assigneeId),
  reporter: (renderer, issue) => renderer.user(issue.reporterId),
  creator: (renderer, issue) => renderer.user(issue.creatorId),
  labels: (_, issue) => issue.labels,
  components: (renderer, issue) => {
    const { components } = must(renderer.site.state.projects, issue.projectId, "project");
    return components
      .filter(({ id }) => issue.componentIds.includes(id))
      .map((component) => renderer.component(component));
  },
  fixVersions: (renderer, issue) => {
    const { versions } = must(renderer.site.state.projects, issue.projectId, "project");
    return versions
      .filter(({ id }) => issue.fixVersionIds.includes(id))
      .map((version) => renderer.projectVersion(version));
  },
  versions: () => [],
  parent: (renderer, issue) => {
    const parent = issue.parentId === null ? undefined : renderer.site.state.issue(issue.parentId);
    return parent && renderer.linkedIssue(parent);
  },
  subtasks: (renderer, issue) =>
    renderer.site.state
      .children(issue)
      .filter((child) => must(renderer.site.state.issueTypes, child.typeId, "issue type").hierarchyLevel < 0)
      .map((child) => renderer.linkedIssue(child)),
  issuelinks: (renderer, issue) => renderer.links(issue),
  attachment: (renderer, issue) => issue.attachments.map((attachment) => renderer.attachment(attachment)),
  comment: (renderer, issue, embedded) => {
    const comments = issue.comments.slice(0, embedded);
    return {
      comments: comments.map((comment) => renderer.comment(issue, comment)),
      self: renderer.url(`issue/${issue.id}/comment`),
      maxResults: comments.length,
      total: issue.comments.length,
      startAt: 0,
    };
  },
  duedate: (_, issue) => issue.dueDate,
  created: (renderer, issue) => renderer.time(issue.created),
  updated: (renderer, issue) => renderer.time(issue.updated),
  lastViewed: () => null,
  environment: () => null,
  security: () => null,
  workratio: () => -1,
  timespent: () => null,
  timeestimate: () => null,
  timeoriginalestimate: () => null,
  aggregatetimespent: () => null,
  aggregatetimeestimate: () => null,
  aggregatetimeoriginalestimate: () => null,
  timetracking: () => ({}),
  progress: () => ({ progress: 0, total: 0 }),
  aggregateprogress: () => ({ progress: 0, total: 0 }),
  watches: (renderer, issue) => ({
    self: renderer.url(`issue/${issue.key}/watchers`),
    watchCount: 0,
    isWatching: false,
  }),
  votes: (renderer, issue) => ({
    self: renderer.url(`issue/${issue.key}/votes`),
    votes: 0,
    hasVoted: false,
  }),
  worklog: () => ({ startAt: 0, maxResults: 20, total: 0, worklogs: [] }),
  [SPRINT_ID]: (renderer, issue) => {
    const sprints = sprintsOf(renderer.site, issue);
    return sprints.length === 0 ? null : sprints.map(sprintOnIssue);
  },
  [RANK_ID]: (_, issue) => `0|i${issue.rank.toString(36).padStart(5, "0")}:`,
};

/** Fields that only `*all` gives, not `*navigable`. */
const NOT_NAVIGABLE = new Set(["comment", "attachment", "worklog", "timetracking"]);

export const RENDERED_FIELDS: readonly string[] = Object.keys(FIELDS);
export const NAVIGABLE_FIELDS: readonly string[] = RENDERED_FIELDS.filter((id) => !NOT_NAVIGABLE.has(id));

/** One field of an issue; `undefined` when there is no such field. */
export function renderField(
  renderer: Renderer,
  issue: Issue,
  id: string,
  comments = Number.POSITIVE_INFINITY,
): unknown {
  const render = FIELDS[id];
  if (render) return render(renderer, issue, comments);
  const definition = renderer.site.state.customFields.get(id);
  return definition && renderer.custom(definition, issue);
}
