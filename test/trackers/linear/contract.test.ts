import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { change, counterpartOf, created, creation, live, markOf, type World, worldWith } from "./world.ts";

const file = join(import.meta.dirname, "../../../../shared/data/specs/linear-88.3.0.schema.graphql");
const sentSchema = z.object({ query: z.string() });

/** Does everything that the port offers, once. */
async function everything(world: World): Promise<void> {
  const { tracker } = world;
  const scope = { containers: [world.team] };
  await tracker.directory(live);
  const [first, second] = await created(world, 2);
  if (!first || !second) throw new Error("Two issues were to be created");
  for await (const page of tracker.changes(scope, 0, live)) expect(page.length).toBeGreaterThan(0);
  for await (const page of tracker.list(scope, live)) expect(page.length).toBeGreaterThan(0);
  await tracker.observe([first.id], live);
  await tracker.create([creation(world, 3, { labels: ["made"] })], live);
  await tracker.update([change(world, first, { title: "t" }, { add: ["more"], remove: ["made"] })], live);
  await tracker.mark([{ id: second.id, mark: markOf(2), counterpart: counterpartOf(2) }], live);
  for (let n = 10; n < 20; n++) {
    await tracker.mark([{ id: first.id, mark: markOf(1, n), counterpart: counterpartOf(n) }], live);
  }
  await tracker.observe([first.id], live);
  await tracker.findCreated(world.team, ["a"], "", live);
  await tracker.retireDuplicate(second.id, markOf(2), live);
  const card = { issue: first.id, url: "https://acme.test/1", title: "RICE 7", subtitle: "", content: "c" };
  await tracker.cards.write([card], live);
  for await (const page of tracker.cards.list(live))
    expect(page).toEqual([{ issue: first.id, url: card.url, content: "c" }]);
}

describe.skipIf(!existsSync(file))("Linear's published schema (../shared/data/specs)", () => {
  it("accepts every document that the adapter sends", async () => {
    const schema: GraphQLSchema = buildSchema(readFileSync(file, "utf8"), { assumeValidSDL: true });
    const users = Array.from({ length: 260 }, (_, n) => ({ email: `p${n}@acme.test`, name: `Person ${n}` }));
    const sent: string[] = [];
    const world = worldWith({ users }, async (request, twin) => {
      sent.push(sentSchema.parse(await request.clone().json()).query);
      return twin(request);
    });
    await everything(world);
    const operations = new Set(sent.map((text) => /(query|mutation) \w+/.exec(text)?.[0]));
    expect([...operations].sort()).toEqual([
      "mutation Attach",
      "mutation Create",
      "mutation CreateLabels",
      "mutation Retire",
      "mutation Update",
      "query Attachments",
      "query Cards",
      "query Directory",
      "query Existing",
      "query Labels",
      "query More",
      "query Observe",
      "query Sightings",
      "query Traces",
    ]);
    for (const text of new Set(sent)) {
      expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
    }
  });
});
