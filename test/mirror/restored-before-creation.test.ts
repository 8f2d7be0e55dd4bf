import { afterEach, beforeEach, expect, it } from "vitest";
import { openSimulated } from "#test/simulation/backup.ts";
import { seeded, seedIssues, twinsAndEngine, type Twins } from "./twins.ts";

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
