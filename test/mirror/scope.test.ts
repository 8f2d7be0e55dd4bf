import { afterEach, describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { people, type Twins, twinsAndEngine } from "./twins.ts";

let twins: Twins;
afterEach(async () => {
  await twins.close();
});

const titles = () => ({
  jira: twins.jira
    .dump()
    .issues.map(({ summary }) => summary)
    .sort(),
  linear: twins.linear
    .dump()
    .issues.map(({ title }) => title)
    .sort(),
});
const links = async () => await twins.store.mirror.links("shop", null, 100);
type JiraAction = Parameters<Twins["jira"]["act"]>[0];
const inJira = (issue: string, edit: Record<string, unknown>) =>
  twins.jira.act({ as: people.ada, issue, ...edit } as JiraAction);

function seedJira(issues: readonly Record<string, unknown>[]): void {
  twins.jira.seed({ issues: issues.map((issue) => ({ project: "SHOP", summary: "", ...issue })) });
}

describe("a mirror with a JQL filter", () => {
  const mirror = { jira: { project: "SHOP", filter: "priority in (Highest, High)" } };

  it("mirrors what the filter holds, both ways, and a Linear issue needs not match it", async () => {
    twins = await twinsAndEngine({ mirror });
    seedJira([
      { summary: "Urgent", priority: "High" },
      { summary: "Sometime", priority: "Low" },
    ]);
    twins.linear.seed({ issues: [{ team: "SHO", title: "From Linear", priority: 4 }] });
    await twins.quiet();
    expect(titles().linear).toEqual(["From Linear", "Urgent"]);
    expect(titles().jira).toEqual(["From Linear", "Sometime", "Urgent"]);
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
  });

  it("unlinks what leaves the filter, deletes nothing, and goes on when it returns", async () => {
    twins = await twinsAndEngine({ mirror });
    seedJira([{ summary: "Urgent", priority: "High" }]);
    await twins.quiet();
    inJira("SHOP-1", { do: "editIssue", priority: "Low" });
    await twins.engine.sweep();
    await twins.quiet();
    expect(await links()).toMatchObject([
      { state: "unlinked", note: "It is not in the mirror's scope in Jira" },
    ]);
    inJira("SHOP-1", { do: "editIssue", summary: "Renamed while outside" });
    twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-1", dueDate: "2027-01-01" });
    await twins.engine.sweep();
    await twins.quiet();
    expect(titles().linear).toEqual(["Urgent"]);

    inJira("SHOP-1", { do: "editIssue", priority: "Highest" });
    await twins.quiet();
    expect(await links()).toMatchObject([{ state: "linked" }]);
    expect(titles().linear).toEqual(["Renamed while outside"]);
    expect(twins.jira.dump().issues[0]).toMatchObject({ dueDate: "2027-01-01" });
    expect(twins.differences()).toEqual([]);
  });

  it("does not create a counterpart for a hint of an issue outside it", async () => {
    twins = await twinsAndEngine({ mirror });
    await twins.quiet();
    seedJira([{ summary: "Sometime", priority: "Low" }]);
    await twins.engine.hint(
      twins.jira.dump().issues.map(({ id }) => ({ side: "jira", id: issueId(id), version: null })),
      "live",
    );
    await twins.quiet();
    expect(titles().linear).toEqual([]);
  });
});

it("a mirror with a Linear filter mirrors what the filter holds", async () => {
  const linear = { team: "SHO", filter: { priority: { lte: 2 } } };
  twins = await twinsAndEngine({ mirror: { linear } });
  twins.linear.seed({
    issues: [
      { team: "SHO", title: "Urgent", priority: 1 },
      { team: "SHO", title: "Sometime", priority: 4 },
    ],
  });
  await twins.quiet();
  expect(titles().jira).toEqual(["Urgent"]);
  twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-2", priority: 2 });
  await twins.quiet();
  expect(titles().jira).toEqual(["Sometime", "Urgent"]);
});

it("a mirror by label mirrors what carries it on either side, until it is taken off on either", async () => {
  twins = await twinsAndEngine({ mirror: { label: "mirror" } });
  seedJira([
    { summary: "With", labels: ["mirror"] },
    { summary: "Without", labels: ["other"] },
  ]);
  await twins.quiet();
  expect(titles().linear).toEqual(["With"]);
  inJira("SHOP-2", { do: "addLabel", label: "mirror" });
  await twins.quiet();
  expect(titles().linear).toEqual(["With", "Without"]);
  inJira("SHOP-1", { do: "removeLabel", label: "mirror" });
  await twins.engine.sweep();
  await twins.quiet();
  inJira("SHOP-1", { do: "editIssue", summary: "On its own" });
  await twins.engine.sweep();
  await twins.quiet();
  expect(titles().linear).toEqual(["With", "Without"]);
});
