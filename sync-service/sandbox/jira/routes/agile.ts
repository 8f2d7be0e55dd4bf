import { z } from "zod";
import {
  actor,
  body,
  listed,
  ok,
  page,
  part,
  readPoints,
  visibleIssue,
  type Call,
  type Route,
} from "../call.ts";
import { boardView, sprintView } from "../agile-view.ts";
import { refuse } from "../errors.ts";
import type { Board, Issue, Sprint } from "../model.ts";
import { createSprint, moveToSprint, updateSprint } from "../sprints.ts";
import { must, named } from "../state.ts";

const sprintPatch = z.looseObject({
  name: z.string().min(1).optional(),
  goal: z.string().optional(),
  state: z.enum(["future", "active", "closed"]).optional(),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
});
const sprintInput = z.object({
  name: z.string().min(1),
  originBoardId: z.int(),
  goal: z.string().optional(),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
});
const moved = z.looseObject({ issues: z.array(z.string()).max(50) });
const SIZES = { usual: 50, most: 50 };

/** Boards and sprints: the part of the Jira Software API (/rest/agile/1.0) that a mirror needs. */
export const agileRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/board",
    handle: (call) => {
      const wanted = call.query.get("projectKeyOrId");
      const project = wanted === null ? null : call.site.state.project(wanted);
      if (project === undefined) throw refuse(400, `No project could be found with key or id '${wanted}'.`);
      const types = listed(call, "type");
      const boards = seenBoards(call).filter(
        ({ projectId, type }) =>
          (project === null || project.id === projectId) && (types.length === 0 || types.includes(type)),
      );
      const views = boards.map((board) => boardView(call.site, board));
      return ok(pageOf(call, views), readPoints(views.length));
    },
  },
  {
    method: "GET",
    path: "/board/{boardId}",
    handle: (call) => ok(boardView(call.site, seenBoard(call, part(call, "boardId")))),
  },
  {
    method: "GET",
    path: "/board/{boardId}/sprint",
    handle: (call) => {
      const board = seenBoard(call, part(call, "boardId"));
      if (board.type !== "scrum") throw refuse(400, "The board does not support sprints");
      const states = listed(call, "state");
      const sprints = [...call.site.state.sprints.values()].filter(
        ({ boardId, state }) => boardId === board.id && (states.length === 0 || states.includes(state)),
      );
      const views = sprints.map((sprint) => sprintView(call.site, sprint));
      return ok(pageOf(call, views), readPoints(views.length));
    },
  },
  {
    method: "POST",
    path: "/sprint",
    handle: (call) => {
      const { originBoardId, name, goal, startDate, endDate } = body(call, sprintInput);
      const board = seenBoard(call, String(originBoardId));
      const sprint = createSprint(call.site, actor(call), {
        boardId: board.id,
        name,
        ...(goal === undefined ? {} : { goal }),
        startDate: startDate ?? null,
        endDate: endDate ?? null,
      });
      return { status: 201, body: sprintView(call.site, sprint) };
    },
  },
  {
    method: "GET",
    path: "/sprint/{sprintId}",
    handle: (call) => ok(sprintView(call.site, seenSprint(call))),
  },
  {
    method: "POST",
    path: "/sprint/{sprintId}",
    handle: (call) => {
      const sprint = updateSprint(call.site, actor(call), seenSprint(call), body(call, sprintPatch));
      return { status: 200, body: sprintView(call.site, sprint) };
    },
  },
  {
    method: "POST",
    path: "/sprint/{sprintId}/issue",
    handle: (call) => {
      const sprint = seenSprint(call);
      if (sprint.state === "closed") {
        throw refuse(400, "Issues can only be moved to open or active sprints.");
      }
      for (const issue of movedIssues(call)) moveToSprint(call.site, actor(call), issue, sprint);
      return { status: 204 };
    },
  },
  {
    method: "POST",
    path: "/backlog/issue",
    handle: (call) => {
      for (const issue of movedIssues(call)) moveToSprint(call.site, actor(call), issue, null);
      return { status: 204 };
    },
  },
];

/** As the platform's pages, but for the links to others. */
function pageOf(call: Call, views: readonly unknown[]): Record<string, unknown> {
  const { self: _self, nextPage: _next, ...rest } = page(call, "", views, SIZES);
  return rest;
}

/** All or nothing: each is looked up before the first is moved. */
function movedIssues(call: Call): Issue[] {
  return body(call, moved).issues.map((name) => {
    const issue = visibleIssue(call, name);
    if (!issue) throw refuse(400, `Issue '${name}' does not exist or you do not have permission to see it.`);
    const { hierarchyLevel } = must(call.site.state.issueTypes, issue.typeId, "issue type");
    if (hierarchyLevel < 0) throw refuse(400, `${issue.key} is a sub-task: it goes where its parent is.`);
    return issue;
  });
}

function seenBoards(call: Call): Board[] {
  const { state, permissions } = call.site;
  return [...state.boards.values()].filter(({ projectId }) =>
    permissions.browses(call.account, must(state.projects, projectId, "project")),
  );
}

function seenBoard(call: Call, id: string): Board {
  const board = named(seenBoards(call), id);
  if (!board)
    throw refuse(
      404,
      "Requested board cannot be viewed because it either does not exist or you do not have permission to view it.",
    );
  return board;
}

function seenSprint(call: Call): Sprint {
  const sprint = call.site.state.sprints.get(Number(part(call, "sprintId")));
  if (!sprint) throw refuse(404, "Sprint does not exist.");
  seenBoard(call, sprint.boardId);
  return sprint;
}
