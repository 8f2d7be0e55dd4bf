import { z } from "zod";
import { issueId, type IssueId, type Mark } from "#sync/model/issue.ts";
import type { CounterpartWords } from "../tracker.ts";
import type { AttachmentInput } from "./attaching.ts";

/**
 * In Linear the mark is an attachment on the issue. Its URL is the Jira issue's, so that people have a link
 * where they look for one; its title and subtitle are what they read; its metadata is what we read.
 */
const metadataSchema = z.object({
  throughline: z.string(),
  mirror: z.string(),
  generation: z.number(),
  counterpart: z.string().nullable(),
});

/** Whether an attachment's metadata is a mark of ours. */
export function isMark(metadata: unknown): boolean {
  return metadataSchema.safeParse(metadata).success;
}

/** What is read of an attachment. */
export const attachmentSchema = z.object({
  url: z.string(),
  metadata: z.unknown().optional(),
});
type Attachment = z.infer<typeof attachmentSchema>;

export function markInput(issue: IssueId, mark: Mark, counterpart: CounterpartWords): AttachmentInput {
  return {
    issueId: issue,
    url: counterpart.url,
    title: `${counterpart.key} in Jira`,
    subtitle:
      counterpart.author === undefined
        ? counterpart.title
        : `${counterpart.title} (reported by ${counterpart.author})`,
    metadata: {
      throughline: mark.link,
      mirror: mark.mirror,
      generation: mark.generation,
      counterpart: mark.counterpart,
    },
  };
}

/**
 * The mark among an issue's attachments, and the other Jira URLs it carries. A Jira issue that moved has
 * another URL, and its mark's predecessor may still be there: the highest generation counts.
 */
export function readAttachments(attachments: readonly Attachment[]): {
  mark: Mark | null;
  counterpartUrls: string[];
} {
  let mark: Mark | null = null;
  const counterpartUrls: string[] = [];
  for (const { url, metadata } of attachments) {
    const ours = metadataSchema.safeParse(metadata);
    if (!ours.success) {
      counterpartUrls.push(url);
      continue;
    }
    const { throughline, mirror, generation, counterpart } = ours.data;
    if (mark !== null && mark.generation >= generation) continue;
    mark = {
      link: throughline,
      mirror,
      generation,
      counterpart: counterpart === null ? null : issueId(counterpart),
    };
  }
  return { mark, counterpartUrls };
}

export function sameMark(a: Mark | null, b: Mark): boolean {
  return a !== null && a.link === b.link && a.mirror === b.mirror && a.generation === b.generation;
}
