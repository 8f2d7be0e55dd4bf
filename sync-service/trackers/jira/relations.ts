import { relationOf } from "#sync/model/relation.ts";
import {
  type CallOptions,
  type Refusal,
  type UpdateIssue,
  TrackerUnavailable,
  type WriteOutcome,
} from "../tracker.ts";
import { type JiraClient, problemText } from "./client.ts";

/** What became of an issue's links: all done but what was refused, or cut off. */
type Linked =
  | { kind: "done"; wrote: boolean; refused: readonly Refusal[] }
  | { kind: "cut-off"; wrote: boolean; outcome: Extract<WriteOutcome, { kind: "unknown" | "not-sent" }> };

/** Adds and removes an issue's links, one request each, as Jira has it; both are harmless when repeated. */
export async function writeRelations(
  client: JiraClient,
  item: UpdateIssue<"jira">,
  options: CallOptions,
): Promise<Linked> {
  const refused: Refusal[] = [];
  let wrote = false;
  for (const request of requestsOf(item)) {
    const written = await client.write(request, options).catch((error: unknown) => {
      if (!(error instanceof TrackerUnavailable)) throw error;
      return { kind: "not-sent", reason: error.message, retryAt: error.retryAt } as const;
    });
    if (written.kind !== "answered") return { kind: "cut-off", wrote, outcome: written };
    const { status, body } = written;
    const isGone = status === 404 && request.method === "DELETE";
    if (status < 300 || isGone) wrote = true;
    else refused.push(refusalOf(item.observed.key, status, body));
  }
  return { kind: "done", wrote, refused };
}

function requestsOf({ id, observed, relations }: UpdateIssue<"jira">) {
  const added = (relations?.add ?? []).map((text) => {
    const { kind, other } = relationOf(text);
    // In Jira's words the outward issue is the one that the relation points at.
    const body = { type: { name: kind }, inwardIssue: { id }, outwardIssue: { id: other } };
    return { method: "POST", endpoint: "/issueLink", path: "/issueLink", body } as const;
  });
  const removed = (relations?.remove ?? []).flatMap((text) => {
    const link = observed.relationIds?.[text];
    if (link === undefined) return [];
    return { method: "DELETE", endpoint: "/issueLink/{id}", path: `/issueLink/${link}` } as const;
  });
  return [...added, ...removed];
}

function refusalOf(key: string, status: number, body: unknown): Refusal {
  const isRights = status === 401 || status === 403 || status === 404;
  return {
    fields: ["relations"],
    code: isRights ? "permission" : "invalid",
    message: `Jira did not take a link of ${key} to another issue: ${problemText(body)} Check that the account of the API token may link issues in both projects, and the mapping's kinds of links.`,
  };
}
