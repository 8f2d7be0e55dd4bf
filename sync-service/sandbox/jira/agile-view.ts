import type { Board, Sprint } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

type Json = Record<string, unknown>;
const iso = (at: number): string => new Date(at).toISOString();

/** A board as the Jira Software API shows it. */
export function boardView(site: Site, board: Board): Json {
  const project = must(site.state.projects, board.projectId, "project");
  return {
    id: Number(board.id),
    self: `${site.baseUrl}/rest/agile/1.0/board/${board.id}`,
    name: board.name,
    type: board.type,
    location: {
      projectId: Number(project.id),
      displayName: `${project.name} (${project.key})`,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: "software",
      name: `${project.name} (${project.key})`,
    },
  };
}

/** A sprint as an issue's field shows it. */
export function sprintOnIssue({ id, boardId, ...sprint }: Sprint): Json {
  return {
    id,
    name: sprint.name,
    state: sprint.state,
    boardId: Number(boardId),
    goal: sprint.goal,
    ...dates(sprint),
  };
}

/** A sprint as the Jira Software API shows it. */
export function sprintView(site: Site, { id, boardId, ...sprint }: Sprint): Json {
  return {
    id,
    self: `${site.baseUrl}/rest/agile/1.0/sprint/${id}`,
    state: sprint.state,
    name: sprint.name,
    ...dates(sprint),
    originBoardId: Number(boardId),
    goal: sprint.goal,
  };
}

/** A date that is not set is left out. */
function dates({ startDate, endDate, completeDate }: Omit<Sprint, "id" | "boardId">): Json {
  return {
    ...(startDate === null ? {} : { startDate: iso(startDate) }),
    ...(endDate === null ? {} : { endDate: iso(endDate) }),
    ...(completeDate === null ? {} : { completeDate: iso(completeDate) }),
  };
}
