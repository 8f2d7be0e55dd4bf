/** Which blocks may stand in which, from Atlassian's schema of ADF (version 57, `full.json`). */
const flow = ["paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "extension"];
const nestable = [...flow, "heading", "mediaGroup", "taskList", "decisionList", "rule"];
const body = [...nestable, "panel", "blockquote"];
const full = [...body, "table", "blockCard", "embedCard"];
const outer = [...full, "expand", "bodiedExtension"];

const allowed: Readonly<Record<string, ReadonlySet<string>>> = {
  doc: new Set([...outer, "layoutSection", "syncBlock", "bodiedSyncBlock"]),
  layoutColumn: new Set(outer),
  bodiedSyncBlock: new Set([...full.filter((type) => type !== "extension"), "expand", "layoutSection"]),
  bodiedExtension: new Set(full),
  expand: new Set([...full, "nestedExpand"]),
  nestedExpand: new Set(body),
  panel: new Set([...nestable, "blockCard"]),
  blockquote: new Set([...flow, "mediaGroup"]),
  listItem: new Set([...flow, "taskList"]),
  tableCell: new Set([...full, "nestedExpand"]),
  tableHeader: new Set([...full, "nestedExpand"]),
  blockTaskItem: new Set(["paragraph", "extension"]),
};

/** Whether a block of one type may stand in another. */
export function mayStandIn(parent: string, child: string): boolean {
  return Object.hasOwn(allowed, parent) && allowed[parent]?.has(child) === true;
}
