import { withoutCycles } from "./hierarchy.ts";
import type { FieldOwners, RollupItem, RollupSource, StatusCategory, Tracker } from "./item.ts";

/**
 * One piece of work, counted once: an issue, or both halves of a mirrored pair, however many sources and parents
 * lead to it.
 */
export interface Work {
  /** One item, or the Jira and the Linear half of a pair. */
  readonly items: readonly RollupItem[];
  readonly status: StatusCategory;
  readonly points: number | null;
  readonly time: RollupItem["time"];
  readonly isSubtask: boolean;
  readonly team: string;
  /** Labels of the sources that bring it. */
  readonly sources: readonly string[];
  /** A source names this very issue, or it stands at the top of a source that is no issue. */
  readonly isRoot: boolean;
  readonly isTop: boolean;
  /** Positions in the list of works. A cycle's own edges are left out. */
  readonly children: readonly number[];
  readonly parents: readonly number[];
  readonly inCycle: boolean;
  /** Where the halves of a pair differ and whose value counts; null when they agree. */
  readonly diverged: string | null;
}

/**
 * The works that the sources bring. `pool` may hold more than is counted: the other half of a pair is looked up
 * there, so that the owner's side of a field is known even when only one half is in a source.
 */
export function collectWorks(
  pool: readonly RollupItem[],
  sources: readonly RollupSource[],
  owners: FieldOwners,
): readonly Work[] {
  const byId = new Map(pool.map((item) => [item.id, item]));
  const halves = pairUp(byId);
  const positionOf = new Map<string, number>();
  const groups: { items: readonly RollupItem[]; labels: string[]; isRoot: boolean }[] = [];

  for (const source of sources) {
    const roots = new Set(source.rootIds);
    for (const id of [...source.rootIds, ...source.itemIds]) {
      let position = positionOf.get(id);
      if (position === undefined) {
        const item = byId.get(id);
        if (item === undefined) continue;
        const items = halves.get(id) ?? [item];
        position = groups.length;
        groups.push({ items, labels: [], isRoot: false });
        for (const item of items) positionOf.set(item.id, position);
      }
      const group = groups[position];
      if (group === undefined) continue;
      if (!group.labels.includes(source.label)) group.labels.push(source.label);
      if (roots.has(id)) group.isRoot = true;
    }
  }

  const parents = groups.map(({ items }, position) => {
    const found: number[] = [];
    for (const item of items) {
      for (const parentId of item.parentIds) {
        const parent = positionOf.get(parentId);
        if (parent !== undefined && parent !== position && !found.includes(parent)) found.push(parent);
      }
    }
    return found;
  });
  const hierarchy = withoutCycles(parents);
  const tops = topsOf(sources, positionOf, hierarchy.parents, groups);

  return groups.map(({ items, labels, isRoot }, position) => ({
    ...valuesOf(items, owners),
    sources: labels,
    isRoot,
    isTop: tops.has(position),
    children: hierarchy.children[position] ?? [],
    parents: hierarchy.parents[position] ?? [],
    inCycle: hierarchy.inCycle.has(position),
  }));
}

/**
 * The same work after one of its issues changed in nothing that places it (`isPlacedAlike`): in an initiative of
 * thousands the rest need not be collected anew.
 */
export function withItem(work: Work, item: RollupItem, owners: FieldOwners): Work {
  const items = work.items.map((one) => (one.id === item.id ? item : one));
  return { ...work, ...valuesOf(items, owners) };
}

/** Whether two states of an issue stand at the same place among the others. */
export function isPlacedAlike(one: RollupItem, other: RollupItem): boolean {
  return (
    one.tracker === other.tracker &&
    one.counterpartId === other.counterpartId &&
    one.parentIds.length === other.parentIds.length &&
    one.parentIds.every((id, place) => id === other.parentIds[place])
  );
}

type Values = Pick<Work, "items" | "status" | "points" | "time" | "team" | "isSubtask" | "diverged">;

