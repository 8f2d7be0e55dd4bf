import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { adfToMarkdown } from "#sync/richtext/index.ts";
import { around } from "./around.ts";
import { people, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
  seedIssues(twins, { jira: 1, linear: 0 });
  describeIn("jira", "one\n\ntwo\n\nthree");
  await twins.quiet();
  twins.clock.advance(60_000);
});
afterEach(() => twins.close());

function describeIn(side: "jira" | "linear", text: string): void {
  if (side === "linear") {
    twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-1", description: text });
    return;
  }
  const description = text.replaceAll("\n\n", "\n");
  twins.jira.act({ as: people.ada, do: "editIssue", issue: "SHOP-1", description });
}

function texts(): string[] {
  const [jira] = twins.jira.dump().issues;
  const [linear] = twins.linear.dump().issues;
  const there: unknown = jira?.description;
  const isDocument = typeof there === "object" && there !== null && "content" in there;
  const inJira = isDocument ? adfToMarkdown(there) : "";
  return [inJira, linear?.description ?? ""].map((text) => text.trim().replaceAll(/\n+/g, " "));
}

const permit = async (change: { grant?: string[]; revoke?: string[] }): Promise<void> => {
  const body = JSON.stringify({ account: "service@acme.example", project: "SHOP", ...change });
  const url = "https://acme.atlassian.net/sandbox/permissions";
  await twins.jira.handle(new Request(url, { method: "POST", body }));
};

describe("a merge of two texts of which one side took its part", () => {
  it("does not write twice what the other side refuses for a while", async () => {
    describeIn("jira", "zero\n\nhalf\n\none\n\nlast by Ada");
    describeIn("linear", "one by Jon\n\ntwo\n\nthree\n\nfour");
    await permit({ revoke: ["EDIT_ISSUES"] });
    await twins.quiet();
    const merged = texts()[1];
    expect(texts()[0]).toBe("zero half one last by Ada");
    await permit({ grant: ["EDIT_ISSUES"] });
    twins.clock.advance(3_600_000);
    await twins.quiet();
    expect(texts()).toEqual([merged, merged]);
  });

  it.each(["jira", "linear"] as const)(
    "loses nobody's words when the process ends before %s has it",
    async (side) => {
      describeIn("jira", "zero\n\none\n\ntwo\n\nthree");
      describeIn("linear", "one\n\ntwo\n\nthree\n\nfour");
      // The write never comes, and the database is never told of the other one.
      const isWrite = (method: string, body: string): boolean =>
        side === "jira" ? method === "PUT" : body.includes("issueUpdate");
      around(twins[side], (method, _path, body) => isWrite(method, body), {
        before: () => {
          throw new Error("The process ended");
        },
      });
      const { store } = twins;
      const commit = store.mirror.commit.bind(store.mirror);
      store.mirror.commit = () => Promise.reject(new Error("The process ended"));
      await twins.engine.poll();
      await twins.engine.work();
      store.mirror.commit = commit;
      expect(texts()).toContain("zero one two three four");
      twins.clock.advance(200_000);
      await twins.quiet(twins.restart());
      expect(texts()).toEqual(["zero one two three four", "zero one two three four"]);
    },
  );
});

describe("an update of which Jira takes the status and refuses the fields", () => {
  it("parks the fields alone: the status is agreed on", async () => {
    await permit({ revoke: ["EDIT_ISSUES"] });
    twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-1", title: "Jon's", state: "Done" });
    await twins.quiet();
    expect(twins.jira.dump().issues).toMatchObject([{ status: { name: "Done" }, summary: "Jira issue 1" }]);
    expect(await twins.store.mirror.parked("shop")).toMatchObject([{ side: "jira", field: "title" }]);
    // What a person does next is his alone.
    twins.jira.act({ as: people.ada, do: "transition", issue: "SHOP-1", to: "In Progress", fields: {} });
    await twins.quiet();
    expect(twins.linear.dump().issues).toMatchObject([{ state: { name: "In Progress" } }]);
    expect(await twins.store.mirror.conflicts("shop", { openOnly: false })).toEqual([]);
  });
});

describe("a link that rests", () => {
  it("does not hold on to a comment that could not be written: nothing is due any more", async () => {
    await permit({ revoke: ["ADD_COMMENTS"] });
    twins.linear.act({ as: people.jon, do: "comment", issue: "SHO-1", body: "Hello" });
    await twins.quiet();
    expect(await twins.store.mirror.parked("shop")).toMatchObject([{ side: "jira", field: "comments" }]);
    twins.linear.act({ as: people.jon, do: "trash", issue: "SHO-1" });
    twins.clock.advance(3_600_000);
    await twins.quiet();
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    expect(await twins.store.mirror.nextDue("shop")).toBeNull();
  });
});
