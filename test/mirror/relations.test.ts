import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada } = people;
type Kind = "blocks" | "duplicate" | "related" | "similar";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const jiraKey = (summary: string): string =>
  twins.jira.dump().issues.find((issue) => issue.summary === summary)?.key ?? "";
const linearKey = (title: string): string =>
  twins.linear.dump().issues.find((issue) => issue.title === title)?.identifier ?? "";
/** Every link, told once: from, kind, to. */
const inJira = () => {
  const titles = new Map(twins.jira.dump().issues.map(({ key, summary }) => [key, summary]));
  return twins.jira
    .dump()
    .issues.flatMap(({ summary, links }) =>
      links
        .filter(({ direction }) => direction === "outward")
        .map(({ type, issue }) => [summary, type, titles.get(issue)]),
    );
};
const inLinear = () => {
  const { issues, relations } = twins.linear.dump();
  const titles = new Map(issues.map(({ identifier, title }) => [identifier, title]));
  return relations.map(({ from, type, to }) => [titles.get(from ?? ""), type, titles.get(to ?? "")]);
};
const linkInJira = (from: string, type: string, to: string) =>
  twins.jira.act({ as: ada, do: "link", from: jiraKey(from), type, to: jiraKey(to) });
const relateInLinear = (from: string, type: Kind, to: string) =>
  twins.linear.act({ as: ada, do: "relate", type, issue: linearKey(from), relatedIssue: linearKey(to) });
const unrelateInLinear = (type: Kind) => {
  const found = twins.linear.dump().relations.find((relation) => relation.type === type);
  twins.linear.act({ as: ada, do: "unrelate", relation: found?.id ?? "" });
};
const sweepAndRest = async () => {
  await twins.engine.sweep();
  await twins.quiet();
};
const writesOfAnotherRun = async () => {
  twins.writes();
  await twins.engine.lookAtAll();
  await sweepAndRest();
  return twins.writes();
};
const permitLinks = async (how: "revoke" | "grant") => {
  const change = { account: "service@acme.example", project: "SHOP", [how]: ["LINK_ISSUES"] };
  const url = "https://acme.atlassian.net/sandbox/permissions";
  await twins.jira.handle(new Request(url, { method: "POST", body: JSON.stringify(change) }));
};
const seedThree = () =>
  twins.jira.seed({
    issues: ["One", "Two", "Three"].map((summary) => ({ project: "SHOP", summary })),
  });

