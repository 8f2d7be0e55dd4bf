import type { FieldName, Side } from "#sync/model/issue.ts";
import type { LinkState } from "#sync/model/link.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { CommentOutcome } from "#sync/trackers/comment-port.ts";
import type { CreateIssue, Tracker, UpdateIssue } from "#sync/trackers/tracker.ts";
import { MirrorEngine } from "./engine.ts";
import type { EngineParts } from "./parts.ts";
import { readableValue } from "./readable-value.ts";

export interface Change {
  /** The issue that would be written. */
  key: string;
  side: Side;
  field: FieldName;
  from: string;
  to: string;
}

/** What a run of a mirror would do. */
export interface Rehearsal {
  mirror: string;
  /** The sources whose counterparts would be created, by the side they would be created on. */
  creations: Record<Side, string[]>;
  changes: Change[];
  comments: number;
  /** Differences that would wait for a person. */
  asks: number;
  /** What would be refused or wait, each reason with how often. */
  parked: ReadonlyMap<string, number>;
  /** Links by the state they would leave and the one they would get. */
  moves: ReadonlyMap<LinkState, number>;
  /** Why the mirror would pause, if it would. */
  pause: string | null;
}

/** Far enough for a rehearsal to come to rest. */
const LATER = 24 * 60 * 60_000;

/**
 * Runs a mirror as it would run now, on a copy of its database and on trackers that are only read: lists,
 * looks at every pair, plans, and writes down what it would send.
 */
export async function rehearse(
  parts: Omit<EngineParts, "store" | "worker">,
  copy: MirrorStore,
  mirror: Mirror,
): Promise<Rehearsal> {
  const told: Told = { creations: [], updates: [], comments: 0 };
  const retryAt = parts.clock.now() + LATER;
  const engine = new MirrorEngine(
    {
      ...parts,
      store: copy,
      worker: "rehearsal",
      jira: onlyRead(parts.jira, told, retryAt),
      linear: onlyRead(parts.linear, told, retryAt),
      log: () => undefined,
    },
    mirror,
  );
  await engine.resume();
  const before = await copy.counts(mirror.id);
  const earlier = new Set((await copy.parked(mirror.id)).map(({ link, field }) => `${link} ${field}`));
  await engine.poll();
  await engine.lookAtAll();
  await engine.workUntilQuiet();
  const after = await copy.counts(mirror.id);
  const state = (await copy.mirrors()).find(({ id }) => id === mirror.id);
  const parked = (await copy.parked(mirror.id)).filter(({ link, field }) => !earlier.has(`${link} ${field}`));
  return {
    mirror: mirror.id,
    creations: creationsOf(told.creations),
    changes: told.updates.flatMap((update) => changesOf(engine, update)),
    comments: told.comments,
    asks: after.openConflicts - before.openConflicts,
    parked: countsBy(parked.map(({ field, message }) => `${field}: ${message}`)),
    moves: new Map(
      (["missing", "tombstone", "unlinked"] as const)
        .map((name) => [name, after.byState[name] - before.byState[name]] as const)
        .filter(([, count]) => count > 0),
    ),
    pause: state?.pausedReason ?? null,
  };
}

interface Told {
  creations: { side: Side; item: CreateIssue }[];
  updates: { side: Side; item: UpdateIssue }[];
  comments: number;
}

/** The tracker with every write taken down instead of sent. */
function onlyRead<S extends Side>(tracker: Tracker<S>, told: Told, retryAt: number): Tracker<S> {
  const notSent = { kind: "not-sent", reason: "this is a rehearsal", retryAt } as const;
  const all = <Item>(items: readonly Item[], note: (item: Item) => void): Promise<(typeof notSent)[]> => {
    for (const item of items) note(item);
    return Promise.resolve(items.map(() => notSent));
  };
  const { side } = tracker;
  const comment = (items: readonly unknown[]): Promise<CommentOutcome<S>[]> =>
    all(items, () => (told.comments += 1));
  return {
    ...tracker,
    create: (items) => all(items, (item) => told.creations.push({ side, item: item })),
    update: (items) => all(items, (item) => told.updates.push({ side, item: item })),
    mark: (items) => all(items, () => undefined),
    retireDuplicate: () => Promise.resolve(notSent),
    comments: { ...tracker.comments, create: comment, update: comment, remove: comment },
  };
}

function creationsOf(creations: Told["creations"]): Record<Side, string[]> {
  const keysOn = (side: Side): string[] => [
    ...new Set(creations.filter((one) => one.side === side).map(({ item }) => item.counterpart.key)),
  ];
  return { jira: keysOn("jira"), linear: keysOn("linear") };
}

function changesOf(engine: MirrorEngine, { side, item }: Told["updates"][number]): Change[] {
  const directory = engine.directories?.[side];
  const shared = { key: item.observed.key, side };
  const values: Partial<Record<FieldName, unknown>> = item.observed.values;
  const changes = Object.entries(item.set).map(([name, value]): Change => {
    const field = name as FieldName;
    const from = readableValue(directory, field, values[field]);
    return { ...shared, field, from, to: readableValue(directory, field, value) };
  });
  if (!item.labels) return changes;
  const { add, remove } = item.labels;
  return [...changes, { ...shared, field: "labels", from: remove.join(", "), to: add.join(", ") }];
}

function countsBy(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** Issues that are mirrored already and would be written, or leave the mirror. */
export function touched({ changes, moves }: Rehearsal): number {
  const keys = new Set(changes.map(({ key }) => key));
  return keys.size + [...moves.values()].reduce((sum, count) => sum + count, 0);
}
