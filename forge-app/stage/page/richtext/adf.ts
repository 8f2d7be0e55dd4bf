import { z } from "zod";

/** An Atlassian document's node, as far as it matters for reading it. */
export interface AdfNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: readonly { type: string; attrs?: Record<string, unknown> }[];
  content?: readonly AdfNode[];
}

const attributes = z.record(z.string(), z.unknown());

export const adfSchema: z.ZodType<AdfNode> = z.object({
  type: z.string(),
  text: z.string().exactOptional(),
  attrs: attributes.exactOptional(),
  marks: z.array(z.object({ type: z.string(), attrs: attributes.exactOptional() })).exactOptional(),
  content: z.array(z.lazy(() => adfSchema)).exactOptional(),
});
