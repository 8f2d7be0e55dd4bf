import { afterEach, describe, expect, it } from "vitest";
import type { Store } from "#sync/store/open.ts";
import { people, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

let twins: Twins;
afterEach(() => twins.close());

describe("a mark that is written alone", () => {
  it("does not make the next edit wait for a person when the process ends before its commit", async () => {
    twins = await twinsAndEngine();
    seedIssues(twins, { jira: 1, linear: 0 });
    await twins.quiet();
    const issue = "SHOP-1";
    twins.jira.act({ do: "deleteProperty", as: people.ada, issue, property: "throughline-link" });
    const dying = twins.restart({ store: withoutCommits(twins.store) });
    await dying.lookAtAll();
    await dying.workUntilQuiet();

    twins.jira.act({ do: "editIssue", as: people.ada, issue, summary: "Edited after the end" });
    await twins.quiet(twins.restart());
    expect(twins.linear.dump().issues[0]?.title).toBe("Edited after the end");
    expect(await twins.store.mirror.conflicts("shop", { openOnly: true })).toEqual([]);
  });
});

/** A process that ends between its last write and its commit. */
function withoutCommits(store: Store): Store {
  const commit = (): Promise<boolean> => Promise.reject(new Error("the process ended here"));
  return { ...store, mirror: { ...store.mirror, commit } };
}
