import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

describe("a write whose answer is lost", () => {
  it("has put the value that loses a conflict into the record before it was sent, once", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    twins.jira.act({ as: people.ada, do: "editIssue", issue: "SHOP-1", summary: "Ada's title" });
    twins.clock.advance(1_000);
    twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-1", title: "Jon's title" });
    twins.jira.faults.set([{ kind: "drop-after", endpoint: "PUT", times: 1 }]);
    await twins.quiet();
    expect(twins.jira.faults.strikes()).toMatchObject({ "drop-after": 1 });
    expect(twins.jira.dump().issues[0]?.summary).toBe("Jon's title");
    const conflicts = await twins.store.mirror.conflicts("shop", { openOnly: false });
    expect(conflicts).toMatchObject([{ field: "title", jira: "Ada's title", linear: "Jon's title" }]);
  });
});