/** What a work says for itself, wherever it stands. */
function valuesOf(items: readonly RollupItem[], owners: FieldOwners): Values {
  const [only, other] = items;
  if (only !== undefined && other === undefined) {
    const { status, points, time, team, isSubtask } = only;
    return { items, status, points, time, team, isSubtask, diverged: null };
  }
  const { points, team } = side(items, owners.points);
  return {
    items,
    status: side(items, owners.status).status,
    points,
    time: side(items, owners.time).time,
    team,
    isSubtask: items.some((item) => item.isSubtask),
    diverged: divergence(items, owners),
  };
}

/** "SHOP-12 = ENG-4" for a pair. */
export function workKey(work: Work): string {
  return work.items.map((item) => item.key).join(" = ");
}

type Pair = readonly [jira: RollupItem, linear: RollupItem];

/**
 * Each paired id to its pair; either half may name the other. Where several name one, the least ids are the pair, in
 * whatever order they came.
 */
function pairUp(byId: ReadonlyMap<string, RollupItem>): ReadonlyMap<string, Pair> {
  const halves = new Map<string, Pair>();
  const named: Pair[] = [];
  let isDisputed = false;
  for (const item of byId.values()) {
    const other = item.counterpartId === null ? undefined : byId.get(item.counterpartId);
    if (other === undefined || other.tracker === item.tracker) continue;
    const known = halves.get(item.id);
    if (known !== undefined && known === halves.get(other.id)) continue;
    const pair: Pair = item.tracker === "jira" ? [item, other] : [other, item];
    isDisputed ||= known !== undefined || halves.has(other.id);
    named.push(pair);
    halves.set(item.id, pair).set(other.id, pair);
  }
  return isDisputed ? leastPairs(named) : halves;
}

function leastPairs(named: readonly Pair[]): ReadonlyMap<string, Pair> {
  const halves = new Map<string, Pair>();
  const byIds = new Map(named.map((pair) => [`${pair[0].id} ${pair[1].id}`, pair]));
  for (const [, pair] of [...byIds].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const [jira, linear] = pair;
    if (!halves.has(jira.id) && !halves.has(linear.id)) halves.set(jira.id, pair).set(linear.id, pair);
  }
  return halves;
}

function side(items: readonly RollupItem[], owner: Tracker): RollupItem {
  const found = items.find((item) => item.tracker === owner) ?? items[0];
  if (found === undefined) throw new Error("A work without an item: this is a bug in the roll-up.");
  return found;
}

function divergence(items: readonly RollupItem[], owners: FieldOwners): string | null {
  const [one, other] = items;
  if (one === undefined || other === undefined) return null;
  const parts: string[] = [];
  if (one.status !== other.status) {
    parts.push(
      `${one.key} is ${one.status}, ${other.key} is ${other.status}; ${trackerNames[owners.status]} owns the status`,
    );
  }
  if (one.points !== other.points) {
    const points = (item: RollupItem): string =>
      item.points === null ? "no estimate" : `${item.points} ${item.points === 1 ? "point" : "points"}`;
    parts.push(
      `${one.key} has ${points(one)}, ${other.key} ${points(other)}; ${trackerNames[owners.points]} owns the estimate`,
    );
  }
  return parts.length === 0 ? null : parts.join(", and ");
}

const trackerNames: Readonly<Record<Tracker, string>> = { jira: "Jira", linear: "Linear" };

/** In a source that is no issue, the issues without a parent inside that source. */
function topsOf(
  sources: readonly RollupSource[],
  positionOf: ReadonlyMap<string, number>,
  parents: readonly (readonly number[])[],
  groups: readonly { readonly labels: readonly string[] }[],
): ReadonlySet<number> {
  const tops = new Set<number>();
  for (const source of sources) {
    if (source.rootIds.length > 0) continue;
    for (const id of source.itemIds) {
      const position = positionOf.get(id);
      if (position === undefined) continue;
      const above = parents[position] ?? [];
      if (!above.some((parent) => groups[parent]?.labels.includes(source.label))) tops.add(position);
    }
  }
  return tops;
}
