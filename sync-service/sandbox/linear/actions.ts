import { z } from "zod";
import { atomically } from "./writes.ts";
import { cycleBy, issueBy, labelBy, milestoneBy, projectBy, stateBy, teamBy } from "./lookups.ts";
import { createAttachment, deleteAttachment } from "./mutations/attachments.ts";
import { fileUpload } from "./mutations/uploads.ts";
import { createComment, deleteComment, updateComment } from "./mutations/comments.ts";
import { find } from "./mutations/inputs.ts";
import * as issues from "./mutations/issues.ts";
import { createLabel, deleteLabel, updateLabel } from "./mutations/labels.ts";
import { createCycle, updateCycle } from "./mutations/cycles.ts";
import {
  createProject,
  createProjectUpdate,
  restoreProject,
  statusOfType,
  trashProject,
  updateProject,
} from "./mutations/projects.ts";
import { createRelation, deleteRelation } from "./mutations/relations.ts";
import { person, userBy } from "./people.ts";
import type { Team } from "./records.ts";
import { refusal } from "./refusals.ts";
import type { Caller } from "./caller.ts";
import type { World } from "./world.ts";

const name = z.string().min(1);
/** A user by e-mail, name, display name or id. */
const as = name;
/** An issue by identifier or id. */
const issue = name;

const fields = {
  title: name.optional(),
  description: z.string().nullable().optional(),
  state: name.optional(),
  priority: z.int().min(0).max(4).optional(),
  estimate: z.int().nonnegative().nullable().optional(),
  dueDate: z.iso.date().nullable().optional(),
  assignee: name.nullable().optional(),
  labels: z.array(name).optional(),
  parent: name.nullable().optional(),
  project: name.nullable().optional(),
  milestone: name.nullable().optional(),
  /** The number of one of the team's cycles. */
  cycle: z.int().positive().nullable().optional(),
};

const projectFields = {
  name: name.optional(),
  content: z.string().nullable().optional(),
  /** The type, name or id of a project status. */
  status: name.optional(),
  lead: name.nullable().optional(),
  targetDate: z.iso.date().nullable().optional(),
};

