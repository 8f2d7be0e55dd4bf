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

  it("brings nothing back that a person deleted before the counterpart's creation was known to have come about", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    const { mirror } = twins.store;
    const commit = mirror.commit.bind(mirror);
    mirror.commit = () => Promise.reject(new Error("The process ended"));
    await twins.engine.poll();
    await twins.engine.work();
    mirror.commit = commit;
    expect(twins.linear.dump().issues).toHaveLength(1);
    twins.jira.act({ as: people.ada, do: "deleteIssue", issue: "SHOP-1" });
    twins.clock.advance(200_000);
    await twins.quiet(twins.restart());
    expect(twins.jira.dump().issues).toEqual([]);
    expect(await mirror.links("shop", null, 10)).toMatchObject([{ state: "missing" }]);
  });
});
