import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "#shared/contract/operations.ts";
import { KeptRows } from "#test/rollup/kept-rows.ts";
import { tracked } from "#test/rollup/example-items.ts";
import { newRequest, scoringScene, type Scene } from "./forge/scoring-scene.ts";

/** Titles that must not get out are planted, and every answer to every kind of asker is searched for them. */

const SECRETS = {
  "jira:1": "Secret of Jira",
  "linear:open": "Secret of Linear",
  "linear:pair": "Secret of a pair",
  "linear:private": "Secret of a private team",
  "linear:other": "Secret of another initiative",
};
type Item = keyof typeof SECRETS;
const STAYS: Item[] = ["linear:private", "linear:other"];

let scene: Scene;
let board: Record<string, string>;
let lena: Record<string, string>;

beforeAll(async () => {
  scene = await scoringScene();
  await save("checkout", null, 0, { kind: "none" });
  await save("search", null, 0, { kind: "none" });
  const { store, clock, initiatives, access } = scene;
  const rows = new KeptRows(store.rollup, initiatives.index, () => clock.now());
  const blocked = { since: "2026-01-02" as const, by: ["ENG-9"] };
  await rows.put(
    tracked("SHOP-1", { id: "jira:1", tracker: "jira", team: "SHOP", blocked }),
    tracked("ENG-1", { id: "linear:open", blocked }),
    tracked("ENG-2", { id: "linear:pair", counterpartId: "jira:2" }),
    tracked("SHOP-2", { id: "jira:2", tracker: "jira", team: "SHOP", counterpartId: "linear:pair" }),
    tracked("SEC-1", { id: "linear:private", isPrivate: true, blocked }),
    tracked("ENG-3", { id: "linear:other" }),
  );
  await store.rollup.write({
    ...{
      at: clock.now(),
      mergeSince: clock.now(),
      items: [],
      members: [],
      left: [],
      sources: [],
      dropped: [],
    },
    titles: Object.entries(SECRETS).map(([item, title]) => ({ item, title })),
  });
  await rows.bring("checkout", "1", ["jira:1", "linear:open", "linear:pair", "linear:private"]);
  await rows.bring("search", "1", ["linear:other"]);
  board = bearer((await access.share("checkout", "Board", 30, "a test")).token);
  lena = bearer(await access.openSession({ name: "Lena", email: null }, 30, "a test"));
});
afterAll(() => scene.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
async function save(
  name: string,
  initiative: string | null,
  basedOn: number,
  titles: unknown,
): Promise<void> {
  const sources = [{ kind: "jql", id: "1", label: "All", jql: "labels = x" }];
  const request = { request: newRequest(), initiative, basedOn, definition: { name, sources, titles } };
  await scene.ask(
    scene.ada,
    "/forge/operations/initiative.save",
    request,
    operations["initiative.save"].answer,
  );
}

/** What a request may be like; what an operation does not take, it refuses. */
const REQUESTS = [
  {},
  { initiative: "checkout" },
  { initiative: "search" },
  { initiative: "checkout", asOf: "2026-01-01" },
  { project: "SHOP" },
  { project: null },
  { whose: "all" },
  { project: null, state: "all" },
];
const READS = Object.entries(operations).flatMap(([name, { does }]) => (does === "read" ? [name] : []));

/** Everything that an asker is answered. */
async function everything(headers: Record<string, string> | "in Jira"): Promise<string> {
  const before = scene.answered.length;
  const bodies: string[] = [];
  for (const name of READS) {
    for (const request of REQUESTS) {
      if (headers === "in Jira") {
        const path = `/forge/operations/${name}`;
        await scene.ask(scene.ada, path, request, operations["initiatives.version"].answer).catch(() => null);
      } else {
        const url = `/api/operations/${name}`;
        bodies.push((await scene.server.inject({ method: "POST", url, headers, payload: request })).body);
      }
    }
  }
  return [...bodies, ...scene.answered.slice(before)].join("\n");
}
const told = (text: string): Item[] =>
  Object.entries(SECRETS).flatMap(([item, title]) => (text.includes(title) ? [item as Item] : []));

describe("titles", () => {
  it("that nobody published are told to nobody outside; in Jira those that Jira cannot tell", async () => {
    expect(told(await everything(board))).toEqual([]);
    expect(told(await everything(lena))).toEqual([]);
    expect(told(await everything("in Jira"))).toEqual(["linear:open", "linear:other"]);
  });

  it("that somebody chose are told, and no others", async () => {
    await save("checkout", "checkout", 1, { kind: "chosen", items: ["jira:1", "linear:private"] });
    expect(told(await everything(board))).toEqual(["jira:1"]);
    expect(told(await everything(lena))).toEqual(["jira:1"]);
  });

  it("of a whole initiative are told but for private teams and other initiatives", async () => {
    await save("checkout", "checkout", 2, { kind: "all" });
    for (const asker of [board, lena]) {
      const text = await everything(asker);
      expect(told(text)).toEqual(["jira:1", "linear:open", "linear:pair"]);
      expect(STAYS.filter((item) => told(text).includes(item))).toEqual([]);
      expect(text, "the private one counts").toContain("SEC-1");
    }
  });

  it("are in no version, snapshot or log", async () => {
    const { store } = scene;
    const kept = [await store.rollup.follow(null), await store.rollup.membersOf("checkout")];
    expect(told(JSON.stringify([kept, scene.logged, scene.initiatives.version("checkout")]))).toEqual([]);
  });
});
