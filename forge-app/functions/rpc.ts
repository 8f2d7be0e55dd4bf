import type { IssueContextAnswer, LookAgainAnswer } from "#shared/contract/issue-context.ts";

/** No answer of use: what happened, and what the reader can do. */
export interface Trouble {
  kind: "service-away" | "refused";
  message: string;
  advice: string;
}

export type Reply<Answer> = { kind: "answer"; answer: Answer } | Trouble;

/**
 * What the issue context's surface can call. Which issue is open the platform tells, never the surface.
 * A type alias, because Forge's definitions want an index signature.
 */
export type IssueContextRpc = {
  getIssueContext: () => Promise<Reply<IssueContextAnswer>>;
  lookAgain: () => Promise<Reply<LookAgainAnswer>>;
};
