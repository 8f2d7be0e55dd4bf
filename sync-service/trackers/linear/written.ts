import { z } from "zod";
import { TrackerUnavailable, type WriteOutcome } from "../tracker.ts";
import { answerOf } from "./client.ts";
import { ISSUE_FIELDS, ISSUE_POINTS, issueSchema, type ReadIssue } from "./snapshot.ts";

/**
 * A written issue is read back through its mark, the last thing written of it: what is read then holds both,
 * and no request is needed for it.
 */
export const markAndRead = (n: number, more = ""): string =>
  `m${n}: attachmentCreate(input: $m${n}) { attachment { issue { ...Written ${more} } } }`;
export const WRITTEN_FRAGMENT = `fragment Written on Issue {${ISSUE_FIELDS}}`;
/** The points that an issue's two aliases cost. */
export const WRITTEN_POINTS = ISSUE_POINTS + 3.1;

const answerSchema = z.record(z.string(), z.unknown());
const markedSchema = z.object({ attachment: z.object({ issue: issueSchema }) });

/** Each item with the issue that the answer to `markAndRead` of its place holds. */
export function writtenIn<T>(
  items: readonly T[],
  data: unknown,
): { item: T; issue: ReadIssue; answer: unknown }[] {
  const answers = answerOf(data, answerSchema);
  return items.map((item, n) => {
    const answer = answers[`m${n}`];
    return { item, issue: answerOf(answer, markedSchema).attachment.issue, answer };
  });
}

/** The outcome of what could not be sent; errors of ours pass through. */
export function notSent(error: unknown): WriteOutcome<"linear"> {
  if (!(error instanceof TrackerUnavailable)) throw error;
  return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
}

/** The outcome of what may have been done, when nobody can be asked. */
export function unknown(error: unknown): WriteOutcome<"linear"> {
  return { kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
}
