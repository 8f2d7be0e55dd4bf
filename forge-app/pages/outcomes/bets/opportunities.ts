import type { TreeNodeView } from "#shared/contract/outcomes/tree.ts";

/** The opportunities that stand anywhere below an outcome, for a choice. */
export function opportunitiesOf(
  nodes: readonly TreeNodeView[],
  outcome: string,
): readonly { readonly value: string; readonly label: string }[] {
  const found: { value: string; label: string }[] = [];
  const visit = (parent: string) => {
    for (const { id, kind, title, parentId } of nodes) {
      if (parentId !== parent || kind !== "opportunity" || found.some(({ value }) => value === id)) continue;
      found.push({ value: id, label: title });
      visit(id);
    }
  };
  visit(outcome);
  return found;
}
