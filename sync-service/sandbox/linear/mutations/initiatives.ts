import { add, amend, drop } from "../writes.ts";
import type { Initiative, InitiativeRelation, InitiativeToProject, InitiativeUpdate } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { body, find, stamp, title, understood } from "./inputs.ts";
import { editedReport, newReport, slugId } from "./projects.ts";
import type { ReportInput } from "./projects.ts";

type Maybe<T> = T | null | undefined;

export interface InitiativeInput {
  id?: Maybe<string>;
  name?: Maybe<string>;
  description?: Maybe<string>;
  content?: Maybe<string>;
  status?: Maybe<string>;
  ownerId?: Maybe<string>;
  leadTeamId?: Maybe<string>;
  priority?: Maybe<number>;
  color?: Maybe<string>;
  icon?: Maybe<string>;
  sortOrder?: Maybe<number>;
  targetDate?: Maybe<string>;
  targetDateResolution?: Maybe<string>;
  trashed?: Maybe<boolean>;
}

const fields = [
  "id", "name", "description", "content", "status", "ownerId", "leadTeamId", "priority", "color", "icon", "sortOrder",
  "targetDate", "targetDateResolution", "trashed",
] as const; // prettier-ignore

export function createInitiative(
  world: World,
  caller: Caller,
  input: InitiativeInput & { name: string },
): Initiative {
  understood(input, fields, "InitiativeCreateInput");
  const base = stamp(world, "Initiative", { id: input.id });
  const status = input.status ?? "Planned";
  return add(world, caller, "Initiative", {
    ...base,
    name: title(input.name, "name"),
    description: input.description ?? null,
    content: typeof input.content === "string" ? body(world, input.content, "content") : null,
    slugId: slugId(world),
    icon: input.icon ?? null,
    color: input.color ?? null,
    status,
    priority: input.priority ?? 0,
    prioritySortOrder: 0,
    sortOrder: input.sortOrder ?? 0,
    ownerId: input.ownerId ? find(world, caller, "User", input.ownerId).id : null,
    creatorId: caller.user.id,
    leadTeamId: input.leadTeamId ? find(world, caller, "Team", input.leadTeamId).id : null,
    labelIds: [],
    targetDate: input.targetDate ?? null,
    targetDateResolution: input.targetDateResolution ?? null,
    health: null,
    healthUpdatedAt: null,
    ...statusDates(status, base.createdAt, undefined),
    trashed: null,
  });
}

export function updateInitiative(
  world: World,
  caller: Caller,
  initiative: Initiative,
  input: InitiativeInput,
): Initiative {
  understood(input, fields, "InitiativeUpdateInput");
  const now = world.agenda.iso();
  const patch: Partial<Initiative> = {};
  if (typeof input.name === "string") patch.name = title(input.name, "name");
  if (input.description !== undefined) patch.description = input.description;
  if (input.content !== undefined)
    patch.content = input.content === null ? null : body(world, input.content, "content");
  if (typeof input.status === "string") {
    Object.assign(patch, { status: input.status, ...statusDates(input.status, now, initiative) });
  }
  if (input.ownerId !== undefined)
    patch.ownerId = input.ownerId === null ? null : find(world, caller, "User", input.ownerId).id;
  if (input.leadTeamId !== undefined) patch.leadTeamId = input.leadTeamId;
  if (typeof input.priority === "number") patch.priority = input.priority;
  if (input.color !== undefined) patch.color = input.color;
  if (input.icon !== undefined) patch.icon = input.icon;
  if (typeof input.sortOrder === "number") patch.sortOrder = input.sortOrder;
  if (input.targetDate !== undefined) patch.targetDate = input.targetDate;
  if (input.targetDateResolution !== undefined) patch.targetDateResolution = input.targetDateResolution;
  if (typeof input.trashed === "boolean") {
    Object.assign(
      patch,
      input.trashed ? { trashed: true, archivedAt: now } : { trashed: null, archivedAt: null },
    );
  }
  amend(world, caller, initiative, patch);
  return initiative;
}

function statusDates(
  status: string,
  now: string,
  before: Initiative | undefined,
): Pick<Initiative, "startedAt" | "completedAt" | "canceledAt"> {
  const begun = status === "Active" || status === "Completed";
  return {
    startedAt: begun ? (before?.startedAt ?? now) : null,
    completedAt: status === "Completed" ? (before?.completedAt ?? now) : null,
    canceledAt: status === "Canceled" ? (before?.canceledAt ?? now) : null,
  };
}

