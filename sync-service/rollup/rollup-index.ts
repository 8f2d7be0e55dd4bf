import type { RollupSettings } from "#shared/contract/initiatives/definition.ts";
import type { RollupSource } from "#shared/rollup/item.ts";
import { defaultProgressSettings, progressOfWorks, type Progress } from "#shared/rollup/progress.ts";
import { collectWorks, isPlacedAlike, withItem, type Work } from "#shared/rollup/works.ts";
import { defaultRollupSettings, type Initiative } from "./initiative.ts";
import type { Membership, TrackedItem } from "./tracked-item.ts";

/** Told which initiatives changed, each time that one did. */
type Listener = (initiatives: ReadonlySet<string>) => void;

interface Kept {
  definition: Initiative | null;
  /** By source, by item. */
  members: Map<string, ReadonlyMap<string, Membership>>;
  /** Null until somebody asks, and again when an issue came, went or moved among the others. */
  works: { list: Work[]; positionOf: ReadonlyMap<string, number> } | null;
  progress: Progress | null;
  /** Raised by whatever its numbers may depend on. */
  changes: number;
}

/**
 * All initiatives over all their issues, in memory. A change of one issue touches the initiatives that look at it and no
 * other; what it means for them is worked out when somebody asks. Numbers come from the same pure rules
 * (`shared/rollup`) whether one issue changed or all: `differences` recomputes everything and tells what disagrees.
 */
export class RollupIndex {
  readonly #items = new Map<string, TrackedItem>();
  /** By the id of an issue, those that call it their other half. */
  readonly #namedBy = new Map<string, Set<string>>();
  /** By the id of an issue, the initiatives that have it in a source, with the number of those sources. */
  readonly #holders = new Map<string, Map<string, number>>();
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<Listener>();
  #settings: RollupSettings = defaultRollupSettings;
  #changes = 0;

