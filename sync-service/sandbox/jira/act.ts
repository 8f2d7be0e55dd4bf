import { z } from "zod";
import { change } from "./changes.ts";
import { attach, detach } from "./attachments.ts";
import { addComment, deleteComment, editComment } from "./comments.ts";
import { createIssue } from "./create.ts";
import { issueNotFound, refuse } from "./errors.ts";
import { issueInputSchema, patchOf } from "./issue-input.ts";
import { link, unlink } from "./links.ts";
import { actorOf, type Comment, type Issue } from "./model.ts";
import { moveIssue } from "./move.ts";
import { bodyOf, plainIssueShape, restFields, sprintBy, UnknownName } from "./plain-issue.ts";
import { deleteProperty, setProperty } from "./properties.ts";
import { deleteIssue } from "./removal.ts";
import type { Site } from "./site.ts";
import { closeSprint, createSprint, updateSprint } from "./sprints.ts";
import { named } from "./state.ts";
import { contextOf, transitionIssue, transitionsFrom } from "./workflow.ts";

/** E-mail, display name or account id of the person who does it. */
/** The project role that alone may read a comment; absent: everybody. */
const visibleTo = z.string().optional();
const as = z.string();
/** Key or id. */
const issue = z.string();
const body = z.union([z.string(), z.record(z.string(), z.unknown())]);
const rest = z.record(z.string(), z.unknown()).default({});

export const jiraActionSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("createIssue"),
    as,
    project: z.string(),
    type: z.string().default("Task"),
    parent: z.string().optional(),
    properties: rest,
    ...plainIssueShape,
  }),
  z.strictObject({
    do: z.literal("editIssue"),
    as,
    issue,
    type: z.string().optional(),
    parent: z.string().nullable().optional(),
    ...plainIssueShape,
  }),
  z.strictObject({
    do: z.literal("transition"),
    as,
    issue,
    /** The status to reach in one step of the workflow. */
    to: z.string(),
    /** Fields of the transition's screen, as the REST API takes them. */
    fields: rest,
  }),
  z.strictObject({ do: z.literal("comment"), as, issue, body, visibleTo }),
  z.strictObject({ do: z.literal("editComment"), as, issue, comment: z.string(), body, visibleTo }),
  z.strictObject({ do: z.literal("deleteComment"), as, issue, comment: z.string() }),
  z.strictObject({ do: z.literal("attachFile"), as, issue, name: z.string(), text: z.string() }),
  z.strictObject({ do: z.literal("removeFile"), as, issue, name: z.string() }),
  z.strictObject({
    do: z.literal("moveToProject"),
    as,
    issue,
    project: z.string(),
    type: z.string().optional(),
  }),
  z.strictObject({ do: z.literal("deleteIssue"), as, issue, deleteSubtasks: z.boolean().default(false) }),
  z.strictObject({ do: z.literal("setProperty"), as, issue, property: z.string(), value: z.unknown() }),
  z.strictObject({ do: z.literal("deleteProperty"), as, issue, property: z.string() }),
  z.strictObject({ do: z.literal("addLabel"), as, issue, label: z.string() }),
  z.strictObject({ do: z.literal("removeLabel"), as, issue, label: z.string() }),
  z.strictObject({ do: z.literal("link"), as, type: z.string(), from: issue, to: issue }),
  z.strictObject({ do: z.literal("unlink"), as, link: z.string() }),
  z.strictObject({ do: z.literal("rank"), as, issue, before: issue }),
  z.strictObject({
    do: z.literal("createSprint"),
    as,
    board: z.string(),
    name: z.string(),
    startDate: z.iso.datetime().optional(),
    endDate: z.iso.datetime().optional(),
  }),
  z.strictObject({ do: z.literal("startSprint"), as, sprint: z.string() }),
  /** What is not done goes to the sprint named, or to the backlog. */
  z.strictObject({ do: z.literal("closeSprint"), as, sprint: z.string(), moveTo: z.string().optional() }),
]);
export type JiraAction = z.input<typeof jiraActionSchema>;
type Action = z.output<typeof jiraActionSchema>;

/**
 * A person does something in Jira's own pages: bound by the workflow and by what fields take, seen in the
 * changelog and told by webhooks, but not counted as a request.
 * @returns what was made or touched, e.g. `{ id, key }`
 * @throws JiraRefusal as the tracker would refuse it; UnknownName for a person or thing nobody knows
 */
