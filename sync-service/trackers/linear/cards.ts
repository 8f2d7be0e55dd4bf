import { z } from "zod";
import { issueId } from "#sync/model/issue.ts";
import type { CardPort } from "../card-port.ts";
import { attachAll } from "./attaching.ts";
import type { LinearClient } from "./client.ts";
import { PAGE, pagesOf } from "./pages.ts";

/**
 * A card is an attachment whose address ends so. It is neither the mark's (which has "/browse/" in it) nor a
 * file's (which lies among Linear's uploads), so no other reading of attachments meets it.
 */
const CARD = "#throughline-card";

const LIST = `query Cards($after: String) {
  page: attachments(filter: { url: { contains: "${CARD}" } }, first: ${PAGE}, after: $after) {
    nodes { url metadata issue { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const contentSchema = z.object({ throughlineCard: z.string() });

/** Whether an attachment's metadata is a card of ours. */
export function isCard(metadata: unknown): boolean {
  return contentSchema.safeParse(metadata).success;
}

const cardSchema = z
  .object({ url: z.string(), metadata: z.unknown(), issue: z.object({ id: z.string().transform(issueId) }) })
  .transform(({ url, metadata, issue }) => ({
    issue: issue.id,
    url: url.slice(0, -CARD.length),
    content: contentSchema.safeParse(metadata).data?.throughlineCard ?? "",
  }));

export const linearCards = (client: LinearClient): CardPort => ({
  write: (cards, options) =>
    attachAll(
      client,
      cards.map(({ issue, url, title, subtitle, content }) => ({
        input: {
          issueId: issue,
          url: `${url}${CARD}`,
          title,
          subtitle,
          metadata: { throughlineCard: content },
        },
        name: title,
      })),
      options,
    ),
  list: (options) => pagesOf(client, { text: LIST, variables: {}, points: PAGE * 2.3 }, cardSchema, options),
});
