import type { IssueId, Mark } from "#sync/model/issue.ts";
import { type CallOptions, type Refusal, TrackerUnavailable, type WriteOutcome } from "../tracker.ts";
import type { z } from "zod";
import type { JiraClient } from "./client.ts";
import { bulkFetch } from "./issues.ts";
import { statusRefusal } from "./refusal.ts";
import { touchedSchema } from "./schemas.ts";
import type { Site } from "./site.ts";
import { CREATION_PROPERTY, MARK_PROPERTY, readCreationKey, readMark } from "./snapshot.ts";

type Candidate = z.output<typeof touchedSchema>["issues"][number];

/** The transition that goes with a creation is in the history too, at most this long after it, ms. */
const CREATION_LASTS = 60_000;

/** Deletes an issue that we created twice, after making sure that nobody has laid a hand on it. */
export async function retireDuplicate(
  { client, site }: { client: JiraClient; site: Site },
  id: IssueId,
  mark: Mark,
  options: CallOptions,
): Promise<WriteOutcome<"jira"> | { kind: "retired" }> {
  let candidate: Candidate | undefined;
  let self: string;
  try {
    ({ self } = await site.facts(options));
    const answer = await client.read(
      bulkFetch({
        issueIdsOrKeys: [id],
        fields: ["created", "comment", "attachment", "subtasks", "issuelinks"],
        properties: [MARK_PROPERTY, CREATION_PROPERTY],
        expand: ["changelog"],
      }),
      touchedSchema,
      options,
    );
    candidate = answer.issues.find((issue) => issue.id === id);
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
  }
  if (!candidate) return { kind: "refused", refused: [statusRefusal(`issue ${id}`, 404, null)] };
  const reason = reasonToKeep(candidate, mark, self);
  if (reason !== null) return { kind: "refused", refused: [kept(candidate.key, reason)] };
  const written = await client.write(
    { method: "DELETE", endpoint: "/issue/{id}", path: `/issue/${id}` },
    options,
  );
  if (written.kind !== "answered") return written;
  if (written.status < 300) return { kind: "retired" };
  return { kind: "refused", refused: [statusRefusal(candidate.key, written.status, written.body)] };
}

function reasonToKeep(candidate: Candidate, mark: Mark, self: string): string | null {
  const { fields, properties, changelog } = candidate;
  const theirs = readMark(properties);
  if (readCreationKey(properties) === null || theirs?.link !== mark.link || theirs.mirror !== mark.mirror) {
    return "it does not carry our mark of this link";
  }
  const foreign = changelog.histories.some(
    ({ author, created, items }) =>
      author?.accountId !== self ||
      created - fields.created > CREATION_LASTS ||
      items.some(({ field }) => field !== "status" && field !== "resolution"),
  );
  if (foreign || changelog.total > changelog.histories.length) return "it was edited after its creation";
  if ((fields.comment?.total ?? 0) > 0) return "it has comments";
  if ((fields.attachment ?? []).length > 0) return "it has attachments";
  if ((fields.subtasks ?? []).length > 0) return "it has sub-tasks";
  if ((fields.issuelinks ?? []).length > 0) return "it is linked to other issues";
  return null;
}

function kept(key: string, reason: string): Refusal {
  return {
    fields: "issue",
    code: "invalid",
    message: `${key} is a second copy of a mirrored issue, but ${reason}, so it was not deleted. Move what matters to the other copy and delete it by hand.`,
  };
}
