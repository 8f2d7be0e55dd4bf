import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

const { ada, jon } = people;
let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const inJira = (summary: string) => twins.jira.dump().issues.find((issue) => issue.summary === summary);
const inLinear = (title: string) => twins.linear.dump().issues.find((issue) => issue.title === title);
const mayNameReporters = async (may: boolean) => {
  const change = {
    account: "service@acme.example",
    project: "SHOP",
    [may ? "grant" : "revoke"]: ["MODIFY_REPORTER"],
  };
  const url = "https://acme.atlassian.net/sandbox/permissions";
  await twins.jira.handle(new Request(url, { method: "POST", body: JSON.stringify(change) }));
};

describe("who wrote an issue", () => {
  it("is the reporter in Jira of an issue from Linear, where the account may name one", async () => {
    twins.linear.seed({ issues: [{ team: "SHO", title: "By Jon", creator: jon, priority: 2 }] });
    await twins.quiet();
    expect(inJira("By Jon")?.reporter?.email).toBe(jon);
  });

  it("costs an issue nothing where the account may not", async () => {
    await mayNameReporters(false);
    twins.linear.seed({ issues: [{ team: "SHO", title: "By Jon", creator: jon, priority: 2 }] });
    await twins.quiet();
    expect(inJira("By Jon")?.reporter?.email).toBe("service@acme.example");
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it("is named beside the link in Linear of an issue from Jira, and the description stays as it is", async () => {
    twins.jira.seed({
      issues: [{ project: "SHOP", summary: "By Ada", description: "Words of hers", reporter: ada }],
    });
    await twins.quiet();
    expect(inLinear("By Ada")).toMatchObject({ description: "Words of hers" });
    expect(inLinear("By Ada")?.attachments[0]?.subtitle).toBe("By Ada (reported by Ada)");
  });
});
