import { add, amend, atomically, drop } from "../writes.ts";
import type { Issue, Team } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { body, createAsUser, find, findIssue, stamp, title, understood } from "./inputs.ts";
import {
  assignee,
  datesOf,
  defaultState,
  estimate,
  labels,
  parent,
  placement,
  priority,
  stateOf,
} from "./issue-fields.ts";
import { note } from "./issue-history.ts";
import { newTeamState, renumber } from "./issue-move.ts";

type Maybe<T> = T | null | undefined;

/** The part of IssueCreateInput that the twin models. */
export interface IssueCreateInput {
  id?: Maybe<string>;
  teamId: string;
  title?: Maybe<string>;
  description?: Maybe<string>;
  priority?: Maybe<number>;
  prioritySortOrder?: Maybe<number>;
  estimate?: Maybe<number>;
  dueDate?: Maybe<string>;
  sortOrder?: Maybe<number>;
  subIssueSortOrder?: Maybe<number>;
  stateId?: Maybe<string>;
  assigneeId?: Maybe<string>;
  parentId?: Maybe<string>;
  projectId?: Maybe<string>;
  projectMilestoneId?: Maybe<string>;
  cycleId?: Maybe<string>;
  labelIds?: Maybe<readonly string[]>;
  subscriberIds?: Maybe<readonly string[]>;
  createdAt?: Maybe<string>;
  completedAt?: Maybe<string>;
  createAsUser?: Maybe<string>;
  displayIconUrl?: Maybe<string>;
}

const createFields = [
  "id", "teamId", "title", "description", "priority", "prioritySortOrder", "estimate", "dueDate", "sortOrder", "subIssueSortOrder", "stateId",
  "assigneeId", "parentId", "projectId", "projectMilestoneId", "cycleId", "labelIds", "subscriberIds", "createdAt",
  "completedAt", "createAsUser", "displayIconUrl", "preserveSortOrderOnCreate",
] as const; // prettier-ignore

export function createIssue(world: World, caller: Caller, input: IssueCreateInput): Issue {
  understood(input, createFields, "IssueCreateInput");
  const team = find(world, caller, "Team", input.teamId);
  const base = stamp(world, "Issue", input);
  if (typeof input.title !== "string") throw invalid("title should not be null or undefined");
  const completedAt = input.completedAt ?? undefined;
  if (completedAt !== undefined && (completedAt > world.agenda.iso() || completedAt < base.createdAt)) {
    throw invalid("completedAt must be in the past and after createdAt");
  }
  const state = createState(world, caller, team, input.stateId, completedAt);
  const place = {
    projectId: input.projectId ?? null,
    projectMilestoneId: input.projectMilestoneId ?? null,
    cycleId: input.cycleId ?? null,
  };
  placement(world, caller, team, place);
  const number = team.nextNumber;
  const dates = datesOf(state, completedAt ?? base.createdAt);
  const assigneeId = typeof input.assigneeId === "string" ? assignee(world, caller, input.assigneeId) : null;
  const issue: Issue = {
    ...base,
    number,
    identifier: `${team.key}-${number}`,
    previousIdentifiers: [],
    title: title(input.title),
    description: typeof input.description === "string" ? body(world, input.description) || null : null,
    priority: priority(input.priority ?? 0),
    prioritySortOrder: input.prioritySortOrder ?? -number,
    estimate: estimate(input.estimate ?? null),
    dueDate: input.dueDate ?? null,
    sortOrder: input.sortOrder ?? -number,
    subIssueSortOrder: input.subIssueSortOrder ?? null,
    teamId: team.id,
    stateId: state.id,
    assigneeId,
    delegateId: null,
    creatorId: caller.user.id,
    createdAsUser: createAsUser(caller, input.createAsUser),
    parentId:
      typeof input.parentId === "string"
        ? parent(world, findIssue(world, caller, input.parentId), undefined)
        : null,
    ...place,
    labelIds: labels(world, caller, team, input.labelIds ?? []),
    subscriberIds: [
      ...new Set([
        caller.user.id,
        ...(assigneeId === null ? [] : [assigneeId]),
        ...(input.subscriberIds ?? []),
      ]),
    ],
    trashed: null,
    ...dates,
    triagedAt: null,
    startedTriageAt: state.type === "triage" ? base.createdAt : null,
    addedToProjectAt: place.projectId === null ? null : base.createdAt,
    addedToCycleAt: place.cycleId === null ? null : base.createdAt,
    addedToTeamAt: base.createdAt,
    autoArchivedAt: null,
    autoClosedAt: null,
    snoozedUntilAt: null,
    syncedWith: null,
  };
  world.state.change(team, { nextNumber: number + 1 });
  return add(world, caller, "Issue", issue);
}

