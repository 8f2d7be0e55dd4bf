import type { AskKind } from "#shared/contract/outcomes/inbox.ts";

/** The kinds of what asks something, as people read them. */
export const ASK_NAMES = {
  "check-in due": "Check-in due",
  "bet due": "Bet to measure",
  "decision reopened": "Decision came back",
  "score doubted": "Score doubted",
  "conflict to settle": "Conflict to settle",
} as const satisfies Record<AskKind, string>;
