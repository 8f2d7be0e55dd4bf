import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkId } from "#sync/model/link.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { testDatabaseUrl } from "#test/postgres.ts";
import { ENGINES } from "./engines.ts";
import { hint, random, sceneIn } from "./scene.ts";

let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "throughline-store-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe("opening a store", () => {
  it.each(["mysql://localhost/x", "x.sqlite", ""])(
    "refuses the address %j and says which it takes",
    async (url) => {
      await expect(openStore({ url, random })).rejects.toThrow("Set DATABASE_URL");
    },
  );

  it("makes the file's directory, and finds everything again the next time", async () => {
    const url = `file:${directory}/not/yet/there/mirror.sqlite`;
    const first = await openStore({ url, random });
    const scene = await sceneIn(first);
    const link = await scene.linked("1", "a");
    await first.close();
    const second = await openStore({ url, random });
    expect(await second.mirror.linkById(link.id)).toMatchObject({ state: "linked", linear: { id: "a" } });
    await second.close();
  });

  it("on a PostgreSQL that is not there says so", async () => {
    await expect(openStore({ url: "postgres://nobody@127.0.0.1:1/none", random })).rejects.toThrow();
  });

  it("works when several processes make the tables at once, on PostgreSQL", async () => {
    const url = await testDatabaseUrl();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url, random })));
    await Promise.all(stores.map(async (store) => (await sceneIn(store)).hint([hint("jira", "1")])));
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe("processes that share an SQLite file", () => {
  it("make its tables at once and wait for each other's writes", async () => {
    const url = `file:${directory}/shared.sqlite`;
    const processes = ["one", "two"].map((name) => committingProcess(url, name, 30));
    const exits = await Promise.all(processes.map(async ({ child }) => once(child, "exit")));
    expect(exits).toEqual([
      [0, null],
      [0, null],
    ]);
    const store = await openStore({ url, random });
    for (const name of ["one", "two"]) {
      expect(await store.mirror.counts(name)).toMatchObject({ total: 30, dirty: 0, parked: 30, journal: 0 });
    }
    await store.close();
  });
});

describe.each(ENGINES)("a process killed in mid-work, on $engine", ({ engine, freshUrl }) => {
  it("loses nothing that was committed, and leaves no half commit", async () => {
    const url = engine === "SQLite" ? `file:${directory}/killed.sqlite` : await freshUrl();
    const committed: string[] = [];
    for (const [round, killAfter] of [3, 14].entries()) {
      const { child, lines } = committingProcess(url, `round ${round}`, 100_000);
      for await (const line of lines) {
        committed.push(line);
        if (committed.length >= killAfter) child.kill("SIGKILL");
      }
    }
    expect(committed.length).toBeGreaterThanOrEqual(14);
    const store = await openStore({ url, random });
    for (const id of committed) {
      expect(await store.mirror.linkById(linkId(id))).toMatchObject({ state: "linked" });
    }
    for (const round of [0, 1]) expect(await halfCommits(store, `round ${round}`)).toEqual([]);
    await store.close();
  });
});

/** Links of which one part of a commit is there and another is not. */
async function halfCommits({ mirror: store }: Store, mirror: string): Promise<readonly unknown[]> {
  const links = await store.links(mirror, null, 100_000);
  const parked = new Map((await store.parked(mirror)).map((write) => [write.link, write.message]));
  const audit = new Map((await store.audit(mirror, 100_000)).map((entry) => [entry.link, entry.message]));
  const journal = new Set((await store.journalOf(links.map(({ id }) => id))).map(({ link }) => link));
  return links.filter(({ id, state, note }) => {
    const parts = [
      state === "linked",
      note !== null,
      parked.get(id) === `${note}`,
      audit.get(id) === `${note}`,
    ];
    const whole = state === "linked" && parts.every(Boolean) && !journal.has(id);
    const none = state !== "linked" && !parts.some(Boolean);
    return !whole && !none;
  });
}

function committingProcess(url: string, name: string, most: number) {
  const script = join(import.meta.dirname, "committing-process.ts");
  const child: ChildProcess = spawn(process.execPath, [script, url, name, `${most}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("the process's output is piped");
  return { child, lines: createInterface({ input: child.stdout }) };
}