  /** Issues as they are now, new or known. Returns the initiatives that are touched. */
  put(items: readonly TrackedItem[]): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const item of items) {
      const before = this.#items.get(item.id);
      if (before !== undefined && isSame(before, item)) continue;
      const isPlaced = before !== undefined && isPlacedAlike(before, item);
      const looking = new Set(this.#lookingAt(item.id));
      this.#items.set(item.id, item);
      if (!isPlaced) {
        this.#name(item.id, before?.counterpartId ?? null, item.counterpartId);
        for (const id of this.#lookingAt(item.id)) looking.add(id);
      }
      for (const id of looking) {
        touched.add(id);
        if (isPlaced) this.#replace(id, item);
        else this.#scatter(id);
      }
    }
    return this.#tell(touched);
  }

  /** Issues that are gone from their tracker. */
  remove(ids: readonly string[]): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const id of ids) {
      const item = this.#items.get(id);
      if (item === undefined) continue;
      for (const initiative of this.#lookingAt(id)) touched.add(initiative);
      this.#items.delete(id);
      this.#name(id, item.counterpartId, null);
    }
    for (const id of touched) this.#scatter(id);
    return this.#tell(touched);
  }

  /** Everything that a source of an initiative brings now; what it brought before is forgotten. */
  setMembers(initiative: string, source: string, members: readonly Membership[]): ReadonlySet<string> {
    const kept = this.#keep(initiative);
    const before = kept.members.get(source);
    const now = new Map(members.map((member) => [member.item, member]));
    if (before !== undefined && haveSameMembers(before, now)) return new Set();
    for (const item of before?.keys() ?? []) if (!now.has(item)) this.#hold(item, initiative, -1);
    for (const item of now.keys()) if (before?.has(item) !== true) this.#hold(item, initiative, 1);
    if (now.size === 0) kept.members.delete(source);
    else kept.members.set(source, now);
    this.#scatter(initiative);
    return this.#tell(new Set([initiative]));
  }

  /** What people decided about an initiative; null: there is none any more. */
  define(id: string, definition: Initiative | null): ReadonlySet<string> {
    if (definition === null) {
      for (const source of [...(this.#kept.get(id)?.members.keys() ?? [])]) this.setMembers(id, source, []);
      this.#kept.delete(id);
    } else {
      this.#keep(id).definition = definition;
      this.#scatter(id);
    }
    return this.#tell(new Set([id]));
  }

  setSettings(settings: RollupSettings): ReadonlySet<string> {
    this.#settings = settings;
    for (const id of this.#kept.keys()) this.#scatter(id);
    return this.#tell(new Set(this.#kept.keys()));
  }

  /** Something else that an initiative's page shows changed: a human update, say. */
  touch(ids: Iterable<string>): ReadonlySet<string> {
    const touched = new Set(ids);
    for (const id of touched) {
      const kept = this.#kept.get(id);
      if (kept) kept.changes += 1;
    }
    return this.#tell(touched);
  }

  get ids(): readonly string[] {
    return [...this.#kept].flatMap(([id, { definition }]) => (definition === null ? [] : [id]));
  }

  definition(id: string): Initiative | null {
    return this.#kept.get(id)?.definition ?? null;
  }

  item(id: string): TrackedItem | null {
    return this.#items.get(id) ?? null;
  }

  /** The initiatives that count or leave out this issue, or its other half. */
  initiativesOf(item: string): readonly string[] {
    return [...this.#lookingAt(item)].filter((id) => this.definition(id) !== null);
  }

  /** The initiatives that count or leave out something directly below an issue. */
  initiativesBelow(item: string): readonly string[] {
    const found = new Set<string>();
    for (const [id, { parentIds }] of this.#items) {
      if (parentIds.includes(item)) for (const initiative of this.initiativesOf(id)) found.add(initiative);
    }
    return [...found];
  }

  /** By source, what it brings. */
  members(id: string): ReadonlyMap<string, ReadonlyMap<string, Membership>> {
    return this.#kept.get(id)?.members ?? new Map<string, ReadonlyMap<string, Membership>>();
  }

  /** Equal while nothing changed in this process; null: of any initiative. */
  changes(id: string | null): number {
    return id === null ? this.#changes : (this.#kept.get(id)?.changes ?? 0);
  }

  progress(id: string): Progress {
    const kept = this.#keep(id);
    kept.works ??= this.#collect(kept);
    kept.progress ??= progressOfWorks(kept.works.list, this.#rules);
    return kept.progress;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The self-check: recomputes every initiative from its issues and names those whose kept number was another. */
  differences(): readonly string[] {
    return this.ids.filter((id) => {
      const kept = this.#keep(id);
      const shown = this.progress(id);
      kept.works = this.#collect(kept);
      kept.progress = progressOfWorks(kept.works.list, this.#rules);
      return !haveSameNumbers(shown, kept.progress);
    });
  }

  get #rules() {
    return { ...defaultProgressSettings, ...this.#settings };
  }

  #keep(id: string): Kept {
    const known = this.#kept.get(id);
    if (known) return known;
    const kept = { definition: null, members: new Map(), works: null, progress: null, changes: 0 };
    this.#kept.set(id, kept);
    return kept;
  }

  #collect({ definition, members }: Kept): NonNullable<Kept["works"]> {
    const sources = (definition?.sources ?? []).map(({ id }): RollupSource => {
      const brought = [...(members.get(id)?.values() ?? [])];
      const rootIds = brought.flatMap(({ item, isRoot }) => (isRoot ? [item] : []));
      // By its id: two sources may bear one label.
      return { id, label: id, rootIds, itemIds: brought.map(({ item }) => item) };
    });
    const pool = new Map<string, TrackedItem>();
    const take = (id: string): TrackedItem | undefined => {
      const item = this.#items.get(id);
      if (item) pool.set(id, item);
      return item;
    };
    for (const { itemIds } of sources) {
      for (const id of itemIds) {
        const other = take(id)?.counterpartId ?? null;
        if (other !== null) take(other);
        for (const naming of this.#namedBy.get(id) ?? []) take(naming);
      }
    }
    const list = [...collectWorks([...pool.values()], sources, defaultProgressSettings.owners)];
    const positionOf = new Map<string, number>();
    list.forEach(({ items }, position) => {
      for (const { id } of items) positionOf.set(id, position);
    });
    return { list, positionOf };
  }

  /** Those with the issue in a source, and those with an issue in a source that is its other half. */
  #lookingAt(id: string): ReadonlySet<string> {
    const looking = new Set(this.#holders.get(id)?.keys());
    const other = this.#items.get(id)?.counterpartId ?? null;
    if (other !== null) for (const holder of this.#holders.get(other)?.keys() ?? []) looking.add(holder);
    for (const naming of this.#namedBy.get(id) ?? []) {
      for (const holder of this.#holders.get(naming)?.keys() ?? []) looking.add(holder);
    }
    return looking;
  }

  #replace(initiative: string, item: TrackedItem): void {
    const kept = this.#keep(initiative);
    kept.changes += 1;
    kept.progress = null;
    const position = kept.works?.positionOf.get(item.id);
    const work = position === undefined ? undefined : kept.works?.list[position];
    if (position === undefined || work === undefined || kept.works === null) return;
    kept.works.list[position] = withItem(work, item, defaultProgressSettings.owners);
  }

  /** Its issues have to be put together anew. */
  #scatter(initiative: string): void {
    const kept = this.#keep(initiative);
    kept.changes += 1;
    kept.works = null;
    kept.progress = null;
  }

  #name(id: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (before !== null) this.#namedBy.get(before)?.delete(id);
    if (now !== null) this.#namedBy.set(now, (this.#namedBy.get(now) ?? new Set()).add(id));
  }

  #hold(item: string, initiative: string, by: 1 | -1): void {
    const holders = this.#holders.get(item) ?? new Map<string, number>();
    const sources = (holders.get(initiative) ?? 0) + by;
    if (sources > 0) holders.set(initiative, sources);
    else holders.delete(initiative);
    if (holders.size > 0) this.#holders.set(item, holders);
    else this.#holders.delete(item);
  }

  #tell(touched: ReadonlySet<string>): ReadonlySet<string> {
    if (touched.size === 0) return touched;
    this.#changes += 1;
    for (const listener of this.#listeners) listener(touched);
    return touched;
  }
}

/** But for the moment of its last change, which no number depends on. */
function isSame({ updatedAt: _, ...one }: TrackedItem, { updatedAt: __, ...other }: TrackedItem): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function haveSameMembers(
  before: ReadonlyMap<string, Membership>,
  now: ReadonlyMap<string, Membership>,
): boolean {
  if (before.size !== now.size) return false;
  for (const [item, { isRoot, since }] of now) {
    const known = before.get(item);
    if (known === undefined || known.isRoot !== isRoot || known.since !== since) return false;
  }
  return true;
}

function haveSameNumbers(one: Progress, other: Progress): boolean {
  return (
    one.share === other.share &&
    one.total === other.total &&
    one.lines.length === other.lines.length &&
    one.leftOut.length === other.leftOut.length &&
    one.lines.every((line, place) => {
      const beside = other.lines[place];
      return beside !== undefined && beside.weight === line.weight && beside.done === line.done;
    })
  );
}
