import type { RollupStore } from "#sync/store/rollup.ts";
import type { RollupHistory } from "./past.ts";
import { trackedItemSchema, type ItemVersion } from "./tracked-item.ts";

/** The past of an initiative's issues, and of the other halves of their pairs, as the store kept it. */
export function storedHistory(store: Pick<RollupStore, "membersOf" | "versionsOf">): RollupHistory {
  const versionsOf = async (ids: readonly string[]): Promise<ItemVersion[]> => {
    const rows = await store.versionsOf(ids);
    return rows.flatMap(({ body, since, until }) => {
      const { data: item } = trackedItemSchema.safeParse(body);
      return item === undefined ? [] : [{ item, since, until }];
    });
  };
  return {
    async rows(initiative) {
      const members = await store.membersOf(initiative);
      const ids = new Set(members.map(({ item }) => item));
      const versions = await versionsOf([...ids]);
      const halves = versions.flatMap(({ item: { counterpartId } }) =>
        counterpartId === null || ids.has(counterpartId) ? [] : [counterpartId],
      );
      return { members, versions: [...versions, ...(await versionsOf(halves))] };
    },
  };
}
