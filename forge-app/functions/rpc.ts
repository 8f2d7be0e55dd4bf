import type { IssueContextAnswer, LookAgainAnswer } from "#shared/contract/issue-context.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import type { PokerAnswer, PokerRequest } from "#shared/contract/scoring/poker.ts";
import type {
  SaveSettingsRequest,
  ScoringSettings,
  SettingsAnswer,
} from "#shared/contract/scoring/settings.ts";
import type { Write, WritesAnswer } from "#shared/contract/scoring/writes.ts";

/** No answer of use: what happened, and what the reader can do. */
export interface Trouble {
  kind: "service-away" | "refused";
  message: string;
  advice: string;
}

export type Reply<Answer> = { kind: "answer"; answer: Answer } | Trouble;

/** A write that waits in the app until the service is back, or that the service then refused. */
export interface KeptWrite {
  write: Write;
  accountId: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Why it was refused when it was delivered; null while it waits. */
  refused: string | null;
}

interface Seen {
  viewer: string;
  /** Whether Jira lets the viewer edit the issue. */
  mayEdit: boolean;
  /** What people scored on this issue while the service was away. */
  kept: readonly KeptWrite[];
}

/** All that the issue context shows when it opens. */
export type OpenedIssue =
  | (Seen & {
      kind: "answer";
      answer: IssueContextAnswer;
      /** Titles of the issue's parents that the viewer may see, by id. */
      titles: Readonly<Record<string, string>>;
    })
  /** Scoring works on: by what stands on the issue, and by the settings last seen. */
  | (Seen & Trouble & { kind: "service-away"; property: ScoreProperty | null; settings: ScoringSettings })
  | (Trouble & { kind: "refused" });

/** What became of what a person saved. */
export type Saved =
  | { kind: "answer"; answer: WritesAnswer }
  /** The service is away: kept in the app, delivered once it is back. */
  | { kind: "kept"; message: string; advice: string }
  | Trouble;

/**
 * What the issue context's surface can call. Which issue is open the platform tells, never the surface.
 * A type alias, because Forge's definitions want an index signature.
 */
export type IssueContextRpc = {
  getIssueContext: () => Promise<OpenedIssue>;
  lookAgain: () => Promise<Reply<LookAgainAnswer>>;
  saveWrites: (request: { writes: readonly Write[] }) => Promise<Saved>;
  /** Puts the accepted score back on the issue, where somebody changed the property by hand. */
  putScoreBack: (request: { property: ScoreProperty | null }) => Promise<Reply<LookAgainAnswer>>;
  forgetRefused: (request: { request: string }) => Promise<void>;
  getHistory: () => Promise<Reply<HistoryAnswer>>;
  poker: (request: PokerRequest) => Promise<Reply<PokerAnswer>>;
};

/** The settings as they are, and how the service was reached. */
export type OpenedSettings = {
  viewer: string;
  administersJira: boolean;
  /** How long the service took, ms. */
  took: number;
} & (Trouble | { kind: "answer"; answer: SettingsAnswer });

export type SettingsRpc = {
  getSettings: () => Promise<OpenedSettings>;
  saveSettings: (
    request: Omit<SaveSettingsRequest, "viewerAdministersJira">,
  ) => Promise<Reply<{ revision: number }>>;
};
