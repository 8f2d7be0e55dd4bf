import { randomUUID } from "node:crypto";
import type { Random } from "#sync/model/effects.ts";
import { type IssueId, issueId, type Side } from "#sync/model/issue.ts";
import { type ClaimedLink, type JournalEntry, type Link, type LinkEnd, linkId } from "#sync/model/link.ts";
import type { Store } from "#sync/store/open.ts";
import type { Hint, Lane, LinkCommit, MirrorStore } from "#sync/store/store.ts";

export const random: Random = { next: Math.random, uuid: randomUUID };

export const end = (id: string, version: number | null = null): LinkEnd => ({
  id: issueId(id),
  key: null,
  url: null,
  version,
});

export const hint = (side: Side, id: string, version: number | null = null): Hint => ({
  side,
  id: issueId(id),
  version,
});

/** A commit that changes nothing, with what the test changes. */
export const commitOf = (link: ClaimedLink, changes: Partial<LinkCommit> = {}): LinkCommit => ({
  link: link.id,
  fence: link.fence,
  state: link.state,
  note: link.note,
  jira: link.jira,
  linear: link.linear,
  base: link.base,
  agreedAt: null,
  generation: link.generation,
  mappedBy: link.mappedBy,
  settled: [],
  conflicts: [],
  over: [],
  parked: [],
  audit: [],
  lookAgainAt: null,
  ...changes,
});

export const journalEntry = (link: Link, changes: Partial<JournalEntry> = {}): JournalEntry => {
  const id = randomUUID();
  return {
    id,
    link: link.id,
    side: "linear",
    kind: "update",
    key: id,
    fields: { title: { jira: "Login fails", linear: "Login fails" } },
    generation: 1,
    probe: null,
    startedAt: 1_000,
    ...changes,
  };
};

interface Scene {
  mirror: string;
  connection: string;
  store: MirrorStore;
  hint(hints: readonly Hint[], options?: { lane?: Lane; now?: number }): Promise<number>;
  claim(options?: {
    worker?: string;
    limit?: number;
    now?: number;
    leaseUntil?: number;
  }): Promise<readonly ClaimedLink[]>;
  /** Claims what is due, which the test knows to be one link. */
  claimOne(options?: { worker?: string; now?: number; leaseUntil?: number }): Promise<ClaimedLink>;
  /** A clean link with both ends, observed at the given versions. */
  linked(jira: string, linear: string, versions?: { jira?: number; linear?: number }): Promise<Link>;
  link(side: Side, id: string): Promise<Link | undefined>;
  isDirty(): Promise<boolean>;
}

/** A fresh mirror in a connection of its own, so that tests share a database without meeting. */
export async function sceneIn({ mirror: store }: Store, connection: string = randomUUID()): Promise<Scene> {
  const mirror = `mirror-${randomUUID()}`;
  await store.saveMirror({ id: mirror, connection, mapping: "{}" });
  const scene: Scene = {
    mirror,
    connection,
    store,
    hint: (hints, { lane = "live", now = 0 } = {}) => store.hint(mirror, hints, lane, now),
    claim: ({ worker = "worker", limit = 100, now = 0, leaseUntil = now + 1_000 } = {}) =>
      store.claim({ mirror, worker, limit, now, leaseUntil }),
    claimOne: async (options) => {
      const [link, ...others] = await scene.claim(options);
      if (!link || others.length > 0)
        throw new Error(`${link ? 1 + others.length : 0} links are due, not one`);
      return link;
    },
    linked: async (jira, linear, versions = {}) => {
      await scene.hint([hint("jira", jira)]);
      const link = await scene.claimOne();
      await store.commit(
        commitOf(link, {
          state: "linked",
          jira: end(jira, versions.jira ?? 100),
          linear: end(linear, versions.linear ?? 100),
        }),
      );
      return link;
    },
    link: async (side, id) => (await store.linksByIssue(mirror, side, [issueId(id)])).get(issueId(id)),
    isDirty: async () => (await store.counts(mirror)).dirty > 0,
  };
  return scene;
}

export const noLink = linkId("no such link");
export const ids = (links: readonly Link[], side: Side): readonly (IssueId | undefined)[] =>
  links.map((link) => link[side]?.id);
