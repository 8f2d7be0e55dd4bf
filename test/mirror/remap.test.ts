import { afterEach, expect, it } from "vitest";
import { seedIssues, type Twins, twinsAndEngine } from "./twins.ts";

let twins: Twins;
afterEach(async () => {
  await twins.close();
});

const statuses = () => ({
  jira: twins.jira.dump().issues.map(({ status }) => status.name),
  linear: twins.linear
    .dump()
    .issues.toSorted((a, b) => a.title.localeCompare(b.title))
    .map(({ state }) => state.name),
});

/** Three issues from Jira: To Do, In Progress, Done; then the same mirror under another mapping. */
async function remapped(changes: Record<string, unknown>): Promise<number> {
  twins = await twinsAndEngine();
  seedIssues(twins, { jira: 3, linear: 0 });
  await twins.quiet();
  twins.writes();
  const engine = twins.restart({ mirror: changes });
  await engine.lookAtAll();
  await twins.quiet(engine);
  const writes = twins.writes();
  await engine.lookAtAll();
  await twins.quiet(engine);
  expect(twins.writes(), "writes of a second look").toBe(0);
  return writes;
}

it("a changed map is carried out on pairs that nobody edited, from the side it starts from", async () => {
  await remapped({ status: { toLinear: { Done: "Canceled" } } });
  expect(statuses()).toEqual({
    jira: ["To Do", "In Progress", "Done"],
    linear: ["Todo", "In Progress", "Canceled"],
  });
});

it("a map that changed towards Jira is carried out there", async () => {
  await remapped({ status: { toJira: { Todo: "In Progress" } } });
  expect(statuses()).toEqual({
    jira: ["In Progress", "In Progress", "Done"],
    linear: ["Todo", "In Progress", "Done"],
  });
});

it("a change of the mapping that changes no map writes nothing", async () => {
  expect(await remapped({ fields: { title: { owner: "jira" }, status: { owner: "linear" } } })).toBe(0);
});

it("a value without a counterpart under the new map clears nothing and is parked", async () => {
  await remapped({ status: { toLinear: { Done: "No such state" } } });
  expect(statuses().linear).toEqual(["Todo", "In Progress", "Done"]);
  expect(await twins.store.mirror.parked("shop")).toMatchObject([{ field: "status", code: "unmapped" }]);
});
