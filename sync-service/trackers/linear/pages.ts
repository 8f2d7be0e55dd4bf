import { z } from "zod";
import type { CallOptions } from "../tracker.ts";
import type { LinearClient, Operation } from "./client.ts";

/** The most that Linear gives in a page. */
export const PAGE = 250;

/** What a document asks of a connection beside its nodes. */
export const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

const page = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

/** One page of a connection whose nodes are of this shape. */
export const pageOf = <Schema extends z.ZodType>(node: Schema) => page.extend({ nodes: z.array(node) });

/**
 * The pages of one root connection, from `after` on if the variables name it. The document takes `$after` and
 * calls the connection `page`; the points are those of one page.
 */
export async function* pagesOf<Schema extends z.ZodType>(
  client: LinearClient,
  query: Operation,
  node: Schema,
  options: CallOptions,
): AsyncGenerator<z.infer<Schema>[]> {
  const answer = z.object({ page: pageOf(node) });
  const start = query.variables["after"];
  let after: string | null = typeof start === "string" ? start : null;
  do {
    const operation = { ...query, variables: { ...query.variables, after } };
    const { nodes, pageInfo }: z.infer<typeof answer>["page"] = (await client.ask(operation, answer, options))
      .page;
    yield nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}

/** All nodes of a root connection whose first page came with another request. */
export async function withRest<Schema extends z.ZodType>(
  client: LinearClient,
  first: { nodes: z.infer<Schema>[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } },
  query: Omit<Operation, "variables">,
  node: Schema,
  options: CallOptions,
): Promise<z.infer<Schema>[]> {
  if (!first.pageInfo.hasNextPage) return first.nodes;
  const nodes = [...first.nodes];
  const rest = { ...query, variables: { after: first.pageInfo.endCursor } };
  for await (const more of pagesOf(client, rest, node, options)) nodes.push(...more);
  return nodes;
}
