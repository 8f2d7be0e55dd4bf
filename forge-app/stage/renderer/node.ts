import type { ReactNode } from "react";
import type { z } from "zod";
import { z as zod } from "zod";
import type { ForgeDoc } from "../surface/messages.ts";

/**
 * One of UI Kit's nodes, shown with the Atlaskit component that Jira shows it with. Properties are parsed
 * strictly: one that is not known is as loud as an unknown node. A surface that uses more adds it here.
 */
export interface NodeType {
  /** @throws ZodError for properties that are not known */
  render: (props: unknown, children: ReactNode, parts: Parts) => ReactNode;
}

/** For the few nodes that do not just show what is inside them. */
export interface Parts {
  doc: ForgeDoc;
  show: (docs: readonly ForgeDoc[]) => ReactNode;
}

export function node<Props extends z.ZodType>(
  props: Props,
  render: (props: z.output<Props>, children: ReactNode, parts: Parts) => ReactNode,
): NodeType {
  return { render: (given, children, parts) => render(props.parse(given), children, parts) };
}

export const handler = zod.custom<(argument?: unknown) => void>((value) => typeof value === "function");
