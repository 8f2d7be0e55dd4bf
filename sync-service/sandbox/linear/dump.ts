import { urlOf } from "./urls.ts";
import type { AnyRecord, Issue, User } from "./records.ts";
import { organizationOf } from "./world.ts";
import type { World } from "./world.ts";

/**
 * Everything a comparison needs, as plain JSON, archived and trashed things included, oldest first; of the
 * issues all, or those named by `only` (identifiers or ids).
 */
export function dump(world: World, only?: ReadonlySet<string>) {
  const { state } = world;
  const issues = only
    ? [...new Set([...only].flatMap((name) => state.issue(name) ?? []))]
    : state.all("Issue");
  const name = (record: AnyRecord | undefined) =>
    record && { id: record.id, name: "name" in record ? record.name : null };
  return {
    workspace: {
      id: organizationOf(world).id,
      name: organizationOf(world).name,
      urlKey: organizationOf(world).urlKey,
    },
    users: state.all("User").map(({ id, email, name, displayName, active, admin, guest, app }) => ({
      id, email, name, displayName, active, admin, guest, app,
    })), // prettier-ignore
    teams: state.all("Team").map(({ id, key, name, private: isPrivate, timezone, issueEstimationType }) => ({
      id,
      key,
      name,
      private: isPrivate,
      timezone,
      estimation: issueEstimationType,
    })),
    states: state.all("WorkflowState").map(({ id, name, type, position, teamId }) => ({
      id,
      name,
      type,
      position,
      team: state.get("Team", teamId)?.key,
    })),
    labels: state.all("IssueLabel").map(({ id, name, color, isGroup, parentId, teamId }) => ({
      id,
      name,
      color,
      isGroup,
      group: state.get("IssueLabel", parentId)?.name ?? null,
      team: state.get("Team", teamId)?.key ?? null,
    })),
    /** All there are, also when only some were asked for. */
    issueCount: state.count("Issue"),
    issues: issues.map((issue) => dumpIssue(world, issue)),
    relations: state.all("IssueRelation").map(({ id, type, issueId, relatedIssueId }) => ({
      id,
      type,
      from: state.get("Issue", issueId)?.identifier,
      to: state.get("Issue", relatedIssueId)?.identifier,
    })),
    projects: state.all("Project").map((project) => ({
      id: project.id,
      name: project.name,
      description: project.description,
      content: project.content,
      status: state.get("ProjectStatus", project.statusId)?.type,
      health: project.health,
      lead: user(world, project.leadId),
      teams: project.teamIds.map((id) => state.get("Team", id)?.key),
      startDate: project.startDate,
      targetDate: project.targetDate,
      trashed: project.trashed === true,
      milestones: state
        .where("ProjectMilestone", "projectId", project.id)
        .map(({ id, name, targetDate }) => ({ id, name, targetDate })),
      updates: state
        .where("ProjectUpdate", "projectId", project.id)
        .map(({ id, body, health, createdAt }) => ({ id, body, health, createdAt })),
      url: urlOf(world, project),
      updatedAt: project.updatedAt,
    })),
    cycles: state.all("Cycle").map(({ id, number, name, startsAt, endsAt, completedAt, teamId }) => ({
      id,
      number,
      name,
      startsAt,
      endsAt,
      completedAt,
      team: state.get("Team", teamId)?.key,
    })),
    initiatives: state.all("Initiative").map((initiative) => ({
      id: initiative.id,
      name: initiative.name,
      description: initiative.description,
      status: initiative.status,
      health: initiative.health,
      owner: user(world, initiative.ownerId),
      targetDate: initiative.targetDate,
      projects: state
        .where("InitiativeToProject", "initiativeId", initiative.id)
        .map((link) => name(state.get("Project", link.projectId))),
      parents: state
        .where("InitiativeRelation", "relatedInitiativeId", initiative.id)
        .map((relation) => name(state.get("Initiative", relation.initiativeId))),
      updates: state
        .where("InitiativeUpdate", "initiativeId", initiative.id)
        .map(({ id, body, health, createdAt }) => ({ id, body, health, createdAt })),
      url: urlOf(world, initiative),
      updatedAt: initiative.updatedAt,
    })),
    webhooks: state
      .all("Webhook")
      .map(({ id, url, enabled, resourceTypes }) => ({ id, url, enabled, resourceTypes })),
  };
}

export type LinearDump = ReturnType<typeof dump>;

function dumpIssue(world: World, issue: Issue) {
  const { state } = world;
  const parent = state.get("Issue", issue.parentId);
  const project = state.get("Project", issue.projectId);
  const workflowState = state.get("WorkflowState", issue.stateId);
  return {
    id: issue.id,
    identifier: issue.identifier,
    previousIdentifiers: issue.previousIdentifiers,
    title: issue.title,
    description: issue.description,
    state: { id: issue.stateId, name: workflowState?.name ?? "", type: workflowState?.type ?? "" },
    priority: issue.priority,
    assignee: user(world, issue.assigneeId),
    creator: user(world, issue.creatorId),
    labels: issue.labelIds.flatMap((id) => state.get("IssueLabel", id)?.name ?? []).sort(),
    estimate: issue.estimate,
    dueDate: issue.dueDate,
    team: state.get("Team", issue.teamId)?.key ?? "",
    parent: parent ? { id: parent.id, identifier: parent.identifier } : null,
    project: project ? { id: project.id, name: project.name } : null,
    milestone: state.get("ProjectMilestone", issue.projectMilestoneId)?.name ?? null,
    cycle: state.get("Cycle", issue.cycleId)?.number ?? null,
    trashed: issue.trashed === true,
    archivedAt: issue.archivedAt,
    startedAt: issue.startedAt,
    completedAt: issue.completedAt,
    canceledAt: issue.canceledAt,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    url: urlOf(world, issue),
    attachments: state.where("Attachment", "issueId", issue.id).map(({ id, url, title, subtitle, metadata }) => ({
      id, url, title, subtitle, metadata,
    })), // prettier-ignore
    comments: state.where("Comment", "issueId", issue.id).map((comment) => ({
      id: comment.id,
      body: comment.body,
      parentId: comment.parentId,
      user: user(world, comment.userId),
      createdAsUser: comment.createdAsUser,
      createdAt: comment.createdAt,
      updatedAt: comment.updatedAt,
      editedAt: comment.editedAt,
    })),
  };
}

function user(world: World, id: string | null): Pick<User, "id" | "email" | "name"> | null {
  const found = world.state.get("User", id);
  return found ? { id: found.id, email: found.email, name: found.name } : null;
}
