import type { RollupPosition, RollupStore } from "#sync/store/rollup.ts";
import type { RollupIndex } from "./rollup-index.ts";
import { type Membership, trackedItemSchema } from "./tracked-item.ts";

interface FollowerParts {
  store: Pick<RollupStore, "follow" | "sources">;
  index: RollupIndex;
  /** Told when sources of an initiative can or cannot be read: by source, why not. */
  problems: (initiative: string, problems: ReadonlyMap<string, string>) => void;
}

/** Keeps this process's index as the store has it, whichever process gathered it. */
export class RollupFollower {
  readonly #parts: FollowerParts;
  #position: RollupPosition | null = null;
  #told = new Set<string>();
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Takes in what came since the last time; all there is at the first. */
  follow(): Promise<void> {
    // One after the other: two at once would take in the same rows.
    const turn = this.#turn.then(() => this.#follow());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #follow(): Promise<void> {
    const { store, index } = this.#parts;
    const { position, items, members } = await store.follow(this.#position);
    const parsed = items.flatMap(({ body }) => {
      const item = trackedItemSchema.safeParse(body);
      // One that an older version wrote otherwise is read again by the next sweep.
      return item.success ? [item.data] : [];
    });
    if (parsed.length > 0) index.put(parsed);
    for (const [initiative, some] of Map.groupBy(members, (row) => row.initiative)) {
      for (const [source, changes] of Map.groupBy(some, (row) => row.source)) {
        const now = new Map<string, Membership>(index.members(initiative).get(source));
        for (const row of changes) {
          if (row.until === null) now.set(row.item, row);
          else now.delete(row.item);
        }
        index.setMembers(initiative, source, [...now.values()]);
      }
    }
    this.#position = position;
    await this.#tellProblems();
  }

  async #tellProblems(): Promise<void> {
    const broken = (await this.#parts.store.sources()).filter(({ problem }) => problem !== null);
    const byInitiative = Map.groupBy(broken, ({ initiative }) => initiative);
    for (const initiative of new Set([...this.#told, ...byInitiative.keys()])) {
      const problems = (byInitiative.get(initiative) ?? []).map(
        ({ source, problem }) => [source, problem ?? ""] as const,
      );
      this.#parts.problems(initiative, new Map(problems));
    }
    this.#told = new Set(byInitiative.keys());
  }
}
