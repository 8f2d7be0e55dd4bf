import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { OutcomesTree } from "#shared/contract/outcomes/tree.ts";
import { useRoute } from "../../route.ts";
import { OutcomeForm } from "../one/outcome-form.tsx";
import { outcomePath } from "../routes.ts";
import { NewNode } from "./new-node.tsx";
import { NodeForm } from "./node-form.tsx";
import { ObjectiveForm } from "./objective-form.tsx";
import { RemoveNode } from "./remove-node.tsx";
import { moveOf } from "./tree-keys.ts";
import { kindBelow, rowsOf } from "./tree-rows.ts";
import type { RowAct, TreeItem } from "./tree-rows.ts";
import { TreeRowView } from "./tree-row-view.tsx";

/** The tree itself: arrows go through it, Enter opens, N adds below, E edits, Delete takes out. */
export function TreeList({ tree, showsClosed }: { tree: OutcomesTree; showsClosed: boolean }) {
  const { go } = useRoute();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [adding, setAdding] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ act: "edit" | "remove" | "add"; item: TreeItem } | null>(null);
  const list = useRef<HTMLDivElement | null>(null);
  const leadsTo = useRef<string | null>(null);
  const rows = useMemo(() => rowsOf(tree, collapsed, showsClosed), [tree, collapsed, showsClosed]);
  const at = Math.max(
    0,
    rows.findIndex(({ item }) => item.id === active),
  );

  const focusOn = (id: string) => {
    setActive(id);
    leadsTo.current = id;
  };
  useEffect(() => {
    if (leadsTo.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-node="${leadsTo.current}"]`)?.focus();
    leadsTo.current = null;
  });

  const setExpanded = (ids: readonly string[], isExpanded: boolean) => {
    setCollapsed((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (isExpanded) next.delete(id);
        else next.add(id);
      }
      return next;
    });
  };
  const act = (item: TreeItem, what: RowAct) => {
    setActive(item.id);
    if (what === "open" && item.kind === "outcome") go(outcomePath(item.id));
    else if (what === "open" || what === "edit") setDialog({ act: "edit", item });
    else if (what === "remove") setDialog({ act: "remove", item });
    else if (kindBelow(item.kind) === "outcome") setDialog({ act: "add", item });
    else if (kindBelow(item.kind) !== null) {
      setExpanded([item.id], true);
      setAdding(item.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Fields and buttons within a row keep their keys.
    if (!(event.target instanceof HTMLElement) || event.target.role !== "treeitem") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    if (row === undefined) return;
    const acts: Readonly<Record<string, RowAct>> = {
      Enter: "open",
      n: "add",
      Insert: "add",
      e: "edit",
      F2: "edit",
      Delete: "remove",
    };
    const what = acts[event.key];
    if (what !== undefined) act(row.item, what);
    else {
      const move = moveOf(rows, at, event.key);
      if (move === null) return;
      if (move.kind === "focus") focusOn(move.id);
      else if (move.kind === "expand") setExpanded(move.ids, true);
      else setExpanded([move.id], false);
    }
    event.preventDefault();
  };
  const close = () => {
    if (dialog !== null) leadsTo.current = dialog.item.id;
    setDialog(null);
  };

  return (
    <>
      <div
        ref={list}
        className="tree"
        role="tree"
        aria-label="Outcomes and what serves them"
        onKeyDown={onKeyDown}
      >
        {rows.map((row, position) => (
          <TreeRowView
            key={row.item.id}
            row={row}
            today={tree.today}
            isActive={position === at}
            onFocus={() => setActive(row.item.id)}
            onToggle={() => setExpanded([row.item.id], row.isExpanded === false)}
            onAct={(what) => act(row.item, what)}
          >
            {adding === row.item.id ? (
              <NewNode
                parent={row.item}
                level={row.level + 1}
                onDone={(id) => {
                  setAdding(null);
                  focusOn(id ?? row.item.id);
                }}
              />
            ) : null}
          </TreeRowView>
        ))}
      </div>
      <p className="keys quiet">
        Arrows go through the tree, Enter opens, N adds below, E edits, Delete takes out.
      </p>
      {dialog === null ? null : dialog.act === "add" ? (
        <OutcomeForm outcome={null} below={dialog.item} onClose={close} />
      ) : dialog.item.kind === "outcome" ? (
        <OutcomeForm outcome={dialog.item.outcome} below={null} onClose={close} />
      ) : dialog.item.kind === "objective" ? (
        <ObjectiveForm objective={dialog.item.objective} onClose={close} />
      ) : dialog.act === "remove" ? (
        <RemoveNode node={dialog.item.node} nodes={tree.nodes} onClose={close} />
      ) : (
        <NodeForm node={dialog.item.node} nodes={tree.nodes} outcomes={tree.outcomes} onClose={close} />
      )}
    </>
  );
}