/** Puts a project into an initiative; it may be in several, in each once. */
export function linkProject(
  world: World,
  caller: Caller,
  input: { id?: Maybe<string>; initiativeId: string; projectId: string; sortOrder?: Maybe<number> },
): InitiativeToProject {
  const initiative = find(world, caller, "Initiative", input.initiativeId);
  const project = find(world, caller, "Project", input.projectId);
  const links = world.state.where("InitiativeToProject", "initiativeId", initiative.id);
  if (links.some((link) => link.projectId === project.id)) {
    throw invalid(`The project ${project.name} is already in the initiative ${initiative.name}`);
  }
  return add(world, caller, "InitiativeToProject", {
    ...stamp(world, "InitiativeToProject", { id: input.id }),
    initiativeId: initiative.id,
    projectId: project.id,
    sortOrder: String(input.sortOrder ?? links.length),
  });
}

/** The deepest nesting of initiatives. Source: Linear's documentation, "Sub-initiatives". */
const deepest = 5;

/** Puts an initiative under another. */
export function nestInitiative(
  world: World,
  caller: Caller,
  input: { id?: Maybe<string>; initiativeId: string; relatedInitiativeId: string; sortOrder?: Maybe<number> },
): InitiativeRelation {
  const parent = find(world, caller, "Initiative", input.initiativeId);
  const child = find(world, caller, "Initiative", input.relatedInitiativeId);
  const above = ancestors(world, parent.id, 1);
  if (above.ids.has(child.id)) throw invalid("An initiative cannot be its own ancestor");
  if (above.depth + 1 > deepest) throw invalid(`Initiatives nest at most ${deepest} levels deep`);
  return add(world, caller, "InitiativeRelation", {
    ...stamp(world, "InitiativeRelation", { id: input.id }),
    initiativeId: parent.id,
    relatedInitiativeId: child.id,
    sortOrder: input.sortOrder ?? 0,
    userId: caller.user.id,
  });
}

function ancestors(world: World, id: string, depth: number): { ids: Set<string>; depth: number } {
  const result = { ids: new Set([id]), depth };
  for (const relation of world.state.where("InitiativeRelation", "relatedInitiativeId", id)) {
    const above = ancestors(world, relation.initiativeId, depth + 1);
    for (const one of above.ids) result.ids.add(one);
    result.depth = Math.max(result.depth, above.depth);
  }
  return result;
}

export function deleteInitiative(world: World, caller: Caller, initiative: Initiative): void {
  const { state } = world;
  for (const link of state.where("InitiativeToProject", "initiativeId", initiative.id))
    state.remove("InitiativeToProject", link);
  const relations = [
    ...state.where("InitiativeRelation", "initiativeId", initiative.id),
    ...state.where("InitiativeRelation", "relatedInitiativeId", initiative.id),
  ];
  for (const relation of relations) state.remove("InitiativeRelation", relation);
  for (const update of state.where("InitiativeUpdate", "initiativeId", initiative.id))
    state.remove("InitiativeUpdate", update);
  drop(world, caller, "Initiative", initiative);
}

export function createInitiativeUpdate(
  world: World,
  caller: Caller,
  input: ReportInput & { initiativeId: string },
): InitiativeUpdate {
  const initiative = find(world, caller, "Initiative", input.initiativeId);
  const update = add(world, caller, "InitiativeUpdate", {
    ...stamp(world, "InitiativeUpdate", input),
    ...newReport(world, caller, input),
    initiativeId: initiative.id,
  });
  amend(world, caller, initiative, { health: update.health, healthUpdatedAt: update.createdAt });
  return update;
}

export function updateInitiativeUpdate(
  world: World,
  caller: Caller,
  update: InitiativeUpdate,
  input: ReportInput,
): InitiativeUpdate {
  amend(world, caller, update, editedReport(world, caller, update, input));
  const initiative = world.state.get("Initiative", update.initiativeId);
  if (initiative && input.health) {
    amend(world, caller, initiative, { health: input.health, healthUpdatedAt: world.agenda.iso() });
  }
  return update;
}
