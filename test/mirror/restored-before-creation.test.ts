import { afterEach, beforeEach, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { openSimulated, type Backup } from "#test/simulation/backup.ts";
import { people, seeded, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

/** How many issues the service ever created in each tracker, those included that it took away again. */
const creations = () =>
  [twins.jira, twins.linear].map(
    ({ edits }) =>
      edits
        .since()
        .filter(
          ({ object, field, actor }) => object === "issue" && field === "created" && actor.kind === "app",
        ).length,
  );

it("case 29: a database from between the first listing and the first creations makes nothing a second time", async () => {
  seedIssues(twins, { jira: 2, linear: 2 });
  const [saved] = await twins.store.mirror.mirrors();
  const before = await openSimulated(seeded(2));
  await before.store.mirror.saveMirror(saved ?? { id: "", connection: "", mapping: "" });
  const first = twins.restart({ store: before.store });
  await first.poll();
  const backup = await before.backup();
  await first.workUntilQuiet();
  expect(creations()).toEqual([2, 2]);
  await before.store.close();

  const restored = await openSimulated(seeded(3), backup);
  const second = twins.restart({ worker: "third", store: restored.store });
  for (let round = 0; round < 3; round += 1) {
    await second.workUntilQuiet();
    await second.poll();
    await second.sweep();
    twins.clock.advance(60_000);
  }
  expect(creations()).toEqual([2, 2]);
  expect(twins.differences()).toEqual([]);
  await restored.store.close();
});

it.each([
  ["when it looks at the creation first", false],
  ["when it was told of the deletion first", true],
])(
  "case 29: a database from the middle of a creation does not make again what a person deleted since, %s",
  async (_, isTold) => {
    seedIssues(twins, { jira: 0, linear: 1 });
    const [saved] = await twins.store.mirror.mirrors();
    const before = await openSimulated(seeded(2));
    await before.store.mirror.saveMirror(saved ?? { id: "", connection: "", mapping: "" });
    let backup: Backup = [];
    const journal = before.store.mirror.journal.bind(before.store.mirror);
    before.store.mirror.journal = async (...given) => {
      const held = await journal(...given);
      backup = await before.backup();
      return held;
    };
    const first = twins.restart({ store: before.store });
    await first.poll();
    await first.workUntilQuiet();
    expect(creations()).toEqual([1, 0]);
    await before.store.close();
    const [made] = twins.jira.dump().issues;
    twins.jira.act({ as: people.ada, do: "deleteIssue", issue: "SHOP-1" });

    const restored = await openSimulated(seeded(3), backup);
    const second = twins.restart({ worker: "third", store: restored.store });
    if (isTold) await second.hint([{ side: "jira", id: issueId(made?.id ?? ""), version: null }], "live");
    await second.workUntilQuiet();
    for (let round = 0; round < 6; round += 1) {
      twins.clock.advance(60_000);
      await second.poll();
      await second.workUntilQuiet();
    }
    expect(creations()).toEqual([1, 0]);
    await restored.store.close();
  },
);
