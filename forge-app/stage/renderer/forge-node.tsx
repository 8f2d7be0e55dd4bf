import { Fragment } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import type { ForgeDoc } from "../surface/messages.ts";
import { NODE_TYPES } from "./node-types.tsx";

/** Tells the surface that one of its handlers was called. */
type SendEvent = (handler: string, argument: unknown) => void;

const handlerSchema = z.strictObject({ handler: z.string() });

/** A node of a surface's tree and all below it; what the stage does not know stands out in red. */
export function ForgeNode({ doc, onEvent }: { doc: ForgeDoc; onEvent: SendEvent }) {
  const type = NODE_TYPES[doc.type];
  if (type === undefined) return <Unsupported what={`<${doc.type}>`} />;
  const show = (docs: readonly ForgeDoc[]): ReactNode =>
    docs.map((child) => <ForgeNode key={child.key} doc={child} onEvent={onEvent} />);
  // A table's parts are no nodes of their own.
  const children = doc.type === "DynamicTable" || doc.children.length === 0 ? null : show(doc.children);
  try {
    return <Fragment>{type.render(revived(doc.props, onEvent), children, { doc, show })}</Fragment>;
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return <Unsupported what={`<${doc.type}> ${problem}`} />;
  }
}

function Unsupported({ what }: { what: string }) {
  return (
    <pre className="unsupported" role="alert" data-unsupported>
      {`The stage cannot show ${what}`}
    </pre>
  );
}

/** Puts functions back where the surface had some. */
function revived(props: Record<string, unknown>, onEvent: SendEvent): Record<string, unknown> {
  const entries = Object.entries(props).map(([name, value]) => {
    const marked = handlerSchema.safeParse(value);
    if (!marked.success) return [name, value] as const;
    return [name, (argument: unknown) => onEvent(marked.data.handler, plain(argument))] as const;
  });
  return Object.fromEntries(entries);
}

/** Like Jira, the stage hands over plain data: of an event its type and its field, any other value as it is. */
function plain(argument: unknown): unknown {
  if (typeof argument !== "object" || argument === null || !("target" in argument)) return argument ?? {};
  const target: unknown = argument.target;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return {};
  const { type, name, id, value } = target;
  const checked = target instanceof HTMLInputElement ? { checked: target.checked } : {};
  return { target: { type, name, id, value, ...checked } };
}