function createState(
  world: World,
  caller: Caller,
  team: Team,
  stateId: Maybe<string>,
  completedAt: string | undefined,
) {
  if (typeof stateId === "string") {
    const state = stateOf(world, caller, team, stateId);
    if (completedAt !== undefined && state.type !== "completed") {
      throw invalid("completedAt cannot be provided with a state that is not of type completed");
    }
    return state;
  }
  const states = world.state.where("WorkflowState", "teamId", team.id);
  const completed =
    completedAt === undefined ? undefined : states.find((state) => state.type === "completed");
  return completed ?? defaultState(world, team);
}

/** The part of IssueUpdateInput that the twin models. */
export interface IssueUpdateInput {
  teamId?: Maybe<string>;
  title?: Maybe<string>;
  description?: Maybe<string>;
  priority?: Maybe<number>;
  prioritySortOrder?: Maybe<number>;
  estimate?: Maybe<number>;
  dueDate?: Maybe<string>;
  sortOrder?: Maybe<number>;
  subIssueSortOrder?: Maybe<number>;
  stateId?: Maybe<string>;
  assigneeId?: Maybe<string>;
  parentId?: Maybe<string>;
  projectId?: Maybe<string>;
  projectMilestoneId?: Maybe<string>;
  cycleId?: Maybe<string>;
  labelIds?: Maybe<readonly string[]>;
  addedLabelIds?: Maybe<readonly string[]>;
  removedLabelIds?: Maybe<readonly string[]>;
  subscriberIds?: Maybe<readonly string[]>;
  snoozedUntilAt?: Maybe<string>;
  trashed?: Maybe<boolean>;
}

const updateFields = [
  "teamId", "title", "description", "priority", "prioritySortOrder", "estimate", "dueDate", "sortOrder", "subIssueSortOrder", "stateId",
  "assigneeId", "parentId", "projectId", "projectMilestoneId", "cycleId", "labelIds", "addedLabelIds", "removedLabelIds",
  "subscriberIds", "snoozedUntilAt", "trashed",
] as const; // prettier-ignore

