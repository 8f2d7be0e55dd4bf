import type { Issue, Kind, Project, Records, Team, User } from "./records.ts";
import { slug, urlOf } from "./urls.ts";
import { organizationOf } from "./world.ts";
import type { View, World } from "./world.ts";

/** Methods, so that a table of one kind is a table of some kind; a record is only asked by the table of its own. */
export type Properties<K extends Kind> = Readonly<
  Record<string, { of(record: Records[K], view: View): unknown }["of"]>
>;

const priorityLabels = ["No priority", "Urgent", "High", "Medium", "Low"] as const;

export function priorityLabel(priority: number): string {
  return priorityLabels[priority] ?? "No priority";
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 2)
    .toUpperCase();
}

function labelsOf(world: World, issue: Issue) {
  return issue.labelIds.flatMap((id) => world.state.get("IssueLabel", id) ?? []);
}

function workOf(world: World, issues: readonly Issue[]): { scope: number; progress: number } {
  const weigh = (issue: Issue) => issue.estimate ?? 1;
  let scope = 0;
  let done = 0;
  for (const issue of issues) {
    const type = world.state.get("WorkflowState", issue.stateId)?.type;
    if (issue.trashed || type === "canceled" || type === "duplicate") continue;
    scope += weigh(issue);
    // As Linear counts: a started issue is a quarter done.
    if (type === "completed") done += weigh(issue);
    else if (type === "started") done += weigh(issue) * 0.25;
  }
  return { scope, progress: scope === 0 ? 0 : done / scope };
}

function hasRelation(world: World, issue: Issue, type: string, direction: "from" | "to" | "both"): boolean {
  const { state } = world;
  const from = direction === "to" ? [] : state.where("IssueRelation", "issueId", issue.id);
  const to = direction === "from" ? [] : state.where("IssueRelation", "relatedIssueId", issue.id);
  return [...from, ...to].some((relation) => relation.type === type);
}

function latest<T extends { createdAt: string }>(records: readonly T[]): T | null {
  return records.reduce<T | null>(
    (last, one) => (last && last.createdAt >= one.createdAt ? last : one),
    null,
  );
}

const common: Properties<Kind> = { organization: (_, { world }) => organizationOf(world) };

