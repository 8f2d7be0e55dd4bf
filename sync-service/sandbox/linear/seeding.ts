import type { z } from "zod";
import { atomically } from "./writes.ts";
import {
  cycleBy,
  initiativeBy,
  issueBy,
  labelBy,
  milestoneBy,
  projectBy,
  stateBy,
  teamBy,
} from "./lookups.ts";
import { createAttachment } from "./mutations/attachments.ts";
import { createComment } from "./mutations/comments.ts";
import { createCycle } from "./mutations/cycles.ts";
import {
  createInitiative,
  createInitiativeUpdate,
  linkProject,
  nestInitiative,
} from "./mutations/initiatives.ts";
import { createIssue } from "./mutations/issues.ts";
import { createLabel } from "./mutations/labels.ts";
import { createMilestone, createProject, createProjectUpdate, statusOfType } from "./mutations/projects.ts";
import { createRelation } from "./mutations/relations.ts";
import { createTeam } from "./mutations/teams.ts";
import { addUser } from "./mutations/users.ts";
import { createWebhook } from "./mutations/webhooks.ts";
import { userBy } from "./people.ts";
import type { Issue, User } from "./records.ts";
import type { LinearSeeded, linearSeedSchema } from "./seed.ts";
import { organizationOf } from "./world.ts";
import type { Access, Caller } from "./caller.ts";
import type { World } from "./world.ts";

type Seed = z.output<typeof linearSeedSchema>;
type SeedIssue = NonNullable<Seed["issues"]>[number];

interface Tools {
  /** The owner of the twin's own key; acts where the seed names nobody. */
  botId: string;
  webhookSecret: string;
  grant: (access: Access) => void;
}

/**
 * Fills the workspace by the functions that the API itself uses, in one transaction. `world` is one that sends
 * no webhooks and stores texts as they are given.
 */
export function sow(world: World, seed: Seed, tools: Tools): LinearSeeded {
  return atomically(world, () => {
    const bot = userBy(world, tools.botId);
    const issues = new Map<string, Issue>();
    const seeded = {
      workspace: workspace(world, seed),
      users: (seed.users ?? []).map((user) => pick(addUser(world, system(bot), user), "email", "name")),
      teams: (seed.teams ?? []).map((team) => sowTeam(world, team, bot)),
      labels: (seed.labels ?? []).map((label) => sowLabel(world, label, bot)),
      projects: (seed.projects ?? []).map((project) => sowProject(world, project, bot)),
      initiatives: (seed.initiatives ?? []).map((initiative) => sowInitiative(world, initiative, bot)),
    };
    for (const { team, ...cycle } of seed.cycles ?? []) {
      createCycle(world, system(bot), { ...cycle, teamId: teamBy(world, team).id });
    }
    const sown = (seed.issues ?? []).map((issue) => {
      const { id, identifier } = sowIssue(world, issue, issues, bot);
      return { id, identifier };
    });
    for (const { type, from, to, createdAt } of seed.relations ?? []) {
      const ids = [from, to].map((name) => (issues.get(name) ?? issueBy(world, name)).id);
      createRelation(world, system(bot), {
        type,
        issueId: ids[0] ?? "",
        relatedIssueId: ids[1] ?? "",
        createdAt,
      });
    }
    for (const access of seed.access ?? []) grant(world, access, tools);
    const webhooks = (seed.webhooks ?? []).map((webhook) =>
      sowWebhook(world, webhook, tools.webhookSecret, bot),
    );
    return { ...seeded, issues: sown, webhooks };
  });
}

const told = [
  "Issue",
  "Comment",
  "Attachment",
  "IssueLabel",
  "Project",
  "ProjectUpdate",
  "Initiative",
  "InitiativeUpdate",
  "Cycle",
];

function sowWebhook(
  world: World,
  webhook: NonNullable<Seed["webhooks"]>[number],
  defaultSecret: string,
  bot: User,
) {
  const { url, resourceTypes = told, secret = defaultSecret, team } = webhook;
  const place = team === undefined ? { allPublicTeams: true } : { teamId: teamBy(world, team).id };
  const created = createWebhook(world, system(bot), { url, resourceTypes, secret, ...place });
  return pick(created, "url", "secret");
}

function system(user: User): Caller {
  // Seeding sees everything, whoever is named as the author.
  return {
    user,
    actor: { id: "system", name: "system", kind: "system" },
    access: {
      token: "",
      userId: user.id,
      kind: "oauth",
      actor: "app",
      scopes: ["read", "write"],
      seesAll: true,
    },
  };
}

function workspace(world: World, seed: Seed) {
  const organization = organizationOf(world);
  const { name = organization.name, urlKey = organization.urlKey } = seed.workspace ?? {};
  world.state.change(organization, { name, urlKey });
  return { id: organization.id, name, urlKey };
}

function sowTeam(world: World, { members, ...team }: NonNullable<Seed["teams"]>[number], bot: User) {
  // Everybody is in a public team unless told; a private one is entered by name, and so is any by a guest.
  const insiders = world.state.all("User").filter((user) => !user.guest && team.private !== true);
  const memberIds = members?.map((name) => userBy(world, name).id) ?? insiders.map((user) => user.id);
  const created = createTeam(world, system(bot), { ...team, memberIds });
  const states = world.state
    .where("WorkflowState", "teamId", created.id)
    .map((state) => pick(state, "name", "type"));
  return { ...pick(created, "key", "name"), states };
}

