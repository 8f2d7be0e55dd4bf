import type { RollupIndex } from "#sync/rollup/rollup-index.ts";
import type { TrackedItem } from "#sync/rollup/tracked-item.ts";
import type { RollupStore } from "#sync/store/rollup.ts";

/** What gathering does, without trackers: feeds an index, and has the store keep what held when. */
export class KeptRows {
  readonly #store: RollupStore;
  readonly #index: RollupIndex;
  readonly #now: () => number;
  readonly #brought = new Map<string, readonly string[]>();

  constructor(store: RollupStore, index: RollupIndex, now: () => number) {
    this.#store = store;
    this.#index = index;
    this.#now = now;
  }

  async put(...items: TrackedItem[]): Promise<void> {
    await this.#write({ items: items.map((item) => ({ id: item.id, body: item })) });
    this.#index.put(items);
  }

  /** The source brings these from now on; those of its first reading were there before anybody looked. */
  async bring(initiative: string, source: string, items: readonly string[]): Promise<void> {
    const name = `${initiative} ${source}`;
    const before = this.#brought.get(name);
    const left = (before ?? []).filter((item) => !items.includes(item));
    const came = items.filter((item) => before?.includes(item) !== true);
    const since = before === undefined ? null : this.#now();
    await this.#write({
      left: left.map((item) => ({ initiative, source, item })),
      members: came.map((item) => ({ initiative, source, item, isRoot: false, since })),
    });
    this.#brought.set(name, items);
    const members = (await this.#store.membersOf(initiative)).filter(
      (row) => row.source === source && row.until === null,
    );
    this.#index.setMembers(initiative, source, members);
  }

  #write(change: Partial<Parameters<RollupStore["write"]>[0]>): Promise<void> {
    const at = this.#now();
    const nothing = { items: [], members: [], left: [], sources: [], dropped: [], titles: [] };
    return this.#store.write({ at, mergeSince: Number.MAX_SAFE_INTEGER, ...nothing, ...change });
  }
}
