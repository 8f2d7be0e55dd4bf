import type { CallOptions, MarkIssue, MarkOutcome } from "../tracker.ts";
import { attachAll } from "./attaching.ts";
import type { LinearClient } from "./client.ts";
import { markInput } from "./mark.ts";

/** Writes marks, many a request; a mark that is there already is replaced by the same. */
export async function markIssues(
  client: LinearClient,
  items: readonly MarkIssue[],
  options: CallOptions,
): Promise<MarkOutcome[]> {
  const attachments = items.map(({ id, mark, counterpart }) => ({
    input: markInput(id, mark, counterpart),
    name: counterpart.key,
  }));
  return await attachAll(client, attachments, options);
}
