import type { NodeType } from "./node.ts";
import { controls } from "./nodes/controls.tsx";
import { fields } from "./nodes/fields.tsx";
import { layout } from "./nodes/layout.tsx";
import { messages } from "./nodes/messages.tsx";
import { table } from "./nodes/table.tsx";
import { text } from "./nodes/text.tsx";
import { people } from "./nodes/user-picker.tsx";

/** Every node of UI Kit that the stage can show. */
export const NODE_TYPES: Readonly<Record<string, NodeType>> = {
  ...layout,
  ...text,
  ...controls,
  ...fields,
  ...messages,
  ...table,
  ...people,
};