export function updateIssue(world: World, caller: Caller, issue: Issue, input: IssueUpdateInput): Issue {
  understood(input, updateFields, "IssueUpdateInput");
  const now = world.agenda.iso();
  const oldTeam = find(world, caller, "Team", issue.teamId);
  const team = typeof input.teamId === "string" ? find(world, caller, "Team", input.teamId) : oldTeam;
  const patch: Partial<Issue> = {};

  if (typeof input.title === "string") patch.title = title(input.title);
  if (input.description !== undefined) {
    patch.description = input.description === null ? null : body(world, input.description) || null;
  }
  if (typeof input.priority === "number") patch.priority = priority(input.priority);
  if (input.estimate !== undefined) patch.estimate = estimate(input.estimate);
  if (input.dueDate !== undefined) patch.dueDate = input.dueDate;
  if (typeof input.sortOrder === "number") patch.sortOrder = input.sortOrder;
  if (typeof input.prioritySortOrder === "number") patch.prioritySortOrder = input.prioritySortOrder;
  if (input.subIssueSortOrder !== undefined) patch.subIssueSortOrder = input.subIssueSortOrder;
  if (input.snoozedUntilAt !== undefined) patch.snoozedUntilAt = input.snoozedUntilAt;
  if (input.subscriberIds) patch.subscriberIds = [...input.subscriberIds];
  if (input.assigneeId !== undefined) {
    patch.assigneeId = input.assigneeId === null ? null : assignee(world, caller, input.assigneeId);
  }
  if (input.parentId !== undefined) {
    patch.parentId =
      input.parentId === null ? null : parent(world, findIssue(world, caller, input.parentId), issue.id);
  }

  const moves = team.id !== oldTeam.id;
  if (moves) Object.assign(patch, renumber(world, issue, team));
  const wantedState = input.stateId ?? undefined;
  const state =
    wantedState !== undefined
      ? stateOf(world, caller, team, wantedState)
      : moves
        ? newTeamState(world, issue, team)
        : undefined;
  if (state && state.id !== issue.stateId) {
    const oldType = world.state.get("WorkflowState", issue.stateId)?.type;
    Object.assign(patch, {
      stateId: state.id,
      ...(state.type === oldType ? {} : datesOf(state, now, issue)),
    });
    if (oldType === "triage") patch.triagedAt = now;
  }

  if (input.labelIds || input.addedLabelIds || input.removedLabelIds || moves) {
    const removed = new Set(input.removedLabelIds ?? []);
    const kept = (input.labelIds ?? patch.labelIds ?? issue.labelIds).filter((id) => !removed.has(id));
    patch.labelIds = labels(world, caller, team, [...kept, ...(input.addedLabelIds ?? [])]);
  }

  const place = {
    projectId:
      input.projectId === undefined
        ? patch.projectId === undefined
          ? issue.projectId
          : patch.projectId
        : input.projectId,
    cycleId: input.cycleId === undefined ? (moves ? null : issue.cycleId) : input.cycleId,
    projectMilestoneId:
      input.projectMilestoneId === undefined ? issue.projectMilestoneId : input.projectMilestoneId,
  };
  if (place.projectId !== issue.projectId && input.projectMilestoneId === undefined)
    place.projectMilestoneId = null;
  placement(world, caller, team, place);
  Object.assign(patch, place);
  if (place.projectId !== issue.projectId) patch.addedToProjectAt = place.projectId === null ? null : now;
  if (place.cycleId !== issue.cycleId) patch.addedToCycleAt = place.cycleId === null ? null : now;
  if (typeof input.trashed === "boolean" && input.trashed !== (issue.trashed ?? false)) {
    Object.assign(
      patch,
      input.trashed ? { trashed: true, archivedAt: now } : { trashed: null, archivedAt: null },
    );
  }

  const before = amend(world, caller, issue, patch);
  note(world, caller, issue, before);
  return issue;
}

export function createIssues(world: World, caller: Caller, inputs: readonly IssueCreateInput[]): Issue[] {
  if (inputs.length > 50) throw invalid("issues must contain no more than 50 elements");
  return atomically(world, () => inputs.map((input) => createIssue(world, caller, input)));
}

export function updateIssues(
  world: World,
  caller: Caller,
  ids: readonly string[],
  input: IssueUpdateInput,
): Issue[] {
  if (ids.length > 50) throw invalid("ids must contain no more than 50 elements");
  return ids.map((id) => updateIssue(world, caller, find(world, caller, "Issue", id), input));
}

/** To the trash: archived too, and told as a removal. A trashed issue can be restored until it is deleted for good. */
export function trashIssue(world: World, caller: Caller, issue: Issue): Issue {
  if (issue.trashed !== true) {
    const before = amend(world, caller, issue, { trashed: true, archivedAt: world.agenda.iso() });
    note(world, caller, issue, before);
    world.changes.event({ action: "remove", record: issue, caller });
  }
  return issue;
}

export function archiveIssue(world: World, caller: Caller, issue: Issue): Issue {
  if (issue.archivedAt === null)
    note(world, caller, issue, amend(world, caller, issue, { archivedAt: world.agenda.iso() }));
  return issue;
}

export function restoreIssue(world: World, caller: Caller, issue: Issue): Issue {
  note(world, caller, issue, amend(world, caller, issue, { archivedAt: null, trashed: null }));
  return issue;
}

/** For good, with everything that hangs on the issue; sub-issues stay, without a parent. */
export function deleteIssue(world: World, caller: Caller, issue: Issue): Issue {
  const { state } = world;
  for (const child of state.where("Issue", "parentId", issue.id))
    amend(world, caller, child, { parentId: null });
  for (const comment of state.where("Comment", "issueId", issue.id)) state.remove("Comment", comment);
  for (const attachment of state.where("Attachment", "issueId", issue.id))
    state.remove("Attachment", attachment);
  for (const entry of state.where("IssueHistory", "issueId", issue.id)) state.remove("IssueHistory", entry);
  const relations = [
    ...state.where("IssueRelation", "issueId", issue.id),
    ...state.where("IssueRelation", "relatedIssueId", issue.id),
  ];
  for (const relation of relations) state.remove("IssueRelation", relation);
  drop(world, caller, "Issue", issue);
  return issue;
}
