import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueId, type Side } from "#sync/model/issue.ts";
import type { ClaimedLink, LinkId } from "#sync/model/link.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { ENGINES } from "./engines.ts";
import { commitOf, end, hint, journalEntry, random, sceneIn } from "./scene.ts";

const WORKERS = 8;
const ISSUES = 40;

describe.each(ENGINES)("eight workers on one mirror, on $engine", ({ engine, freshUrl }) => {
  let stores: readonly Store[] = [];
  beforeAll(async () => {
    const url = await freshUrl();
    const open = () => openStore({ url, random });
    // SQLite is one process with one connection; on PostgreSQL each worker is a process of its own.
    const one = await open();
    const others = Array.from({ length: WORKERS - 1 }, () =>
      engine === "SQLite" ? Promise.resolve(one) : open(),
    );
    stores = [one, ...(await Promise.all(others))];
  });
  afterAll(async () => {
    await Promise.all([...new Set(stores)].map((store) => store.close()));
  });

  it("never hold the same link, pair every issue once, and end with nothing dirty", async () => {
    const [first] = stores;
    if (!first) throw new Error("the stores are open");
    const scene = await sceneIn(first);
    const every = Array.from({ length: ISSUES }, (_, index) => hint("jira", `${index}`));
    await scene.hint(every);

    const held = new Map<LinkId, number>();
    const twice: LinkId[] = [];
    await Promise.all(stores.map((store, worker) => work(store.mirror, `worker ${worker}`)));

    expect(twice).toEqual([]);
    expect(await scene.store.counts(scene.mirror)).toMatchObject({
      total: ISSUES,
      byState: { linked: ISSUES },
      dirty: 0,
      journal: 0,
    });
    const links = await scene.store.links(scene.mirror, null, ISSUES);
    expect(links.filter(({ jira, linear }) => linear?.id !== `made for ${jira?.id ?? ""}`)).toEqual([]);

    async function work(store: Store["mirror"], worker: string): Promise<void> {
      for (let round = 0; (await store.nextDue(scene.mirror)) !== null; round += 1) {
        const claimed = await store.claim({
          mirror: scene.mirror,
          worker,
          limit: 7,
          now: 0,
          leaseUntil: 1_000,
        });
        for (const { id, fence } of claimed) {
          if (held.has(id)) twice.push(id);
          held.set(id, fence);
        }
        // Webhooks of both sides meanwhile, of our own writes and of others', in any order.
        if (round < 6) await store.hint(scene.mirror, someHints(), "live", 0);

        const [known, unknown] = [claimed.filter(({ jira }) => jira), claimed.filter(({ jira }) => !jira)];
        for (const link of unknown) await joinToItsPair(store, link);
        const paired = known.map((link) => ({
          ...link,
          link: link.id,
          state: "creating" as const,
          linear: end(`made for ${link.jira?.id ?? ""}`, 10),
        }));
        const before = await store.journalOf(known.map(({ id }) => id));
        const entries = known.map((link) => journalEntry(link));
        await store.journal(entries, paired);
        for (const link of paired) {
          if (held.get(link.id) === link.fence) held.delete(link.id);
          const settled = [...before, ...entries]
            .filter((entry) => entry.link === link.id)
            .map(({ id }) => id);
          const jira = end(link.jira?.id ?? "", 10);
          await store.commit(commitOf({ ...link, jira }, { state: "linked", settled }));
        }
      }
    }

    /** The webhook of an issue that was being made came first: its link belongs to the one that made it. */
    async function joinToItsPair(store: Store["mirror"], link: ClaimedLink): Promise<void> {
      if (!link.linear) throw new Error("a new link has one end");
      const jira = issueId(link.linear.id.replace("made for ", ""));
      const into = (await store.linksByIssue(scene.mirror, "jira", [jira])).get(jira);
      if (!into) throw new Error("every Jira issue has a link");
      const holder = held.get(into.id);
      held.delete(link.id);
      if (await store.join(link, into.id, "linear", link.linear)) {
        // Its holder has lost the lease, unless another has it by now.
        if (held.get(into.id) === holder) held.delete(into.id);
      } else {
        await store.release([link], 0);
      }
    }
  });
});

function someHints() {
  const sides: readonly Side[] = ["jira", "linear"];
  return sides.flatMap((side) =>
    Array.from({ length: 15 }, () => {
      const jira = `${Math.floor(random.next() * ISSUES)}`;
      const version = random.next() < 0.5 ? 10 : null;
      return { side, id: issueId(side === "jira" ? jira : `made for ${jira}`), version };
    }),
  );
}