export function act(site: Site, action: Action): unknown {
  const account = site.state.account(action.as);
  if (!account) throw new UnknownName(`There is no person '${action.as}' in the Jira sandbox.`);
  const actor = actorOf(account, "person");
  switch (action.do) {
    case "createIssue": {
      const fields = {
        ...restFields(site, action),
        project: { key: action.project },
        issuetype: { name: action.type },
        ...(action.parent === undefined ? {} : { parent: { key: action.parent } }),
      };
      const properties = Object.entries(action.properties).map(([key, value]) => ({ key, value }));
      const anyone = { mayCreate: () => true, mayModifyReporter: () => true };
      return touched(createIssue(site, actor, issueInputSchema.parse({ fields, properties }), anyone).issue);
    }
    case "editIssue": {
      const found = issueOf(site, action.issue);
      const fields = {
        ...restFields(site, action),
        ...(action.type === undefined ? {} : { issuetype: { name: action.type } }),
        ...(action.parent === undefined ? {} : { parent: action.parent && { key: action.parent } }),
      };
      const patch = patchOf(contextOf(site, found), { fields, update: {} }, ({ id }) => id !== "resolution");
      const typeName = patch.assigneeId === undefined ? "issue_updated" : "issue_assigned";
      return touched(change(site, actor, found, patch, { typeName }));
    }
    case "addLabel":
    case "removeLabel": {
      const found = issueOf(site, action.issue);
      const operation = action.do === "addLabel" ? "add" : "remove";
      const update = { labels: [{ [operation]: action.label }] };
      const patch = patchOf(contextOf(site, found), { fields: {}, update }, () => true);
      return touched(change(site, actor, found, patch, { typeName: "issue_updated" }));
    }
    case "transition": {
      const found = issueOf(site, action.issue);
      const status = named(site.state.statuses.values(), action.to);
      const step = transitionsFrom(site, found).find(({ to }) => to === status?.id);
      if (!step) throw refuse(400, `${found.key} cannot go to '${action.to}' from where it is.`);
      return touched(transitionIssue(site, actor, found, step.id, { fields: action.fields, update: {} }));
    }
    case "comment": {
      const { visibleTo: role = null } = action;
      const made = addComment(site, actor, issueOf(site, action.issue), bodyOf(action.body), {
        visibleTo: role,
      });
      return { ...touched(made.issue), comment: String(made.comment.id) };
    }
    case "editComment": {
      const [found, comment] = commentOf(site, action.issue, action.comment);
      editComment(site, actor, found, comment, bodyOf(action.body), action.visibleTo ?? null);
      return touched(found);
    }
    case "deleteComment": {
      const [found, comment] = commentOf(site, action.issue, action.comment);
      deleteComment(site, actor, found, comment);
      return touched(found);
    }
    case "attachFile": {
      const content = new TextEncoder().encode(action.text);
      const file = { name: action.name, type: "text/plain", content };
      return touched(attach(site, actor, issueOf(site, action.issue), file).issue);
    }
    case "removeFile": {
      const found = issueOf(site, action.issue);
      const file = found.attachments.find(({ filename }) => filename === action.name);
      if (!file) throw new UnknownName(`${found.key} has no file '${action.name}'.`);
      detach(site, actor, found, file);
      return touched(found);
    }
    case "moveToProject": {
      const found = issueOf(site, action.issue);
      const project = site.state.project(action.project);
      if (!project) throw new UnknownName(`There is no project '${action.project}'.`);
      const type = named(site.state.issueTypes.values(), action.type ?? found.typeId);
      if (!type) throw new UnknownName(`There is no issue type '${action.type ?? ""}'.`);
      return touched(moveIssue(site, actor, found, { project, typeId: type.id }));
    }
    case "deleteIssue": {
      const found = issueOf(site, action.issue);
      deleteIssue(site, actor, found, action.deleteSubtasks);
      return touched(found);
    }
    case "setProperty": {
      const found = issueOf(site, action.issue);
      setProperty(site, actor, found.id, action.property, action.value);
      return touched(found);
    }
    case "deleteProperty": {
      const found = issueOf(site, action.issue);
      deleteProperty(site, actor, found.id, action.property);
      return touched(found);
    }
    case "link": {
      const type = named(site.state.linkTypes.values(), action.type);
      if (!type) throw new UnknownName(`There is no link type '${action.type}'.`);
      const made = link(site, actor, type.id, issueOf(site, action.from), issueOf(site, action.to));
      return { link: String(made.id) };
    }
    case "unlink": {
      if (!site.state.links.has(Number(action.link)))
        throw new UnknownName(`There is no link ${action.link}.`);
      unlink(site, actor, Number(action.link));
      return { link: action.link };
    }
    case "createSprint": {
      const board = named(site.state.boards.values(), action.board);
      if (!board) throw new UnknownName(`There is no board '${action.board}'.`);
      const { name, startDate = null, endDate = null } = action;
      return createSprint(site, actor, { boardId: board.id, name, startDate, endDate });
    }
    case "startSprint":
      return updateSprint(site, actor, sprintBy(site, action.sprint), { state: "active" });
    case "closeSprint": {
      const next = action.moveTo === undefined ? undefined : sprintBy(site, action.moveTo);
      return closeSprint(site, actor, sprintBy(site, action.sprint), next);
    }
    case "rank": {
      const found = issueOf(site, action.issue);
      const rank = issueOf(site, action.before).rank - 0.5;
      const item = { field: "Rank", fieldtype: "custom", fieldId: "customfield_10019" } as const;
      const told = { ...item, from: "", fromString: "", to: "", toString: "Ranked higher" };
      return touched(change(site, actor, found, { rank }, { typeName: "issue_updated", items: [told] }));
    }
  }
}

const touched = ({ id, key }: Issue) => ({ id: String(id), key });

function issueOf(site: Site, idOrKey: string): Issue {
  const found = site.state.issue(idOrKey);
  if (!found) throw issueNotFound();
  return found;
}

function commentOf(site: Site, idOrKey: string, commentId: string): [Issue, Comment] {
  const found = issueOf(site, idOrKey);
  const comment = found.comments.find(({ id }) => String(id) === commentId);
  if (!comment) throw new UnknownName(`${found.key} has no comment ${commentId}.`);
  return [found, comment];
}
