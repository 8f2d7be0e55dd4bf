import DynamicTable from "@atlaskit/dynamic-table";
import { z } from "zod";
import type { ForgeDoc } from "../../surface/messages.ts";
import { node } from "../node.ts";
import type { Parts } from "../node.ts";

const cell = z.strictObject({ cellKey: z.string(), width: z.number().exactOptional() });
const row = z.strictObject({ rowKey: z.string() });

/** UI Kit sends a table as nodes of its own: wrappers named head and rows, rows, cells. */
export const table = {
  DynamicTable: node(
    z.strictObject({ caption: z.string().exactOptional(), label: z.string().exactOptional() }),
    (props, _, { doc, show }) => (
      <DynamicTable
        {...props}
        head={{ cells: inside(doc, "head").map((each) => shown(each, show)) }}
        rows={inside(doc, "rows").map((each) => ({
          key: row.parse(each.props).rowKey,
          cells: each.children.map((child) => shown(child, show)),
        }))}
      />
    ),
  ),
};

function inside(doc: ForgeDoc, name: string): readonly ForgeDoc[] {
  const wrapper = doc.children.find(({ type, props }) => type === "ContentWrapper" && props["name"] === name);
  return wrapper?.children ?? [];
}

function shown({ props, children }: ForgeDoc, show: Parts["show"]) {
  const { cellKey, ...others } = cell.parse(props);
  return { ...others, key: cellKey, content: show(children) };
}
