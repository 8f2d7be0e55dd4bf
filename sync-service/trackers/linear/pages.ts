import { z } from "zod";
import type { CallOptions } from "../tracker.ts";
import type { LinearClient, Operation } from "./client.ts";

/** The most that Linear gives in a page. */
export const PAGE = 250;

const page = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

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
  const answer = z.object({ page: page.extend({ nodes: z.array(node) }) });
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
