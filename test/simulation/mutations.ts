import type { Clock } from "#sync/model/effects.ts";
import type { EngineParts } from "#sync/mirror/parts.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { Observation, Snapshot } from "#sync/model/issue.ts";
import type { Tracker, UpdateIssue, WriteOutcome } from "#sync/trackers/tracker.ts";

/** A deliberately broken engine: one of its parts does not keep its promise. */
export interface Mutation {
  name: string;
  store?: (store: MirrorStore, tools: { clock: Clock }) => MirrorStore;
  /** Changes the parts in place. */
  parts?: (parts: EngineParts) => void;
}

/** The same store but for some methods. */
const but = (store: MirrorStore, changed: Partial<MirrorStore>): MirrorStore =>
  new Proxy(store, {
    get: (target, name) => Reflect.get(name in changed ? changed : target, name) as unknown,
  });

/** Both trackers with some methods replaced by what `change` makes of each. */
const inBoth = (change: (tracker: Tracker) => Partial<Tracker>) => (parts: EngineParts) => {
  parts.jira = { ...parts.jira, ...(change(parts.jira) as Partial<Tracker<"jira">>) };
  parts.linear = { ...parts.linear, ...(change(parts.linear) as Partial<Tracker<"linear">>) };
};

/** As if a tracker had stored just what it was sent. */
function taken(item: UpdateIssue, version: number): WriteOutcome {
  const values = { ...item.observed.values, ...item.set };
  return { kind: "applied", snapshot: { ...item.observed, version, values } as Snapshot, refused: [] };
}

const MINUTE = 60_000;

export const MUTATIONS: readonly Mutation[] = [
  {
    name: "the base is dropped",
    store: (store) =>
      but(store, {
        claim: async (request) => (await store.claim(request)).map((link) => ({ ...link, base: {} })),
      }),
  },
  {
    name: "the journal is forgotten",
    store: (store) => but(store, { journalOf: () => Promise.resolve([]) }),
  },
  {
    name: "the cursor is now",
    store: (store, { clock }) =>
      but(store, {
        setCursor: (mirror, name, value) =>
          store.setCursor(
            mirror,
            name,
            name.endsWith("-changes") ? String(clock.now() + 10 * MINUTE) : value,
          ),
      }),
  },
  {
    name: "an echo is told by a time window",
    store: (store, { clock }) => {
      const written = new Map<string, number>();
      return but(store, {
        commit: async (commit) => {
          for (const end of [commit.jira, commit.linear]) if (end) written.set(end.id, clock.now());
          return await store.commit(commit);
        },
        hint: (mirror, hints, lane, now) => {
          const left = hints.filter(({ id }) => now - (written.get(id) ?? 0) > 30 * MINUTE);
          return left.length === 0 ? Promise.resolve(0) : store.hint(mirror, left, lane, now);
        },
      });
    },
  },
  {
    name: "our own write counts as newer than what follows",
    store: (store) => {
      const later = <End extends { version: number | null }>(end: End | null): End | null =>
        end && { ...end, version: end.version === null ? null : end.version + 10 * MINUTE };
      return but(store, {
        commit: (commit) =>
          store.commit({ ...commit, jira: later(commit.jira), linear: later(commit.linear) }),
      });
    },
  },
  {
    name: "an absent counterpart is made anew",
    store: (store) =>
      but(store, {
        claim: async (request) =>
          (await store.claim(request)).map((link) =>
            link.state === "missing" ? { ...link, linear: null, state: "new" as const } : link,
          ),
      }),
  },
  {
    name: "nothing is read back",
    parts: inBoth((tracker) => ({
      update: async (items, options) =>
        (await tracker.update(items, options)).map((outcome, index) => {
          const item = items[index];
          if (outcome.kind !== "applied" || !item) return outcome;
          return taken(item, outcome.snapshot.version);
        }),
    })),
  },
  {
    name: "of a batch the first alone is sent, and all count as written",
    parts: inBoth((tracker) => ({
      update: async (items, options) => {
        const [first] = items;
        if (first === undefined) return [];
        const sent = await tracker.update([first], options);
        return [...sent, ...items.slice(1).map((item) => taken(item, item.observed.version))];
      },
    })),
  },
  {
    name: "what was left open is not looked at again",
    store: (store) => but(store, { commit: (commit) => store.commit({ ...commit, lookAgainAt: null }) }),
  },
  {
    name: "a look is answered from memory for five minutes",
    parts: (parts) => {
      const remembered = new Map<string, { at: number; seen: Observation }>();
      inBoth((tracker) => ({
        observe: async (ids, options) => {
          const now = parts.clock.now();
          const observed = await tracker.observe(ids, options);
          return new Map(
            [...observed].map(([id, one]) => {
              const kept = remembered.get(id);
              if (kept && now - kept.at < 5 * MINUTE) return [id, kept.seen];
              remembered.set(id, { at: now, seen: one });
              return [id, one];
            }),
          );
        },
      }))(parts);
    },
  },
  {
    name: "labels are only ever added",
    parts: inBoth((tracker) => ({
      update: (items, options) =>
        tracker.update(
          items.map((item) =>
            item.labels === undefined ? item : { ...item, labels: { add: item.labels.add, remove: [] } },
          ),
          options,
        ),
    })),
  },
  {
    name: "marks are not written",
    parts: inBoth(() => ({
      mark: (items) => Promise.resolve(items.map(() => ({ kind: "applied" as const }))),
    })),
  },
  {
    name: "the losing value is not recorded",
    store: (store) =>
      but(store, {
        journal: (entries, links) =>
          store.journal(
            entries,
            links.map((link) => ({ ...link, conflicts: [] })),
          ),
      }),
  },
  {
    name: "what a write covered is not recorded",
    store: (store) =>
      but(store, {
        commit: (commit) =>
          store.commit({
            ...commit,
            conflicts: commit.conflicts.filter(({ resolution }) => resolution === "ask"),
          }),
      }),
  },
  {
    name: "a hint older than the newest of any issue is passed over",
    store: (store) => {
      let newest = 0;
      return but(store, {
        hint: (mirror, hints, lane, now) => {
          const left = hints.filter(({ version }) => version === null || version >= newest);
          newest = Math.max(newest, ...hints.map(({ version }) => version ?? 0));
          return left.length === 0 ? Promise.resolve(0) : store.hint(mirror, left, lane, now);
        },
      });
    },
  },
  {
    name: "refused writes are dropped",
    store: (store) =>
      but(store, { commit: (commit) => store.commit({ ...commit, parked: [], lookAgainAt: null }) }),
  },
  {
    name: "a restored database is not noticed",
    parts: inBoth((tracker) => ({
      observe: async (ids, options) => {
        const observed = await tracker.observe(ids, options);
        return new Map(
          [...observed].map(([id, one]) => {
            if (one.kind === "absent" || !one.snapshot.mark) return [id, one];
            return [
              id,
              { ...one, snapshot: { ...one.snapshot, mark: { ...one.snapshot.mark, generation: 0 } } },
            ];
          }),
        );
      },
    })),
  },
];
