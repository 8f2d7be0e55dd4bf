import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
const mirror = {
  components: { Backend: "area: backend", Checkout: "area: checkout" },
  customFields: [{ jira: "Severity", linear: "Severity" }],
};

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine({ mirror });
  twins.jira.seed({
    customFields: [{ name: "Severity", kind: "select", options: ["Critical", "Major", "Minor"] }],
  });
  twins.linear.seed({
    labels: [
      { name: "Severity", isGroup: true },
      { name: "critical", group: "Severity" },
      { name: "minor", group: "Severity" },
      { name: "area: backend" },
      { name: "area: checkout" },
      { name: "plain" },
    ],
  });
});
afterEach(() => twins.close());

const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const jiraKey = (summary: string): string => inJira(summary)?.key ?? "";
const linearKey = (title: string): string => inLinear(title)?.identifier ?? "";
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await twins.quiet();
  return twins.writes();
};
type Edit = Extract<Parameters<Twins["jira"]["act"]>[0], { do: "editIssue" }>;
const editInJira = (summary: string, edit: Omit<Edit, "as" | "do" | "issue">) =>
  twins.jira.act({ as: ada, do: "editIssue", issue: jiraKey(summary), ...edit });
/** The seeded field, as the twin numbers them. */
const SEVERITY = "customfield_10100";
const labelInLinear = (title: string, labels: string[]) =>
  twins.linear.act({ as: jon, do: "updateIssue", issue: linearKey(title), labels });

describe("components as labels", () => {
  beforeEach(() => {
    twins.jira.seed({
      issues: [
        { project: "SHOP", summary: "One", components: ["Backend", "Search"], labels: ["plain"] },
        { project: "SHOP", summary: "Two" },
      ],
    });
    twins.linear.seed({
      issues: [{ team: "SHO", title: "Three", labels: ["area: checkout", "plain"], priority: 2 }],
    });
  });

  it("cross by the mapping's table, beside the other labels; those it does not name stay", async () => {
    await twins.quiet();
    expect(inLinear("One")?.labels).toEqual(["area: backend", "plain"]);
    expect(inJira("Three")).toMatchObject({ components: ["Checkout"], labels: ["plain"] });
    expect(inJira("One")?.components).toEqual(["Backend", "Search"]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("are added and removed from both sides at once", async () => {
    await twins.quiet();
    editInJira("One", { components: ["Checkout", "Backend"] });
    labelInLinear("One", ["plain"]);
    labelInLinear("Two", ["area: checkout"]);
    await twins.quiet();
    expect(inLinear("One")?.labels).toEqual(["area: checkout", "plain"]);
    expect(inJira("One")?.components).toEqual(["Checkout"]);
    expect(inJira("Two")).toMatchObject({ components: ["Checkout"], labels: [] });
    expect(await writesOfAnotherRun()).toBe(0);
  });
});

describe("select fields as groups of labels", () => {
  beforeEach(async () => {
    twins.jira.seed({
      issues: [{ project: "SHOP", summary: "One", fields: { [SEVERITY]: { value: "Critical" } } }],
    });
    twins.linear.seed({ issues: [{ team: "SHO", title: "Two", labels: ["minor", "plain"], priority: 2 }] });
    await twins.quiet();
  });
  const severity = (summary: string) => inJira(summary)?.custom["Severity"];

  it("cross by their names in both directions, at creation and afterwards", async () => {
    expect(inLinear("One")?.labels).toEqual(["critical"]);
    expect([severity("Two"), inJira("Two")?.labels]).toEqual(["Minor", ["plain"]]);
    labelInLinear("One", ["minor"]);
    editInJira("Two", { fields: { [SEVERITY]: { value: "Critical" } } });
    await twins.quiet();
    expect(severity("One")).toBe("Minor");
    expect(inLinear("Two")?.labels).toEqual(["critical", "plain"]);
    labelInLinear("One", []);
    await twins.quiet();
    expect(severity("One")).toBeNull();
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("park an option that has no label, with what to do, and all else flows", async () => {
    editInJira("One", { fields: { [SEVERITY]: { value: "Major" } }, summary: "One, major" });
    await twins.quiet();
    expect(inLinear("One, major")?.labels).toEqual(["critical"]);
    const [parked] = await twins.store.mirror.parked("shop");
    expect(parked).toMatchObject({ side: "linear", field: "custom", code: "unmapped" });
    twins.linear.act({ as: ada, do: "createLabel", name: "major", group: "Severity" });
    twins.clock.advance(20 * 60_000);
    await twins.quiet();
    expect(inLinear("One, major")?.labels).toEqual(["major"]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it("keep the losing value when both sides choose differently", async () => {
    editInJira("One", { fields: { [SEVERITY]: { value: "Minor" } } });
    twins.clock.advance(1_000);
    labelInLinear("One", []);
    await twins.quiet();
    expect([severity("One"), inLinear("One")?.labels]).toEqual([null, []]);
    const conflicts = await twins.store.mirror.conflicts("shop", { openOnly: false });
    expect(conflicts.map(({ field, resolution, jira }) => [field, resolution, jira])).toEqual([
      ["custom", "linear", { Severity: "Minor" }],
    ]);
  });
});