/** What the schema shows of each kind beyond what is stored. */
export const computedByKind: { [K in Kind]: Properties<K> } = {
  Organization: {
    users: (_, { world }) => world.state.all("User"),
    teams: (_, { world }) => world.state.all("Team"),
    labels: (_, { world }) => world.state.all("IssueLabel").filter((label) => label.teamId === null),
    projectStatuses: (_, { world }) => world.state.all("ProjectStatus"),
    userCount: (_, { world }) => world.state.all("User").filter((user) => user.active && !user.app).length,
    createdIssueCount: (_, { world }) => world.state.count("Issue"),
  },
  User: {
    ...common,
    url: (user, { world }) => urlOf(world, user),
    initials: (user) => initials(user.name),
    isMe: (user, { caller }) => user.id === caller.user.id,
    owner: (user) => user.admin,
    isAssignable: (user) => user.active && !user.app,
    isMentionable: (user) => user.active,
    assignedIssues: (user, { world }) => world.state.where("Issue", "assigneeId", user.id),
    createdIssues: (user, { world }) =>
      world.state.all("Issue").filter((issue) => issue.creatorId === user.id),
    createdIssueCount: (user, { world }) =>
      world.state.all("Issue").reduce((count, issue) => count + Number(issue.creatorId === user.id), 0),
    teams: (user, { world }) => world.state.all("Team").filter((team) => team.memberIds.includes(user.id)),
  },
  Team: {
    ...common,
    displayName: (team) => team.name,
    visibility: (team) => (team.private ? "private" : "public"),
    states: (team, { world }) => world.state.where("WorkflowState", "teamId", team.id),
    members: membersOf,
    users: membersOf,
    issues: (team, { world }) => world.state.where("Issue", "teamId", team.id),
    issueCount: (team, { world }) =>
      world.state.where("Issue", "teamId", team.id).filter((i) => !i.archivedAt).length,
    labels: (team, { world }) => world.state.all("IssueLabel").filter((label) => label.teamId === team.id),
    cycles: (team, { world }) => world.state.where("Cycle", "teamId", team.id),
    projects: (team, { world }) => world.state.all("Project").filter((one) => one.teamIds.includes(team.id)),
    defaultIssueState: (team, { world }) => world.state.get("WorkflowState", team.defaultStateId) ?? null,
    triageIssueState: (team, { world }) =>
      world.state.where("WorkflowState", "teamId", team.id).find((state) => state.type === "triage") ?? null,
    activeCycle: (team, { world }) =>
      world.state
        .where("Cycle", "teamId", team.id)
        .find((cycle) => cycle.startsAt <= world.agenda.iso() && cycle.endsAt > world.agenda.iso()) ?? null,
  },
  WorkflowState: {
    issues: (state, { world }) =>
      world.state.where("Issue", "teamId", state.teamId).filter((issue) => issue.stateId === state.id),
  },
  IssueLabel: {
    ...common,
    children: (label, { world }) => world.state.all("IssueLabel").filter((one) => one.parentId === label.id),
    issues: (label, { world }) => world.state.all("Issue").filter((one) => one.labelIds.includes(label.id)),
    groupType: (label) => (label.isGroup ? "singleSelect" : null),
  },
  Issue: {
    url: (issue, { world }) => urlOf(world, issue),
    priorityLabel: (issue) => priorityLabel(issue.priority),
    branchName: (issue, { caller }) =>
      `${caller.user.displayName}/${issue.identifier.toLowerCase()}-${slug(issue.title)}`,
    labels: (issue, { world }) => labelsOf(world, issue),
    comments: (issue, { world }) => world.state.where("Comment", "issueId", issue.id),
    attachments: (issue, { world }) => world.state.where("Attachment", "issueId", issue.id),
    children: (issue, { world }) => world.state.where("Issue", "parentId", issue.id),
    history: (issue, { world }) => world.state.where("IssueHistory", "issueId", issue.id),
    relations: (issue, { world }) => world.state.where("IssueRelation", "issueId", issue.id),
    inverseRelations: (issue, { world }) => world.state.where("IssueRelation", "relatedIssueId", issue.id),
    subscribers: (issue, { world }) => issue.subscriberIds.flatMap((id) => world.state.get("User", id) ?? []),
    botActor: (issue, { world }) => botActor(world, issue.creatorId, issue.createdAsUser),
    hasBlockedByRelations: (issue, { world }) => hasRelation(world, issue, "blocks", "to"),
    hasBlockingRelations: (issue, { world }) => hasRelation(world, issue, "blocks", "from"),
    hasDuplicateRelations: (issue, { world }) => hasRelation(world, issue, "duplicate", "both"),
    hasRelatedRelations: (issue, { world }) => hasRelation(world, issue, "related", "both"),
    searchableContent: (issue) => `${issue.title}\n${issue.description ?? ""}`,
    sharedAccess: () => ({
      isShared: false,
      sharedWithCount: 0,
      sharedWithUsers: [],
      viewerHasOnlySharedAccess: false,
      disallowedIssueFields: [],
    }),
  },
  IssueHistory: {
    actors: (entry, { world }) =>
      [world.state.get("User", entry.actorId)].filter((user) => user !== undefined),
    addedLabels: (entry, { world }) => labelList(world, entry["addedLabelIds"]),
    removedLabels: (entry, { world }) => labelList(world, entry["removedLabelIds"]),
    descriptionUpdatedBy: (entry, { world }) =>
      entry["updatedDescription"] === true
        ? [world.state.get("User", entry.actorId)].filter((user) => user !== undefined)
        : null,
  },
  Comment: {
    url: (comment, { world }) => urlOf(world, comment),
    children: (comment, { world }) => world.state.where("Comment", "parentId", comment.id),
    botActor: (comment, { world }) => botActor(world, comment.userId, comment.createdAsUser),
    // An app that writes in somebody's name is a bot, not a user.
    user: (comment, { world }) =>
      comment.createdAsUser === null ? (world.state.get("User", comment.userId) ?? null) : null,
  },
  Attachment: {
    source: () => null,
    sourceType: () => "api",
  },
  IssueRelation: {},
  ProjectStatus: {},
  Project: {
    url: (project, { world }) => urlOf(world, project),
    state: (project, { world }) => world.state.get("ProjectStatus", project.statusId)?.type,
    priorityLabel: (project) => priorityLabel(project.priority),
    leadTeamId: (project) => project.teamIds[0],
    leadTeam: (project, { world }) => world.state.get("Team", project.teamIds[0]),
    issues: (project, { world }) => world.state.where("Issue", "projectId", project.id),
    progress: (project, { world }) =>
      workOf(world, world.state.where("Issue", "projectId", project.id)).progress,
    scope: (project, { world }) => workOf(world, world.state.where("Issue", "projectId", project.id)).scope,
    teams: teamsOf,
    accessibleTeams: teamsOf,
    members: (project, { world }) => project.memberIds.flatMap((id) => world.state.get("User", id) ?? []),
    projectMilestones: (project, { world }) => world.state.where("ProjectMilestone", "projectId", project.id),
    projectUpdates: (project, { world }) => world.state.where("ProjectUpdate", "projectId", project.id),
    lastUpdate: (project, { world }) => latest(world.state.where("ProjectUpdate", "projectId", project.id)),
    initiativeToProjects: (project, { world }) =>
      world.state.where("InitiativeToProject", "projectId", project.id),
    initiatives: (project, { world }) =>
      world.state
        .where("InitiativeToProject", "projectId", project.id)
        .flatMap((link) => world.state.get("Initiative", link.initiativeId) ?? []),
  },
  ProjectMilestone: {
    issues: (milestone, { world }) => world.state.where("Issue", "projectMilestoneId", milestone.id),
    progress: (milestone, { world }) =>
      workOf(world, world.state.where("Issue", "projectMilestoneId", milestone.id)).progress,
    status: (milestone, { world }) => {
      const issues = world.state.where("Issue", "projectMilestoneId", milestone.id);
      const { progress } = workOf(world, issues);
      if (issues.length > 0 && progress === 1) return "done";
      if (milestone.targetDate !== null && milestone.targetDate < world.agenda.iso().slice(0, 10))
        return "overdue";
      return issues.length > 0 ? "next" : "unstarted";
    },
  },
  ProjectUpdate: {
    url: (update, { world }) => urlOf(world, update),
    comments: (update, { world }) => world.state.where("Comment", "projectUpdateId", update.id),
    commentCount: (update, { world }) => world.state.where("Comment", "projectUpdateId", update.id).length,
  },
  Cycle: {
    issues: (cycle, { world }) => world.state.where("Issue", "cycleId", cycle.id),
    uncompletedIssuesUponClose: () => [],
    progress: (cycle, { world }) => workOf(world, world.state.where("Issue", "cycleId", cycle.id)).progress,
    isActive: (cycle, { world }) => cycle.startsAt <= world.agenda.iso() && cycle.endsAt > world.agenda.iso(),
    isFuture: (cycle, { world }) => cycle.startsAt > world.agenda.iso(),
    isPast: (cycle, { world }) => cycle.endsAt <= world.agenda.iso(),
    isNext: (cycle, { world }) => {
      const future = world.state
        .where("Cycle", "teamId", cycle.teamId)
        .filter((one) => one.startsAt > world.agenda.iso())
        .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
      return future[0]?.id === cycle.id;
    },
    isPrevious: (cycle, { world }) => {
      const past = world.state
        .where("Cycle", "teamId", cycle.teamId)
        .filter((one) => one.endsAt <= world.agenda.iso())
        .sort((a, b) => (a.endsAt < b.endsAt ? 1 : -1));
      return past[0]?.id === cycle.id;
    },
  },
  Initiative: {
    ...common,
    url: (initiative, { world }) => urlOf(world, initiative),
    projects: (initiative, { world }) =>
      world.state
        .where("InitiativeToProject", "initiativeId", initiative.id)
        .flatMap((link) => world.state.get("Project", link.projectId) ?? []),
    initiativeUpdates: (initiative, { world }) =>
      world.state.where("InitiativeUpdate", "initiativeId", initiative.id),
    lastUpdate: (initiative, { world }) =>
      latest(world.state.where("InitiativeUpdate", "initiativeId", initiative.id)),
    parentInitiatives: (initiative, { world }) => parentsOf(initiative.id, world),
    parentInitiative: (initiative, { world }) => parentsOf(initiative.id, world)[0] ?? null,
    subInitiatives: (initiative, { world }) =>
      world.state
        .where("InitiativeRelation", "initiativeId", initiative.id)
        .flatMap((relation) => world.state.get("Initiative", relation.relatedInitiativeId) ?? []),
    teams: (initiative, { world }) =>
      world.state
        .where("InitiativeToProject", "initiativeId", initiative.id)
        .flatMap((link) => world.state.get("Project", link.projectId)?.teamIds ?? [])
        .flatMap((id) => world.state.get("Team", id) ?? []),
  },
  InitiativeToProject: {},
  InitiativeRelation: {},
  InitiativeUpdate: {
    url: (update, { world }) => urlOf(world, update),
    comments: (update, { world }) => world.state.where("Comment", "initiativeUpdateId", update.id),
    commentCount: (update, { world }) => world.state.where("Comment", "initiativeUpdateId", update.id).length,
  },
  Webhook: {
    failures: () => [],
    teamIds: (webhook) => (webhook.teamId === null ? null : [webhook.teamId]),
  },
};

function membersOf(team: Team, { world }: View): User[] {
  return team.memberIds.flatMap((id) => world.state.get("User", id) ?? []);
}

function teamsOf(project: Project, { world }: View): Team[] {
  return project.teamIds.flatMap((id) => world.state.get("Team", id) ?? []);
}

function parentsOf(initiativeId: string, world: World) {
  return world.state
    .where("InitiativeRelation", "relatedInitiativeId", initiativeId)
    .flatMap((relation) => world.state.get("Initiative", relation.initiativeId) ?? []);
}

function labelList(world: World, ids: unknown) {
  return Array.isArray(ids) ? ids.flatMap((id) => world.state.get("IssueLabel", String(id)) ?? []) : null;
}

function botActor(world: World, userId: string | null, name: string | null) {
  const user = world.state.get("User", userId);
  if (name === null || !user) return null;
  return {
    id: user.id,
    type: "oauthClient",
    subType: null,
    name: user.name,
    userDisplayName: name,
    avatarUrl: null,
  };
}
