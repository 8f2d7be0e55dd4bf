import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkMapping } from "#sync/mirror/check-mapping.ts";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
let twins: Twins;

const start = async (mirror: Record<string, unknown> = {}) => {
  twins = await twinsAndEngine({ mirror });
  twins.jira.seed({
    boards: [{ name: "Shop board", project: "SHOP" }],
    sprints: [
      sprint("Payments", "2026-11-16", "2026-11-27", "active"),
      sprint("Cycle 2", null, null),
      sprint("Undated", null, null),
    ],
    issues: [
      { project: "SHOP", summary: "Pay", sprint: "Payments" },
      { project: "SHOP", summary: "Ship", sprint: "Cycle 2" },
      { project: "SHOP", summary: "Someday" },
    ],
  });
  twins.linear.seed({
    cycles: [cycle("2026-11-16", "2026-11-30"), cycle("2026-11-30", "2026-12-14")],
  });
  await twins.quiet();
};
const sprint = (
  name: string,
  from: string | null,
  to: string | null,
  state: "future" | "active" = "future",
) => ({
  board: "Shop board",
  name,
  state,
  ...(from === null ? {} : { startDate: `${from}T09:00:00Z` }),
  ...(to === null ? {} : { endDate: `${to}T17:00:00Z` }),
});
const cycle = (from: string, to: string) => ({
  team: "SHO",
  startsAt: `${from}T00:00:00Z`,
  endsAt: `${to}T00:00:00Z`,
});
const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const both = (title: string) => [inJira(title)?.sprint, inLinear(title)?.cycle];
const setCycle = (title: string, number: number | null) =>
  twins.linear.act({ as: jon, do: "updateIssue", issue: inLinear(title)?.identifier ?? "", cycle: number });
const setSprint = (summary: string, name: string | null) =>
  twins.jira.act({ as: ada, do: "editIssue", issue: inJira(summary)?.key ?? "", sprint: name });
/** As long as a directory is kept. */
const later = async () => {
  twins.clock.advance(15 * 60_000);
  await twins.quiet();
};
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await twins.quiet();
  return twins.writes();
};

beforeEach(() => start());
afterEach(() => twins.close());

describe("sprints and cycles", () => {
  it("are the same by their dates or their names, in both directions", async () => {
    expect([both("Pay"), both("Ship"), both("Someday")]).toEqual([
      ["Payments", 1],
      ["Cycle 2", 2],
      [null, null],
    ]);
    setCycle("Someday", 2);
    setSprint("Pay", "Cycle 2");
    setSprint("Ship", null);
    await twins.quiet();
    expect([both("Pay"), both("Ship"), both("Someday")]).toEqual([
      ["Cycle 2", 2],
      [null, null],
      ["Cycle 2", 2],
    ]);
    expect(await writesOfAnotherRun()).toBe(0);
    expect(twins.differences()).toEqual([]);
  });

  it("bring an issue that is created in Linear into the sprint at once", async () => {
    twins.linear.act({ as: jon, do: "createIssue", team: "SHO", title: "New", priority: 2, cycle: 1 });
    await twins.quiet();
    expect(both("New")).toEqual(["Payments", 1]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("are paired by the mapping's table before anything else", async () => {
    await twins.close();
    await start({ cycles: { Payments: "2" } });
    expect([both("Pay"), both("Ship")]).toEqual([
      ["Payments", 2],
      ["Cycle 2", null],
    ]);
  });

  it("follow what is rolled over, and leave what is over as it was", async () => {
    twins.jira.act({ as: ada, do: "transition", issue: inJira("Pay")?.key ?? "", to: "Done" });
    setSprint("Someday", "Payments");
    await twins.quiet();
    twins.jira.act({ as: ada, do: "closeSprint", sprint: "Payments", moveTo: "Cycle 2" });
    await later();
    expect(both("Someday")).toEqual(["Cycle 2", 2]);
    expect([inJira("Pay")?.closedSprints, inLinear("Pay")?.cycle]).toEqual([["Payments"], 1]);
    twins.linear.act({ as: jon, do: "completeCycle", team: "SHO", cycle: 1 });
    await later();
    expect([inJira("Pay")?.closedSprints, inLinear("Pay")?.cycle]).toEqual([["Payments"], 1]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("take what Jira sends to the backlog out of the cycle", async () => {
    twins.jira.act({ as: ada, do: "closeSprint", sprint: "Payments" });
    await later();
    expect(both("Pay")).toEqual([null, null]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("keep an issue in an open sprint whose cycle is over already", async () => {
    twins.linear.act({ as: jon, do: "completeCycle", team: "SHO", cycle: 1 });
    await later();
    setSprint("Someday", "Payments");
    await twins.quiet();
    expect([both("Pay"), both("Someday")]).toEqual([
      ["Payments", 1],
      ["Payments", null],
    ]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("wait on their own side until there is a counterpart, and are carried over then", async () => {
    twins.linear.seed({ cycles: [cycle("2026-12-14", "2026-12-28")] });
    setCycle("Someday", 3);
    setSprint("Ship", "Undated");
    await later();
    expect([both("Someday"), both("Ship")]).toEqual([
      [null, 3],
      ["Undated", 2],
    ]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    const dates = { startDate: "2026-12-14T09:00:00Z", endDate: "2026-12-25T17:00:00Z" };
    twins.jira.act({ as: ada, do: "createSprint", board: "Shop board", name: "Christmas", ...dates });
    await later();
    expect(both("Someday")).toEqual(["Christmas", 3]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("stay each on its own side where the mapping says so", async () => {
    await twins.close();
    await start({ fields: { cycle: { direction: "none" } } });
    expect(both("Pay")).toEqual(["Payments", null]);
    setCycle("Pay", 2);
    await twins.quiet();
    expect(both("Pay")).toEqual(["Payments", 2]);
  });

  it("of both sides' edits keep the owner's, and the other in the conflict record", async () => {
    await twins.close();
    await start({ fields: { cycle: { owner: "linear" } } });
    setSprint("Pay", "Cycle 2");
    setCycle("Pay", null);
    await twins.quiet();
    expect(both("Pay")).toEqual([null, null]);
    expect(await twins.store.mirror.conflicts("shop", { openOnly: false })).toMatchObject([
      { field: "cycle", resolution: "linear" },
    ]);
  });
});

describe("the checker", () => {
  it("names the sprints and cycles that show as nothing on the other side", () => {
    const directories = twins.engine.directories;
    if (!directories) throw new Error("The engine has not looked yet");
    const mirror = { ...twins.engine.mirror, cycles: { Undated: "Cycle 9" } };
    const found = checkMapping(mirror, directories, null).filter(({ about }) => about === "cycle");
    expect(found.map(({ level }) => level)).toEqual(["warning", "note"]);
    expect(found[0]?.message).toContain('cycle "Cycle 9", which Linear does not have');
    expect(found[1]?.message).toContain('Jira\'s sprints "Undated" have no counterpart in Linear');
  });
});

describe("a sub-task", () => {
  it("is in no cycle of its own: Jira keeps it in its parent's sprint", async () => {
    twins.jira.act({
      as: ada,
      do: "createIssue",
      project: "SHOP",
      type: "Sub-task",
      parent: inJira("Pay")?.key ?? "",
      summary: "Part",
    });
    await twins.quiet();
    setCycle("Part", 2);
    await twins.quiet();
    expect([inLinear("Part")?.cycle, await writesOfAnotherRun()]).toEqual([2, 0]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });
});
