import type { IssueId } from "#sync/model/issue.ts";
import type { CallOptions, MarkOutcome } from "./tracker.ts";

/** What an issue in Linear shows of its score: one attachment, replaced in place. */
export interface Card {
  issue: IssueId;
  /** The same for as long as the issues are linked: under one address an issue has one card. */
  url: string;
  title: string;
  subtitle: string;
  /** Names what the card says, so that one that somebody changed is found. */
  content: string;
}

/** Cards are Linear's alone: Jira has the issue property. */
export interface CardPort {
  /** Creates or replaces; a repeat changes nothing. Outcomes in the order of the cards. */
  write(cards: readonly Card[], options: CallOptions): Promise<readonly MarkOutcome[]>;
  /** Every card there is, a page at a time. */
  list(options: CallOptions): AsyncIterable<readonly Pick<Card, "issue" | "url" | "content">[]>;
}