/** What a person can do in the workspace by hand. */
export const linearActionSchema = z.discriminatedUnion("do", [
  z.strictObject({
    as,
    do: z.literal("createIssue"),
    team: name,
    id: z.uuid().optional(),
    ...fields,
    title: name,
  }),
  z.strictObject({
    as,
    do: z.literal("updateIssue"),
    issue,
    ...fields,
    addLabels: z.array(name).optional(),
    removeLabels: z.array(name).optional(),
  }),
  z.strictObject({ as, do: z.literal("moveToTeam"), issue, team: name, state: name.optional() }),
  z.strictObject({ as, do: z.literal("trash"), issue }),
  z.strictObject({ as, do: z.literal("archive"), issue }),
  z.strictObject({ as, do: z.literal("restore"), issue }),
  z.strictObject({ as, do: z.literal("deletePermanently"), issue }),
  z.strictObject({ as, do: z.literal("comment"), issue, body: name, replyTo: z.uuid().optional() }),
  z.strictObject({ as, do: z.literal("editComment"), comment: z.uuid(), body: name }),
  z.strictObject({ as, do: z.literal("deleteComment"), comment: z.uuid() }),
  z.strictObject({
    as,
    do: z.literal("attach"),
    issue,
    url: z.url(),
    title: name,
    subtitle: z.string().optional(),
  }),
  z.strictObject({ as, do: z.literal("attachFile"), issue, name, text: z.string().min(1) }),
  z.strictObject({ as, do: z.literal("removeAttachment"), attachment: z.uuid() }),
  z.strictObject({
    as,
    do: z.literal("relate"),
    type: z.enum(["blocks", "duplicate", "related", "similar"]),
    issue,
    relatedIssue: name,
  }),
  z.strictObject({ as, do: z.literal("unrelate"), relation: z.uuid() }),
  z.strictObject({
    as,
    do: z.literal("createLabel"),
    name,
    team: name.optional(),
    group: name.optional(),
    isGroup: z.boolean().optional(),
  }),
  z.strictObject({ as, do: z.literal("renameLabel"), label: name, team: name.optional(), name }),
  z.strictObject({ as, do: z.literal("deleteLabel"), label: name, team: name.optional() }),
  z.strictObject({
    as,
    do: z.literal("renameTeam"),
    team: name,
    key: name.optional(),
    name: name.optional(),
  }),
  z.strictObject({ as, do: z.literal("setMembers"), team: name, members: z.array(name) }),
  z.strictObject({
    as,
    do: z.literal("createCycle"),
    team: name,
    name: name.optional(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  }),
  z.strictObject({ as, do: z.literal("completeCycle"), team: name, cycle: z.int().positive() }),
  z.strictObject({ as, do: z.literal("createProject"), teams: z.array(name).min(1), ...projectFields, name }),
  z.strictObject({ as, do: z.literal("updateProject"), project: name, ...projectFields }),
  z.strictObject({ as, do: z.literal("trashProject"), project: name }),
  z.strictObject({ as, do: z.literal("restoreProject"), project: name }),
  z.strictObject({
    as,
    do: z.literal("reportOnProject"),
    project: name,
    body: name,
    health: z.enum(["onTrack", "atRisk", "offTrack"]),
  }),
  z.strictObject({ as, do: z.literal("deactivateUser"), user: name }),
]);

export type LinearAction = z.input<typeof linearActionSchema>;
type Action = z.output<typeof linearActionSchema>;
type Of<D extends Action["do"]> = Extract<Action, { do: D }>;

/** Does what a named person asks; returns the record it was about. */
export function act(world: World, action: Action): unknown {
  const caller = person(userBy(world, action.as));
  return structuredClone(atomically(world, () => perform(world, caller, action)));
}

function perform(world: World, caller: Caller, action: Action): unknown {
  switch (action.do) {
    case "createIssue": {
      const team = teamBy(world, action.team);
      const input = {
        ...issueInput(world, team, action),
        id: action.id,
        teamId: team.id,
      };
      return issues.createIssue(world, caller, input);
    }
    case "updateIssue": {
      const target = issueBy(world, action.issue);
      const team = teamBy(world, target.teamId);
      const ids = (names: readonly string[] | undefined) => names?.map((one) => labelBy(world, team, one).id);
      return issues.updateIssue(world, caller, target, {
        ...issueInput(world, team, action),
        addedLabelIds: ids(action.addLabels),
        removedLabelIds: ids(action.removeLabels),
      });
    }
    case "moveToTeam": {
      const team = teamBy(world, action.team);
      const stateId = action.state === undefined ? undefined : stateBy(world, team, action.state).id;
      return issues.updateIssue(world, caller, issueBy(world, action.issue), { teamId: team.id, stateId });
    }
    case "trash":
      return issues.trashIssue(world, caller, issueBy(world, action.issue));
    case "archive":
      return issues.archiveIssue(world, caller, issueBy(world, action.issue));
    case "restore":
      return issues.restoreIssue(world, caller, issueBy(world, action.issue));
    case "deletePermanently":
      return issues.deleteIssue(world, caller, issueBy(world, action.issue));
    case "comment":
      return createComment(world, caller, {
        issueId: issueBy(world, action.issue).id,
        body: action.body,
        parentId: action.replyTo,
      });
    case "editComment":
      return updateComment(world, caller, find(world, caller, "Comment", action.comment), {
        body: action.body,
      });
    case "deleteComment":
      deleteComment(world, caller, find(world, caller, "Comment", action.comment));
      return undefined;
    case "attach": {
      const { url, title, subtitle } = action;
      return createAttachment(world, caller, {
        issueId: issueBy(world, action.issue).id,
        url,
        title,
        subtitle,
      });
    }
    case "attachFile": {
      const bytes = new TextEncoder().encode(action.text);
      const { name: filename } = action;
      const announced = { filename, contentType: "text/plain", size: bytes.byteLength };
      const { assetUrl: url } = fileUpload(world, announced);
      world.uploads.fill(new URL(url).pathname, bytes);
      const issueId = issueBy(world, action.issue).id;
      return createAttachment(world, caller, { issueId, url, title: filename });
    }
    case "removeAttachment":
      deleteAttachment(world, caller, find(world, caller, "Attachment", action.attachment));
      return undefined;
    case "relate":
      return createRelation(world, caller, {
        type: action.type,
        issueId: issueBy(world, action.issue).id,
        relatedIssueId: issueBy(world, action.relatedIssue).id,
      });
    case "unrelate":
      deleteRelation(world, caller, find(world, caller, "IssueRelation", action.relation));
      return undefined;
    case "createLabel":
    case "renameLabel":
    case "deleteLabel":
      return performOnLabel(world, caller, action);
    case "renameTeam":
      return renameTeam(world, action);
    case "setMembers": {
      const team = teamBy(world, action.team);
      world.state.change(team, { memberIds: action.members.map((one) => userBy(world, one).id) });
      return team;
    }
    case "createCycle": {
      const { startsAt, endsAt, name: called } = action;
      return createCycle(world, caller, {
        teamId: teamBy(world, action.team).id,
        name: called,
        startsAt,
        endsAt,
      });
    }
    case "completeCycle": {
      const cycle = cycleBy(world, teamBy(world, action.team), action.cycle);
      return updateCycle(world, caller, cycle, { completedAt: world.agenda.iso() });
    }
    case "createProject":
      return createProject(world, caller, {
        ...projectInput(world, action),
        name: action.name,
        teamIds: action.teams.map((one) => teamBy(world, one).id),
      });
    case "updateProject":
      return updateProject(world, caller, projectBy(world, action.project), projectInput(world, action));
    case "trashProject":
      return trashProject(world, caller, projectBy(world, action.project));
    case "restoreProject":
      return restoreProject(world, caller, projectBy(world, action.project));
    case "reportOnProject": {
      const { body, health } = action;
      return createProjectUpdate(world, caller, {
        projectId: projectBy(world, action.project).id,
        body,
        health,
      });
    }
    case "deactivateUser": {
      const user = userBy(world, action.user);
      world.state.change(user, { active: false, updatedAt: world.agenda.iso() });
      return user;
    }
  }
}

function issueInput(world: World, team: Team, action: Of<"createIssue"> | Of<"updateIssue">) {
  const {
    title,
    description,
    priority,
    estimate,
    dueDate,
    state,
    assignee,
    labels,
    parent,
    project,
    milestone,
    cycle,
  } = action;
  const home = typeof project === "string" ? projectBy(world, project) : undefined;
  const placed =
    home ??
    (action.do === "updateIssue"
      ? world.state.get("Project", issueBy(world, action.issue).projectId)
      : undefined);
  if (typeof milestone === "string" && !placed) throw refusal("user error", "A milestone needs a project");
  return {
    title,
    description,
    priority,
    estimate,
    dueDate,
    stateId: state === undefined ? undefined : stateBy(world, team, state).id,
    assigneeId: typeof assignee === "string" ? userBy(world, assignee).id : assignee,
    labelIds: labels?.map((one) => labelBy(world, team, one).id),
    parentId: typeof parent === "string" ? issueBy(world, parent).id : parent,
    projectId: home ? home.id : project === null ? null : undefined,
    projectMilestoneId:
      typeof milestone === "string" && placed
        ? milestoneBy(world, placed, milestone).id
        : milestone === null
          ? null
          : undefined,
    cycleId: typeof cycle === "number" ? cycleBy(world, team, cycle).id : cycle,
  };
}

function projectInput(world: World, action: Of<"createProject"> | Of<"updateProject">) {
  const { name: called, content, status, lead, targetDate } = action;
  return {
    name: called,
    content,
    targetDate,
    statusId: status === undefined ? undefined : statusOfType(world, status).id,
    leadId: typeof lead === "string" ? userBy(world, lead).id : lead,
  };
}

function performOnLabel(
  world: World,
  caller: Caller,
  action: Of<"createLabel"> | Of<"renameLabel"> | Of<"deleteLabel">,
): unknown {
  const team = action.team === undefined ? undefined : teamBy(world, action.team);
  if (action.do === "createLabel") {
    const parentId = action.group === undefined ? undefined : labelBy(world, team, action.group).id;
    return createLabel(world, caller, {
      name: action.name,
      teamId: team?.id,
      parentId,
      isGroup: action.isGroup,
    });
  }
  const label = labelBy(world, team, action.label);
  if (action.do === "renameLabel") return updateLabel(world, caller, label, { name: action.name });
  deleteLabel(world, caller, label);
  return undefined;
}

/** A team's new key is the new prefix of all its issues; the old identifiers go on finding them. */
function renameTeam(world: World, action: Of<"renameTeam">): Team {
  const team = teamBy(world, action.team);
  const { key } = action;
  if (key !== undefined && key !== team.key) {
    for (const one of world.state.where("Issue", "teamId", team.id)) {
      world.state.change(one, {
        identifier: `${key}-${one.number}`,
        previousIdentifiers: [...one.previousIdentifiers, one.identifier],
      });
    }
  }
  world.state.change(team, {
    key: key ?? team.key,
    name: action.name ?? team.name,
    updatedAt: world.agenda.iso(),
  });
  return team;
}
