import { useMemo } from "react";
import type { TreeNodeView } from "#shared/contract/outcomes/tree.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useWrite } from "../../components/use-write.ts";
import { count } from "../../components/words.ts";
import { useOutcomes } from "../outcomes-context.ts";

/** Takes a node out of the tree, and says first what goes with it. */
export function RemoveNode(properties: {
  node: TreeNodeView;
  nodes: readonly TreeNodeView[];
  onClose: () => void;
}) {
  const { node, nodes, onClose } = properties;
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const below = useMemo(() => countBelow(nodes, node.id), [nodes, node.id]);
  const remove = async () => {
    const request = { why: null, node: node.id, basedOn: node.revision };
    if ((await write("outcomes.remove-node", request)) === null) return;
    saved(`“${node.title}” is taken out.`);
    onClose();
  };
  return (
    <FormDialog
      title={`Take out “${node.title}”?`}
      submit="Take it out"
      canSubmit
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void remove()}
      onClose={onClose}
    >
      <p>
        {below === 0
          ? "Nothing stands below it."
          : `What stands below it goes with it: ${count(below)} ${below === 1 ? "node" : "nodes"}.`}{" "}
        Issues stay as they are, and the history keeps what was here.
      </p>
    </FormDialog>
  );
}

function countBelow(nodes: readonly TreeNodeView[], id: string): number {
  const below = nodes.filter(({ parentId }) => parentId === id);
  return below.reduce((sum, each) => sum + 1 + countBelow(nodes, each.id), 0);
}