describe("relations between issues", () => {
  it("cross with their issues at the first mirroring, in both directions, each once", async () => {
    twins.jira.seed({
      issues: [
        { project: "SHOP", summary: "One", ref: "one" },
        { project: "SHOP", summary: "Two", ref: "two" },
      ],
      links: [
        { type: "Blocks", from: "two", to: "one" },
        { type: "Relates", from: "two", to: "one" },
      ],
    });
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "Uno", ref: "uno", priority: 2 },
        { team: "SHO", title: "Due", ref: "due", priority: 2 },
      ],
      relations: [{ type: "duplicate", from: "due", to: "uno" }],
    });
    await twins.quiet();
    expect(inLinear().sort()).toEqual([
      ["Due", "duplicate", "Uno"],
      ["One", "related", "Two"],
      ["Two", "blocks", "One"],
    ]);
    expect(inJira().sort()).toEqual([
      ["Due", "Duplicate", "Uno"],
      ["Two", "Blocks", "One"],
      ["Two", "Relates", "One"],
    ]);
    expect(twins.differences()).toEqual([]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  // Fails when whoever is the parent is not taken for related (model/relation.ts, `relatedTo`). Found by the simulation.
  it("to the very issue that one is a part of cross as well, in both directions", async () => {
    twins.jira.seed({
      issues: [
        { project: "SHOP", type: "Epic", summary: "Epic", ref: "epic" },
        { project: "SHOP", summary: "Part", ref: "part", parent: "epic" },
      ],
      links: [{ type: "Blocks", from: "part", to: "epic" }],
    });
    twins.linear.seed({
      issues: [
        { team: "SHO", title: "Above", ref: "above" },
        { team: "SHO", title: "Below", ref: "below", parent: "above" },
      ],
      relations: [{ type: "blocks", from: "below", to: "above" }],
    });
    await twins.quiet();
    expect(inLinear().sort()).toEqual([
      ["Below", "blocks", "Above"],
      ["Part", "blocks", "Epic"],
    ]);
    expect(inJira().sort()).toEqual([
      ["Below", "Blocks", "Above"],
      ["Part", "Blocks", "Epic"],
    ]);
  });

  it("are added and removed by both sides at once, and none is lost", async () => {
    seedThree();
    await twins.quiet();
    linkInJira("One", "Blocks", "Two");
    linkInJira("Three", "Relates", "One");
    await twins.quiet();
    expect(inLinear().sort()).toEqual([
      ["One", "blocks", "Two"],
      ["One", "related", "Three"],
    ]);
    linkInJira("One", "Blocks", "Three");
    relateInLinear("One", "duplicate", "Two");
    unrelateInLinear("related");
    await sweepAndRest();
    expect(inJira().sort()).toEqual([
      ["One", "Blocks", "Three"],
      ["One", "Blocks", "Two"],
      ["One", "Duplicate", "Two"],
    ]);
    expect(inLinear().sort()).toEqual([
      ["One", "blocks", "Three"],
      ["One", "blocks", "Two"],
      ["One", "duplicate", "Two"],
    ]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  // Fails when a relation's direction counts where both ends are alike (translate/relations.ts, `eitherWay`). Found
  // by the simulation, seed 1606.
  it.each([
    ["Two", "One", "Two", "One"],
    ["Two", "One", "One", "Two"],
    ["One", "Two", "Two", "One"],
  ])(
    "that are the same from both ends are the same from %s to %s in Jira and from %s to %s in Linear",
    async (fromInJira, toInJira, fromInLinear, toInLinear) => {
      seedThree();
      await twins.quiet();
      linkInJira(fromInJira, "Relates", toInJira);
      relateInLinear(fromInLinear, "related", toInLinear);
      await sweepAndRest();
      expect(inJira()).toEqual([[fromInJira, "Relates", toInJira]]);
      expect(inLinear()).toEqual([[fromInLinear, "related", toInLinear]]);
      expect(await writesOfAnotherRun()).toBe(0);
      unrelateInLinear("related");
      await sweepAndRest();
      expect(inJira()).toEqual([]);
    },
  );

  it("removed in Jira are removed in Linear, whichever end is looked at", async () => {
    seedThree();
    await twins.quiet();
    linkInJira("Two", "Blocks", "One");
    await twins.quiet();
    expect(inLinear()).toEqual([["Two", "blocks", "One"]]);
    const link = twins.jira.dump().issues.flatMap(({ links }) => links)[0]?.id ?? "";
    twins.jira.act({ as: ada, do: "unlink", link });
    await twins.quiet();
    expect(inLinear()).toEqual([]);
  });

  it("changed in Linear without a trace are found by the sweep, in one request for all", async () => {
    seedThree();
    await twins.quiet();
    relateInLinear("Three", "blocks", "Two");
    await twins.quiet();
    expect(inJira()).toEqual([]);
    await sweepAndRest();
    expect(inJira()).toEqual([["Three", "Blocks", "Two"]]);
    twins.linear.requests.clear();
    await twins.engine.sweep();
    const { byEndpoint } = twins.linear.requests.summary();
    expect(
      Object.entries(byEndpoint).flatMap(([name, { requests }]) =>
        name.includes("issueRelations") ? [requests] : [],
      ),
    ).toEqual([1]);
  });

  it("to an issue outside the mirror stay on their own side", async () => {
    twins.jira.seed({
      projects: [{ key: "PLAN", name: "Plan" }],
      issues: [
        { project: "PLAN", summary: "Elsewhere", ref: "elsewhere" },
        { project: "SHOP", summary: "Here", ref: "here" },
      ],
      links: [{ type: "Blocks", from: "here", to: "elsewhere" }],
    });
    await twins.quiet();
    expect(inLinear()).toEqual([]);
    expect(inJira()).toEqual([["Here", "Blocks", "Elsewhere"]]);
    expect(await writesOfAnotherRun()).toBe(0);
  });

  it("to an issue that is mirrored later follow when it is there", async () => {
    seedThree();
    await twins.quiet();
    twins.linear.act({ as: ada, do: "createIssue", team: "SHO", title: "Later", priority: 2 });
    relateInLinear("One", "blocks", "Later");
    relateInLinear("Later", "related", "Two");
    await twins.quiet();
    expect(inJira().sort()).toEqual([
      ["One", "Blocks", "Later"],
      ["Two", "Relates", "Later"],
    ]);
  });

  it("of kinds that are not mapped stay on their own side", async () => {
    seedThree();
    await twins.quiet();
    linkInJira("One", "Cloners", "Two");
    relateInLinear("One", "similar", "Three");
    await twins.quiet();
    await sweepAndRest();
    expect(inLinear()).toEqual([["One", "similar", "Three"]]);
    expect(inJira()).toEqual([["One", "Cloners", "Two"]]);
  });

  it("that Jira does not take are parked, and all else of the issue flows", async () => {
    seedThree();
    await twins.quiet();
    await permitLinks("revoke");
    relateInLinear("One", "blocks", "Two");
    twins.linear.act({ as: ada, do: "updateIssue", issue: linearKey("One"), priority: 1 });
    await twins.quiet();
    expect(twins.jira.dump().issues.find(({ summary }) => summary === "One")?.priority).toBe("Highest");
    expect(await twins.store.mirror.parked("shop")).toMatchObject([
      { side: "jira", field: "relations", code: "permission" },
    ]);
    await permitLinks("grant");
    twins.clock.advance(16 * 60_000);
    await twins.quiet();
    expect(inJira()).toEqual([["One", "Blocks", "Two"]]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it("more than a page of them are all carried", async () => {
    const titles = Array.from({ length: 9 }, (_, index) => `Blocked ${index}`);
    twins.jira.seed({
      issues: [
        { project: "SHOP", summary: "Blocker", ref: "blocker" },
        ...titles.map((summary) => ({ project: "SHOP", summary, ref: summary })),
      ],
      links: titles.map((title) => ({ type: "Blocks", from: "blocker", to: title })),
    });
    await twins.quiet();
    expect(inLinear()).toHaveLength(9);
    expect(await writesOfAnotherRun()).toBe(0);
    unrelateInLinear("blocks");
    await sweepAndRest();
    expect(inJira()).toHaveLength(8);
  });
});
