import type { MemberRow } from "#sync/store/rollup.ts";
import type { Membership } from "./tracked-item.ts";

type Added = Omit<MemberRow, "until">;
type Left = Pick<MemberRow, "initiative" | "source" | "item">;

/** What comes into sources and what leaves them, gathered before it is written. */
export class SourceChanges {
  readonly #added = new Map<string, Added>();
  readonly #left = new Map<string, Left>();
  readonly #items = new Set<string>();

  /** An issue is in the source now, or is not: what differs from `before` is noted. */
  note(
    { initiative, source }: Pick<MemberRow, "initiative" | "source">,
    before: ReadonlyMap<string, Membership> | undefined,
    item: string,
    { isIn, isRoot, since }: { isIn: boolean; isRoot: boolean; since: number | null },
  ): void {
    const wasIn = before?.has(item) ?? false;
    const key = `${initiative} ${source} ${item}`;
    if (isIn && !wasIn) {
      this.#added.set(key, { initiative, source, item, isRoot, since });
      this.#items.add(item);
    }
    if (!isIn && wasIn) this.#left.set(key, { initiative, source, item });
  }

  /** Whether the issue comes into a source. */
  adds(item: string): boolean {
    return this.#items.has(item);
  }

  get rows(): { members: readonly Added[]; left: readonly Left[] } {
    return { members: [...this.#added.values()], left: [...this.#left.values()] };
  }
}
