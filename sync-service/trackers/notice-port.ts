import type { IssueId } from "#sync/model/issue.ts";
import type { CallOptions, MarkOutcome } from "./tracker.ts";

/** A message to one person, which belongs to an issue: that is what Jira sends. */
interface Notice {
  issue: IssueId;
  issueKey: string;
  /** An account id. */
  to: string;
  subject: string;
  /** Plain text, lines by "\n". */
  text: string;
}

/**
 * Messages are Jira's alone. Linear's API reaches no other person's inbox but by a comment, which all who follow
 * the issue would get, and which the mirror would carry over.
 */
export interface NoticePort {
  /** Not repeatable: a lost answer may have been a message that was sent. */
  send(notice: Notice, options: CallOptions): Promise<MarkOutcome>;
}
