import { Fragment } from "react";
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
  const children = doc.children.map((child) => <ForgeNode key={child.key} doc={child} onEvent={onEvent} />);
  try {
    return (
      <Fragment>{type.render(revived(doc.props, onEvent), children.length > 0 ? children : null)}</Fragment>
    );
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

/** Puts functions back where the surface had some. Like Jira, they hand over plain data of the event at most. */
function revived(props: Record<string, unknown>, onEvent: SendEvent): Record<string, unknown> {
  const entries = Object.entries(props).map(([name, value]) => {
    const marked = handlerSchema.safeParse(value);
    if (!marked.success) return [name, value] as const;
    return [name, () => onEvent(marked.data.handler, {})] as const;
  });
  return Object.fromEntries(entries);
}