function sowLabel(world: World, { team, group, ...label }: NonNullable<Seed["labels"]>[number], bot: User) {
  const place = team === undefined ? undefined : teamBy(world, team);
  const created = createLabel(world, system(bot), {
    ...label,
    teamId: place?.id,
    parentId: group === undefined ? undefined : labelBy(world, place, group).id,
  });
  return pick(created, "name");
}

function sowProject(world: World, project: NonNullable<Seed["projects"]>[number], bot: User) {
  const { teams, status, lead, milestones, updates, ...own } = project;
  const created = createProject(world, system(bot), {
    ...own,
    teamIds: teams.map((name) => teamBy(world, name).id),
    statusId: statusOfType(world, status ?? "backlog").id,
    leadId: lead === undefined ? undefined : userBy(world, lead).id,
  });
  for (const milestone of milestones ?? []) {
    createMilestone(world, system(bot), { ...milestone, projectId: created.id });
  }
  for (const { by, ...update } of updates ?? []) {
    createProjectUpdate(world, system(userBy(world, by)), { ...update, projectId: created.id });
  }
  return pick(created, "name");
}

function sowInitiative(world: World, initiative: NonNullable<Seed["initiatives"]>[number], bot: User) {
  const { owner, parent, projects, updates, ...own } = initiative;
  const created = createInitiative(world, system(bot), {
    ...own,
    ownerId: owner === undefined ? undefined : userBy(world, owner).id,
  });
  if (parent !== undefined) {
    nestInitiative(world, system(bot), {
      initiativeId: initiativeBy(world, parent).id,
      relatedInitiativeId: created.id,
    });
  }
  for (const name of projects ?? []) {
    linkProject(world, system(bot), { initiativeId: created.id, projectId: projectBy(world, name).id });
  }
  for (const { by, ...update } of updates ?? []) {
    createInitiativeUpdate(world, system(userBy(world, by)), { ...update, initiativeId: created.id });
  }
  return pick(created, "name");
}

function sowIssue(world: World, seed: SeedIssue, issues: Map<string, Issue>, bot: User): Issue {
  const team = teamBy(world, seed.team);
  const project = seed.project === undefined ? undefined : projectBy(world, seed.project);
  const issue = createIssue(world, system(seed.creator === undefined ? bot : userBy(world, seed.creator)), {
    id: seed.id,
    teamId: team.id,
    title: seed.title,
    description: seed.description,
    stateId: seed.state === undefined ? undefined : stateBy(world, team, seed.state).id,
    priority: seed.priority,
    estimate: seed.estimate,
    dueDate: seed.dueDate,
    assigneeId: seed.assignee === undefined ? undefined : userBy(world, seed.assignee).id,
    labelIds: seed.labels?.map((name) => labelBy(world, team, name).id),
    projectId: project?.id,
    projectMilestoneId:
      project && seed.milestone !== undefined ? milestoneBy(world, project, seed.milestone).id : undefined,
    cycleId: seed.cycle === undefined ? undefined : cycleBy(world, team, seed.cycle).id,
    parentId:
      seed.parent === undefined ? undefined : (issues.get(seed.parent) ?? issueBy(world, seed.parent)).id,
    createdAt: seed.createdAt === undefined ? undefined : new Date(seed.createdAt).toISOString(),
  });
  if (seed.ref !== undefined) issues.set(seed.ref, issue);
  for (const { by, replies, ...comment } of seed.comments ?? []) {
    const first = createComment(world, system(userBy(world, by)), { ...comment, issueId: issue.id });
    for (const { by: replier, ...reply } of replies ?? []) {
      createComment(world, system(userBy(world, replier)), {
        ...reply,
        issueId: issue.id,
        parentId: first.id,
      });
    }
  }
  for (const attachment of seed.attachments ?? []) {
    createAttachment(world, system(bot), { ...attachment, issueId: issue.id });
  }
  const updatedAt = seed.updatedAt ?? seed.createdAt;
  world.state.change(issue, {
    ...(updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString() }),
    ...entered(issue, seed),
    ...(seed.archived === true || seed.trashed === true ? { archivedAt: world.agenda.iso() } : {}),
    ...(seed.trashed === true ? { trashed: true } : {}),
    ...(seed.syncedWith
      ? { syncedWith: seed.syncedWith.map((entity) => ({ ...entity, metadata: null })) }
      : {}),
  });
  return issue;
}

/** The dates of the states it has been in, as the seed gives them. */
function entered(issue: Issue, seed: SeedIssue): Partial<Issue> {
  const given = (["startedAt", "completedAt", "canceledAt"] as const).flatMap((date) => {
    const at = seed[date];
    // A state that it is not in has no date.
    return at === undefined || issue[date] === null ? [] : [[date, new Date(at).toISOString()] as const];
  });
  return Object.fromEntries(given);
}

function grant(world: World, access: NonNullable<Seed["access"]>[number], tools: Tools): void {
  tools.grant({
    token: access.token,
    userId: userBy(world, access.user).id,
    kind: access.kind ?? "apiKey",
    actor: access.actor ?? "user",
    scopes: access.readOnly === true ? ["read"] : ["read", "write"],
    ...(access.teams ? { teamIds: access.teams.map((name) => teamBy(world, name).id) } : {}),
  });
}

function pick<T extends { id: string }, F extends keyof T>(record: T, ...fields: F[]): Pick<T, F | "id"> {
  return Object.fromEntries(["id" as const, ...fields].map((field) => [field, record[field]])) as Pick<
    T,
    F | "id"
  >;
}
