import type { Actor } from "../kit/edit-log.ts";
import { change } from "./changes.ts";
import { refuse } from "./errors.ts";
import type { Issue, Sprint } from "./model.ts";
import type { Site } from "./site.ts";
import { closedSprintIds } from "./sprint-field.ts";
import { must } from "./state.ts";

interface SprintInput {
  boardId: string;
  name: string;
  goal?: string;
  startDate?: string | null;
  endDate?: string | null;
}

/** A future sprint, as every new one is. */
export function createSprint(site: Site, actor: Actor, input: SprintInput): Sprint {
  const sprint: Sprint = {
    id: site.state.next("sprint", 1),
    name: input.name.trim(),
    goal: input.goal ?? "",
    state: "future",
    boardId: input.boardId,
    startDate: moment(input.startDate ?? null),
    endDate: moment(input.endDate ?? null),
    completeDate: null,
  };
  put(site, actor, sprint, null);
  return sprint;
}

interface SprintPatch {
  name?: string | undefined;
  goal?: string | undefined;
  state?: Sprint["state"] | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
}

/** @throws JiraRefusal 400 for a state that does not follow from the present one */
export function updateSprint(site: Site, actor: Actor, sprint: Sprint, patch: SprintPatch): Sprint {
  const { state = sprint.state } = patch;
  if (state !== sprint.state && FOLLOWS[sprint.state] !== state) {
    throw refuse(400, `A ${sprint.state} sprint cannot become ${state}.`);
  }
  const after: Sprint = {
    ...sprint,
    name: patch.name ?? sprint.name,
    goal: patch.goal ?? sprint.goal,
    state,
    startDate: moment(patch.startDate ?? null) ?? sprint.startDate,
    endDate: moment(patch.endDate ?? null) ?? sprint.endDate,
    completeDate: state === "closed" ? (sprint.completeDate ?? site.now()) : null,
  };
  put(site, actor, after, sprint);
  return after;
}

const FOLLOWS = { future: "active", active: "closed", closed: null } as const;

/** Ends a sprint; what is not done goes on to the next one, or to the backlog. */
export function closeSprint(site: Site, actor: Actor, sprint: Sprint, next: Sprint | undefined): Sprint {
  const after = updateSprint(site, actor, sprint, { state: "closed" });
  if (next) {
    const left = [...site.state.issues.values()].filter(
      ({ sprintIds, statusId }) =>
        sprintIds.includes(sprint.id) && must(site.state.statuses, statusId, "status").category !== "done",
    );
    for (const issue of left) moveToSprint(site, actor, issue, next);
  }
  return after;
}

/** Into an open sprint, or to the backlog. */
export function moveToSprint(site: Site, actor: Actor, issue: Issue, sprint: Sprint | null): Issue {
  const sprintIds = [...closedSprintIds(site, issue), ...(sprint ? [sprint.id] : [])];
  return change(site, actor, issue, { sprintIds }, { typeName: "issue_updated" });
}

function put(site: Site, actor: Actor, after: Sprint, before: Sprint | null): void {
  site.state.sprints.set(after.id, after);
  site.edits.add({
    at: site.now(),
    actor,
    object: "sprint",
    objectId: String(after.id),
    key: after.name,
    field: before === null ? "created" : "state",
    old: before?.state ?? null,
    new: before === null ? after.name : after.state,
  });
}

function moment(text: string | null): number | null {
  if (text === null) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw refuse(400, `'${text}' is not a date.`);
  return at;
}
