import type { RollupSettings } from "#shared/contract/initiatives/definition.ts";
import type { Initiative } from "./initiative.ts";
import { RollupIndex } from "./rollup-index.ts";
import { rollupAt, type ItemVersion, type Membership } from "./tracked-item.ts";

/** What a store keeps of the past of an initiative's issues. */
export interface RollupHistory {
  /**
   * The rows of an initiative that held at a moment (ms), and of every issue that was first seen later its first row.
   * More rows do no harm.
   */
  rows(
    initiative: string,
    moment: number,
  ): Promise<{ versions: readonly ItemVersion[]; members: readonly Membership[] }>;
}

/** An initiative as it was, in an index of its own: a past page is made by the very code that makes today's. */
interface Past {
  readonly index: RollupIndex;
  /** Some of it is what the trackers say of their issues' dates, as nobody looked then. */
  readonly isRebuilt: boolean;
}

export async function pastOf(
  history: RollupHistory,
  { id, initiative, settings }: { id: string; initiative: Initiative; settings: RollupSettings },
  moment: number,
): Promise<Past> {
  const { versions, members } = await history.rows(id, moment);
  const { items, members: held, isRebuilt } = rollupAt(versions, members, moment);
  const index = new RollupIndex();
  index.setSettings(settings);
  index.define(id, initiative);
  index.put(items);
  for (const [source, some] of Map.groupBy(held, (member) => member.source))
    index.setMembers(id, source, some);
  return { index, isRebuilt };
}
