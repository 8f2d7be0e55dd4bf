import { createAgileClient } from "jira.js";
import { http } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";
import { scene } from "./scene.ts";

const SPRINT = "customfield_10020";
const seed = {
  boards: [
    { name: "Team board", project: "APP" },
    { name: "Flow", project: "APP", type: "kanban" as const },
    { name: "Other board", project: "LIN" },
  ],
  sprints: [
    { board: "Team board", name: "Sprint 1", state: "active" as const },
    {
      board: "Team board",
      name: "Sprint 2",
      startDate: "2026-03-16T09:00:00Z",
      endDate: "2026-03-30T09:00:00Z",
    },
  ],
  issues: [
    { project: "APP", type: "Story", summary: "Open", sprint: "Sprint 1", ref: "open" },
    { project: "APP", type: "Story", summary: "Done", sprint: "Sprint 1", status: "Done" },
    { project: "APP", type: "Sub-task", summary: "Part", parent: "open" },
  ],
};
const fieldOf = async (stage: ReturnType<typeof scene>, key: string): Promise<unknown> => {
  const { body } = await stage.call("GET", `/issue/${key}?fields=${SPRINT}`);
  return (body as { fields: Record<string, unknown> }).fields[SPRINT];
};

describe("boards and sprints of the twin", () => {
  it("answer a client nobody here wrote", async () => {
    const stage = scene(seed);
    const server = setupServer(
      http.all("https://acme.example/*", ({ request }) => stage.twin.handle(request)),
    );
    server.listen();
    const auth = { type: "basic", ...stage.twin.credentials } as const;
    const agile = createAgileClient({ host: "https://acme.example", auth, onSchemaMismatch: "throw" });
    const boards = await agile.board.getAllBoards({ projectKeyOrId: "APP", type: "scrum" });
    expect(boards.values.map(({ name }) => name)).toEqual(["Team board"]);
    const boardId = Number(boards.values[0]?.id);
    const open = await agile.board.getAllSprints({ boardId, state: "future,active" });
    expect(open.values?.map(({ name, state }) => [name, state])).toEqual([
      ["Sprint 1", "active"],
      ["Sprint 2", "future"],
    ]);
    const made = await agile.sprint.createSprint({ name: "Sprint 3", originBoardId: boardId });
    await agile.sprint.moveIssuesToSprintAndRank({ sprintId: Number(made.id), issues: ["APP-1"] });
    expect(await fieldOf(stage, "APP-1")).toMatchObject([{ name: "Sprint 3" }]);
    await agile.backlog.moveIssuesToBacklog({ issues: ["APP-1"] });
    expect(await fieldOf(stage, "APP-1")).toBeNull();
    server.close();
  });

  it("keep every closed sprint on an issue, and take what is not done into the next", async () => {
    const stage = scene(seed);
    stage.twin.act({ as: "Ada Lovelace", do: "closeSprint", sprint: "Sprint 1", moveTo: "Sprint 2" });
    expect(await fieldOf(stage, "APP-1")).toMatchObject([
      { id: 1, name: "Sprint 1", state: "closed", boardId: 1 },
      { id: 2, name: "Sprint 2", state: "future" },
    ]);
    expect(await fieldOf(stage, "APP-2")).toMatchObject([{ name: "Sprint 1", state: "closed" }]);
    await stage.call("PUT", "/issue/APP-1", { fields: { [SPRINT]: null } });
    expect(await fieldOf(stage, "APP-1")).toMatchObject([{ name: "Sprint 1" }]);
  });

  it("take a sprint's number through an edit of the issue, and only an open sprint's", async () => {
    const stage = scene(seed);
    const edit = async (key: string, value: unknown) =>
      await stage.call("PUT", `/issue/${key}`, { fields: { [SPRINT]: value } });
    expect((await edit("APP-2", 2)).status).toBe(204);
    expect(await fieldOf(stage, "APP-2")).toMatchObject([{ name: "Sprint 2" }]);
    stage.twin.act({ as: "Ada Lovelace", do: "closeSprint", sprint: "Sprint 1" });
    for (const value of [1, 99, "2", [{ id: 2 }]]) {
      expect(await edit("APP-2", value)).toMatchObject({ status: 400 });
    }
  });

  it("show a sub-task in the sprint of its parent, and take none for it", async () => {
    const stage = scene(seed);
    expect(await fieldOf(stage, "APP-3")).toMatchObject([{ name: "Sprint 1" }]);
    expect((await stage.call("PUT", "/issue/APP-3", { fields: { [SPRINT]: 2 } })).status).toBe(400);
  });
});
