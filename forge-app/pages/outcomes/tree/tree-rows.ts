import type { ObjectiveView, OutcomesTree, TreeNodeView } from "#shared/contract/outcomes/tree.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";

/** The tree as the rows of a list: what stands below what, and which of it is to be seen. */

export type TreeItem =
  | {
      readonly kind: "objective";
      readonly id: string;
      readonly title: string;
      readonly objective: ObjectiveView;
    }
  | { readonly kind: "outcome"; readonly id: string; readonly title: string; readonly outcome: OutcomeHead }
  | {
      readonly kind: TreeNodeView["kind"];
      readonly id: string;
      readonly title: string;
      readonly node: TreeNodeView;
    };

/** What a row is asked to do, by key or by its buttons. */
export type RowAct = "open" | "add" | "edit" | "remove";

interface Grown {
  readonly item: TreeItem;
  readonly below: readonly Grown[];
}

export interface TreeRow {
  readonly item: TreeItem;
  readonly parent: string | null;
  /** From 1. */
  readonly level: number;
  readonly place: number;
  readonly siblings: number;
  /** Null: nothing stands below it. */
  readonly isExpanded: boolean | null;
}

/** Objectives first, each with its key results; what stands below something that is not there becomes a root. */
function grow(tree: OutcomesTree, showsClosed: boolean): readonly Grown[] {
  const outcomes = tree.outcomes.filter(({ isClosed }) => showsClosed || !isClosed);
  const items: readonly TreeItem[] = [
    ...tree.objectives.map((objective): TreeItem => ({
      kind: "objective",
      id: objective.id,
      title: objective.title,
      objective,
    })),
    ...outcomes.map((outcome): TreeItem => ({
      kind: "outcome",
      id: outcome.id,
      title: outcome.title,
      outcome,
    })),
    ...tree.nodes.map((node): TreeItem => ({ kind: node.kind, id: node.id, title: node.title, node })),
  ];
  const known = new Set(items.map(({ id }) => id));
  const isBelow = (item: TreeItem): string | null => {
    const parent =
      item.kind === "objective"
        ? null
        : item.kind === "outcome"
          ? (item.outcome.parentId ?? item.outcome.objectiveId)
          : item.node.parentId;
    return parent !== null && known.has(parent) ? parent : null;
  };
  // What stands below a closed outcome is hidden with it.
  const hidden = new Set(tree.outcomes.filter(({ id }) => !known.has(id)).map(({ id }) => id));
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const node of tree.nodes) if (hidden.has(node.parentId)) hidden.add(node.id);
  }
  const below = Map.groupBy(
    items.filter(({ id }) => !hidden.has(id)),
    isBelow,
  );
  const shown = new Set<string>();
  const branches = (parent: string | null): readonly Grown[] =>
    (below.get(parent) ?? []).flatMap((item) => {
      if (shown.has(item.id)) return [];
      shown.add(item.id);
      return [{ item, below: branches(item.id) }];
    });
  return branches(null);
}

/** The rows that are to be seen: those below a collapsed one are not. */
export function rowsOf(
  tree: OutcomesTree,
  collapsed: ReadonlySet<string>,
  showsClosed: boolean,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (grown: readonly Grown[], parent: string | null, level: number) => {
    grown.forEach(({ item, below }, at) => {
      const isExpanded = below.length === 0 ? null : !collapsed.has(item.id);
      rows.push({ item, parent, level, place: at + 1, siblings: grown.length, isExpanded });
      if (isExpanded === true) visit(below, item.id, level + 1);
    });
  };
  visit(grow(tree, showsClosed), null, 1);
  return rows;
}

/** What may stand below an item: the kind that "add below" makes. */
export function kindBelow(kind: TreeItem["kind"]): TreeNodeView["kind"] | "outcome" | null {
  switch (kind) {
    case "objective":
      return "outcome";
    case "outcome":
      return "opportunity";
    case "opportunity":
      return "solution";
    case "solution":
      return "experiment";
    case "experiment":
      return null;
  }
}
