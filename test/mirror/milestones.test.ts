import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
  twins.linear.seed({
    projects: [
      { name: "Checkout", teams: ["SHO"], milestones: [{ name: "1.0" }, { name: "2.0" }, { name: "9.0" }] },
      { name: "Search", teams: ["SHO"], milestones: [{ name: "1.0" }] },
    ],
    issues: [
      { team: "SHO", title: "Planned", project: "Checkout", milestone: "1.0", priority: 2 },
      { team: "SHO", title: "Unplanned", priority: 2 },
    ],
  });
  await twins.quiet();
});
afterEach(() => twins.close());

const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const edit = (title: string, change: { project?: string; milestone?: string | null; title?: string }) =>
  twins.linear.act({ as: jon, do: "updateIssue", issue: inLinear(title)?.identifier ?? "", ...change });
const setVersions = (summary: string, fixVersions: string[]) =>
  twins.jira.act({ as: ada, do: "editIssue", issue: inJira(summary)?.key ?? "", fixVersions });
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await twins.quiet();
  return twins.writes();
};

describe("fix versions and milestones", () => {
  it("are the same by name within the issue's Linear project, in both directions", async () => {
    expect([inJira("Planned")?.fixVersions, inJira("Unplanned")?.fixVersions]).toEqual([["1.0"], []]);
    setVersions("Planned", ["2.0"]);
    await twins.quiet();
    expect(inLinear("Planned")?.milestone).toBe("2.0");
    edit("Unplanned", { project: "Search", milestone: "1.0" });
    edit("Planned", { milestone: null });
    await twins.quiet();
    expect([inJira("Planned")?.fixVersions, inJira("Unplanned")?.fixVersions]).toEqual([[], ["1.0"]]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("keep Jira's second version: an edit elsewhere does not flatten them to Linear's one", async () => {
    setVersions("Planned", ["1.0", "2.0"]);
    await twins.quiet();
    expect(inLinear("Planned")?.milestone).toBe("1.0");
    edit("Planned", { title: "Planned for two" });
    await twins.quiet();
    expect(inJira("Planned for two")?.fixVersions).toEqual(["1.0", "2.0"]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("stay in Jira where the issue has no project in Linear", async () => {
    setVersions("Unplanned", ["2.0"]);
    await twins.quiet();
    expect(inLinear("Unplanned")?.milestone).toBeNull();
    expect(inJira("Unplanned")?.fixVersions).toEqual(["2.0"]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("that Jira does not have are parked, and all else flows", async () => {
    edit("Planned", { milestone: "9.0", title: "Planned for nine" });
    await twins.quiet();
    expect(inJira("Planned for nine")?.fixVersions).toEqual(["1.0"]);
    expect(await twins.store.mirror.parked("shop")).toMatchObject([{ side: "jira", field: "milestone" }]);
  });
});
