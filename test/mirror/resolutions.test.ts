import { afterEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
let twins: Twins;
afterEach(() => twins.close());

const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const done = { status: "Done", resolution: "Won't Do" };
const parked = () => twins.store.mirror.parked("shop");
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await twins.quiet();
  return twins.writes();
};
const moveInLinear = (title: string, state: string) =>
  twins.linear.act({ as: jon, do: "updateIssue", issue: inLinear(title)?.identifier ?? "", state });

describe("resolutions", () => {
  it("tell Linear what will not be done from what is done, by their usual names", async () => {
    twins = await twinsAndEngine();
    twins.jira.seed({
      issues: [
        { project: "SHOP", summary: "Done", status: "Done", resolution: "Done" },
        { project: "SHOP", summary: "Dropped", ...done },
        { project: "SHOP", summary: "Double", status: "Done", resolution: "Duplicate" },
      ],
    });
    await twins.quiet();
    expect(["Done", "Dropped", "Double"].map((title) => inLinear(title)?.state.name)).toEqual([
      "Done",
      "Canceled",
      "Duplicate",
    ]);
    expect(await writesOfAnotherRun()).toBe(0);
    moveInLinear("Dropped", "Todo");
    await twins.quiet();
    expect(inJira("Dropped")).toMatchObject({ status: { name: "To Do" }, resolution: null });
  });

  it("leave a status alone that the mapping names without one", async () => {
    twins = await twinsAndEngine({ mirror: { status: { toLinear: { Done: "Done" } } } });
    twins.jira.seed({ issues: [{ project: "SHOP", summary: "Dropped", ...done }] });
    await twins.quiet();
    expect(inLinear("Dropped")?.state.name).toBe("Done");
  });

  const status = { toJira: { Canceled: "Done/Won't Do" }, toLinear: { "Done/Won't Do": "Canceled" } };

  it("are given along the transition whose screen has the field", async () => {
    twins = await twinsAndEngine({ mirror: { status }, workflow: "required-fields" });
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "Dropped later", state: "Todo", priority: 2 },
        { team: "SHO", title: "Dropped before", state: "Canceled", priority: 2 },
      ],
    });
    await twins.quiet();
    expect(inJira("Dropped before")).toMatchObject({ status: { name: "Done" }, resolution: "Won't Do" });
    moveInLinear("Dropped later", "Canceled");
    await twins.quiet();
    expect(inJira("Dropped later")).toMatchObject({ status: { name: "Done" }, resolution: "Won't Do" });
    expect(await parked()).toEqual([]);
    expect(await writesOfAnotherRun()).toBe(0);
    moveInLinear("Dropped later", "Todo");
    await twins.quiet();
    expect(inJira("Dropped later")).toMatchObject({ status: { name: "To Do" }, resolution: null });
  });

  it("are parked with what to do where no transition's screen has the field, and all else flows", async () => {
    twins = await twinsAndEngine({ mirror: { status } });
    twins.jira.seed({ issues: [{ project: "SHOP", summary: "Dropped", status: "To Do" }] });
    await twins.quiet();
    moveInLinear("Dropped", "Canceled");
    twins.linear.act({
      as: ada,
      do: "updateIssue",
      issue: inLinear("Dropped")?.identifier ?? "",
      priority: 1,
    });
    await twins.quiet();
    expect(inJira("Dropped")).toMatchObject({ status: { name: "To Do" }, priority: "Highest" });
    const [refused] = await parked();
    expect(refused).toMatchObject({ side: "jira", field: "status", code: "no-transition" });
    expect(refused?.message).toContain("Won't Do");
    expect(inLinear("Dropped")?.state.name).toBe("Canceled");
  });
});
