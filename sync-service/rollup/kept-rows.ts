import type { ItemRow, RollupStore } from "#sync/store/rollup.ts";
import { type ItemVersion, type Membership, trackedItemSchema } from "./tracked-item.ts";

/** Everything that was gathered of an initiative, the other halves of its pairs included: what past days are rebuilt from. */
export async function keptRows(
  store: Pick<RollupStore, "membersOf" | "versionsOf">,
  initiative: string,
): Promise<{ versions: readonly ItemVersion[]; members: readonly Membership[] }> {
  const members = await store.membersOf(initiative);
  const own = new Set(members.map(({ item }) => item));
  const versions = parsed(await store.versionsOf([...own]));
  const others = versions.flatMap(({ item }) => item.counterpartId ?? []).filter((id) => !own.has(id));
  return { versions: [...versions, ...parsed(await store.versionsOf(others))], members };
}

function parsed(rows: readonly ItemRow[]): readonly ItemVersion[] {
  return rows.flatMap(({ body, since, until }) => {
    const item = trackedItemSchema.safeParse(body);
    return item.success ? [{ item: item.data, since, until }] : [];
  });
}
