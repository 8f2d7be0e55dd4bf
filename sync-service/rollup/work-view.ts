import type { WorkView } from "#shared/contract/initiatives/words.ts";
import type { Work } from "#shared/rollup/works.ts";
import type { RollupIndex } from "./rollup-index.ts";

/** A work without its title: whoever answers a reader fills in what that reader may see. */
export function workView(index: RollupIndex, work: Work): WorkView {
  const end = (side: "jira" | "linear"): WorkView["jira"] => {
    const item = work.items.find(({ tracker }) => tracker === side);
    return item ? { id: item.id.slice(side.length + 1), key: item.key, url: item.url ?? null } : null;
  };
  return {
    itemIds: work.items.map(({ id }) => id),
    jira: end("jira"),
    linear: end("linear"),
    title: null,
    isPrivate: work.items.some(({ id }) => index.item(id)?.isPrivate === true),
  };
}

/** Who can act on a work: whoever it is assigned to, on either side. */
export function assigneeOf(index: RollupIndex, work: Work): string | null {
  for (const { id } of work.items) {
    const assignee = index.item(id)?.assignee ?? null;
    if (assignee !== null) return assignee.name ?? assignee.id;
  }
  return null;
}
