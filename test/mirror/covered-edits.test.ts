import { afterEach, expect, it } from "vitest";
import type { Side } from "#sync/model/issue.ts";
import { adfToMarkdown } from "#sync/richtext/index.ts";
import { around } from "./around.ts";
import { people, seedIssues, type Twins, twinsAndEngine } from "./twins.ts";

let twins: Twins;
afterEach(async () => {
  await twins.close();
});

async function onePair(): Promise<void> {
  twins = await twinsAndEngine();
  seedIssues(twins, { jira: 1, linear: 0 });
  await twins.quiet();
  twins.clock.advance(60_000);
}

/** A person is faster than the service: `edit` happens just before the write that `isWrite` recognises. */
function justBefore(side: Side, isWrite: (method: string, body: string) => boolean, edit: () => void): void {
  const before = (): void => {
    edit();
    twins.clock.advance(1_000);
  };
  around(twins[side], (method, _path, body) => isWrite(method, body), { before });
}

const inJira = (edit: Record<string, unknown>) =>
  twins.jira.act({ as: people.ada, issue: "SHOP-1", do: "editIssue", ...edit });
const inLinear = (edit: Record<string, unknown>) =>
  twins.linear.act({ as: people.jon, issue: "SHO-1", do: "updateIssue", ...edit });
const conflicts = () => twins.store.mirror.conflicts("shop", { openOnly: false });

it("keeps what a person wrote in Jira between our look and our write, and can bring it back", async () => {
  await onePair();
  inLinear({ title: "Jon's title", dueDate: "2027-01-01" });
  justBefore(
    "jira",
    (method) => method === "PUT",
    () => inJira({ summary: "Ada's title", dueDate: "2027-02-02" }),
  );
  await twins.quiet();
  expect(twins.jira.dump().issues[0]?.summary).toBe("Jon's title");
  const found = (await conflicts()).toSorted((a, b) => b.field.localeCompare(a.field));
  expect(found).toMatchObject([
    { field: "title", resolution: "linear", jira: "Ada's title", linear: "Jon's title" },
    { field: "dueDate", resolution: "linear", jira: "2027-02-02", linear: "2027-01-01" },
  ]);
  await twins.store.mirror.decide(found[0]?.id ?? "", "jira", twins.clock.now());
  await twins.quiet();
  expect(twins.linear.dump().issues[0]?.title).toBe("Ada's title");
  expect(twins.differences()).toEqual([]);
});

it("keeps a description and a status that our write covered in Jira", async () => {
  await onePair();
  inLinear({ description: "Jon's words", state: "Done" });
  justBefore(
    "jira",
    (method, body) => method === "POST" && body.includes("transition"),
    () => {
      twins.jira.act({ as: people.ada, issue: "SHOP-1", do: "transition", to: "In Progress" });
      inJira({ description: "Ada's *words*" });
    },
  );
  await twins.quiet();
  const description = (await conflicts()).find(({ field }) => field === "description");
  expect(adfToMarkdown(description?.jira)).toContain("Ada's");
  expect(description?.linear).toBe("Jon's words");
  expect(twins.differences()).toEqual([]);
});

it.each([
  ["title", { summary: "Ada's title" }, { title: "Jon's title" }, "Jon's title"],
  ["dueDate", { dueDate: "2027-01-01" }, { dueDate: "2027-02-02" }, "2027-02-02"],
  ["priority", { priority: "Low" }, { priority: 1 }, "1"],
  ["estimate", { storyPoints: 8 }, { estimate: 3 }, 3],
])("keeps a person's %s that our write covered in Linear", async (field, ours, theirs, value) => {
  await onePair();
  inJira(ours);
  justBefore(
    "linear",
    (_method, body) => body.includes("issueUpdate"),
    () => inLinear(theirs),
  );
  await twins.quiet();
  expect(await conflicts()).toMatchObject([{ field, resolution: "jira", linear: value }]);
  expect(twins.differences()).toEqual([]);
});

it("an edit that was seen before the write is no covered one", async () => {
  await onePair();
  inJira({ summary: "First" });
  inLinear({ dueDate: "2027-01-01" });
  await twins.quiet();
  inLinear({ title: "Second" });
  await twins.quiet();
  inJira({ summary: "Third" });
  await twins.quiet();
  expect(await conflicts()).toEqual([]);
  expect(twins.linear.dump().issues[0]?.title).toBe("Third");
});
