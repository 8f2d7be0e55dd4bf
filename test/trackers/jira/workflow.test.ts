import { expect, it } from "vitest";
import { LIVE, PEOPLE, scene } from "./scene.ts";

it("reads a project's workflow from issues that stand in it, with the screens in the way", async () => {
  const { tracker, twin } = scene({
    ...PEOPLE,
    projects: [
      { key: "LINE", name: "Line", workflow: "linear" },
      { key: "SHUT", name: "Shut", workflow: "required-fields" },
    ],
    issues: [
      { project: "LINE", summary: "One", status: "In Progress" },
      { project: "SHUT", summary: "Two", status: "In Progress" },
    ],
  });
  const { containers } = await tracker.directory(LIVE);
  const movesOf = async (key: string) => {
    const container = containers.find((one) => one.key === key);
    if (!container) throw new Error(`${key} was seeded`);
    const nameFor = (id: string) => container.statuses.find((status) => status.id === id)?.name;
    const { moves = [], asked = [] } = (await tracker.workflow(container, LIVE)) ?? {};
    expect(asked).toEqual([]);
    return moves.map(({ from, to, requires }) => [nameFor(from), nameFor(to), ...requires]);
  };
  expect(await movesOf("LINE")).toEqual([
    ["In Progress", "In Review"],
    ["In Progress", "To Do"],
  ]);
  expect(await movesOf("SHUT")).toContainEqual(["In Progress", "Done", "Resolution"]);
  twin.close();
});
