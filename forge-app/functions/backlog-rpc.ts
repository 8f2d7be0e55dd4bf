import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { Reply, Saved } from "./rpc.ts";

/** What the backlog page can call. Whose backlog it is the platform tells: the project that the page is open in. */
export type BacklogRpc = {
  /** Without a framework: the one that the company scores by first. */
  getBacklog: (request: { framework: FrameworkId | null }) => Promise<Reply<RankedBacklog>>;
  getScoreHistory: (request: { issue: JiraIssue }) => Promise<Reply<HistoryAnswer>>;
  saveScores: (request: { writes: readonly Write[] }) => Promise<Saved>;
};

export interface RankedBacklog {
  framework: FrameworkId;
  backlog: BacklogAnswer;
}
