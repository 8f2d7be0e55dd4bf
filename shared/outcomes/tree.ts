import { z } from "zod";

/**
 * The opportunity tree (Teresa Torres): outcome → opportunity (a user's need) → solution → experiment. Outcomes
 * and opportunities may stand below their own kind; nodes that are work name a live issue.
 */
const nodeKinds = ["outcome", "opportunity", "solution", "experiment"] as const;

export const treeNodeSchema = z.object({
  id: z.string().min(1),
  kind: z.enum(nodeKinds),
  title: z.string().trim().min(1, "A node of the tree needs a title."),
  parentId: z.string().nullable(),
  /** The issue that is this solution or experiment. */
  issueId: z.string().nullable().default(null),
});
export type TreeNode = z.output<typeof treeNodeSchema>;

export interface Branch {
  readonly node: TreeNode;
  readonly branches: readonly Branch[];
}

const parentKinds: Readonly<Record<TreeNode["kind"], readonly TreeNode["kind"][]>> = {
  outcome: ["outcome"],
  opportunity: ["outcome", "opportunity"],
  solution: ["opportunity"],
  experiment: ["solution"],
};

/** Why a node cannot stand where it wants to; null when it can. */
export function misplaced(nodes: readonly TreeNode[], node: TreeNode): string | null {
  if (node.parentId === null) {
    return node.kind === "outcome"
      ? null
      : `The ${node.kind} “${node.title}” needs a parent: ${words(node.kind)}.`;
  }
  const parent = nodes.find(({ id }) => id === node.parentId);
  if (parent === undefined) return `The parent of “${node.title}” does not exist any more.`;
  if (!parentKinds[node.kind].includes(parent.kind)) {
    return `The ${node.kind} “${node.title}” cannot stand below the ${parent.kind} “${parent.title}”; it needs ${words(node.kind)}.`;
  }
  const isRing = pathTo(nodes, parent.id).some(({ id }) => id === node.id);
  return isRing ? `“${node.title}” cannot stand below itself.` : null;
}

/** The trees from their roots; a node whose parent is missing becomes a root, and so does one node of a ring. */
export function branchesOf(nodes: readonly TreeNode[]): readonly Branch[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const below = Map.groupBy(nodes, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  );
  const shown = new Set<string>();
  const grow = (siblings: readonly TreeNode[]): readonly Branch[] =>
    siblings.flatMap((node) => {
      if (shown.has(node.id)) return [];
      shown.add(node.id);
      return [{ node, branches: grow(below.get(node.id) ?? []) }];
    });
  const roots = grow(below.get(null) ?? []);
  return [...roots, ...nodes.flatMap((node) => grow([node]))];
}

/** From the root down to the node itself: the why-chain. Stops where a ring would close. */
export function pathTo(nodes: readonly TreeNode[], id: string): readonly TreeNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: TreeNode[] = [];
  const seen = new Set<string>();
  for (
    let node = byId.get(id);
    node !== undefined && !seen.has(node.id);
    node = byId.get(node.parentId ?? "")
  ) {
    seen.add(node.id);
    path.unshift(node);
  }
  return path;
}

function words(kind: TreeNode["kind"]): string {
  return parentKinds[kind].map((parent) => `an ${parent}`.replace("an s", "a s")).join(" or ");
}
