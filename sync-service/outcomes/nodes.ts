import type { TreeNode } from "#shared/outcomes/tree.ts";
import type { OutcomesLedger } from "./ledger.ts";

/** The whole tree, outcomes and what stands below them, as its rules see it. */
export function nodesOf({ outcomes, nodes }: OutcomesLedger): TreeNode[] {
  return [
    ...[...outcomes.values()].map(({ body: { id, title, parentId } }) => ({
      id,
      kind: "outcome" as const,
      title,
      parentId,
      issueId: null,
    })),
    ...[...nodes.values()].map(({ body: { id, kind, title, parentId, issue } }) => ({
      id,
      kind,
      title,
      parentId,
      issueId: issue?.id ?? null,
    })),
  ];
}
