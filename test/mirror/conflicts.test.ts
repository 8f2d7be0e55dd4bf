import { afterEach, expect, it } from "vitest";
import type { Side } from "#sync/model/issue.ts";
import type { Conflict } from "#sync/model/link.ts";
import { people, seedIssues, type Twins, twinsAndEngine } from "./twins.ts";

let twins: Twins;
afterEach(async () => {
  await twins.close();
});

/** One pair whose title has been edited on both sides at once, under the given owner. */
async function titlesInConflict(owner: string): Promise<Conflict> {
  twins = await twinsAndEngine({ mirror: { fields: { title: { owner } } } });
  seedIssues(twins, { jira: 1, linear: 0 });
  await twins.quiet();
  editTitles({ jira: "Ada's title", linear: "Jon's title" });
  await twins.quiet();
  return await onlyConflict();
}

function editTitles({ jira, linear }: Partial<Record<Side, string>>): void {
  twins.clock.advance(1_000);
  if (jira !== undefined) twins.jira.act({ as: people.ada, do: "editIssue", issue: "SHOP-1", summary: jira });
  if (linear !== undefined)
    twins.linear.act({ as: people.jon, do: "updateIssue", issue: "SHO-1", title: linear });
}

async function onlyConflict(): Promise<Conflict> {
  const [conflict] = await conflicts();
  if (!conflict) throw new Error("There is no conflict");
  return conflict;
}

const conflicts = () => twins.store.mirror.conflicts("shop", { openOnly: false });

async function decide({ id }: Conflict, keep: Side): Promise<void> {
  await twins.store.mirror.decide(id, keep, twins.clock.now());
  await twins.quiet();
}

const titles = () => ({
  jira: twins.jira.dump().issues[0]?.summary,
  linear: twins.linear.dump().issues[0]?.title,
});

it("an asked-for decision is carried out on both sides, and can be taken back", async () => {
  const conflict = await titlesInConflict("ask");
  expect(titles()).toEqual({ jira: "Ada's title", linear: "Jon's title" });
  await decide(conflict, "linear");
  expect(titles()).toEqual({ jira: "Jon's title", linear: "Jon's title" });
  expect(await conflicts()).toMatchObject([{ resolution: "linear", decided: null, jira: "Ada's title" }]);
  expect(await twins.store.mirror.conflicts("shop", { openOnly: true })).toEqual([]);
  await decide(conflict, "jira");
  expect(titles()).toEqual({ jira: "Ada's title", linear: "Ada's title" });
});

it("the value that lost against the owner is restored with one decision", async () => {
  const conflict = await titlesInConflict("linear");
  expect(titles()).toEqual({ jira: "Jon's title", linear: "Jon's title" });
  await decide(conflict, "jira");
  expect(titles()).toEqual({ jira: "Ada's title", linear: "Ada's title" });
  expect(await conflicts()).toHaveLength(1);
});

it("what a restored value replaces is kept when it is in no record yet", async () => {
  const conflict = await titlesInConflict("linear");
  editTitles({ linear: "A third title" });
  await twins.quiet();
  await decide(conflict, "jira");
  expect(titles()).toEqual({ jira: "Ada's title", linear: "Ada's title" });
  const [, second] = await conflicts();
  expect(second).toMatchObject({ resolution: "jira", jira: "A third title", linear: "A third title" });
});

it("an open conflict keeps to one record, with the values of the last look", async () => {
  await titlesInConflict("ask");
  editTitles({ linear: "Jon's second title" });
  await twins.quiet();
  expect(await conflicts()).toMatchObject([{ jira: "Ada's title", linear: "Jon's second title" }]);
});

it("an open conflict is over when people make both sides say the same", async () => {
  await titlesInConflict("ask");
  editTitles({ linear: "Ada's title" });
  await twins.quiet();
  expect(await twins.store.mirror.conflicts("shop", { openOnly: true })).toEqual([]);
  expect(twins.differences()).toEqual([]);
});

it("a decision that a crash interrupts is carried out by whoever comes next", async () => {
  const conflict = await titlesInConflict("ask");
  await twins.store.mirror.decide(conflict.id, "jira", twins.clock.now());
  const handle = twins.linear.handle.bind(twins.linear);
  twins.linear.handle = () => Promise.reject(new Error("the cable was pulled"));
  await twins.engine.work();
  twins.linear.handle = handle;
  twins.clock.advance(130_000);
  await twins.quiet(twins.restart());
  expect(titles()).toEqual({ jira: "Ada's title", linear: "Ada's title" });
  expect(await twins.store.mirror.conflicts("shop", { openOnly: true })).toEqual([]);
});
