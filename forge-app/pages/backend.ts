import { createContext, useContext } from "react";
import type { RankedBacklog } from "#forge/functions/backlog-rpc.ts";
import type { Reply, Saved } from "#forge/functions/rpc.ts";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { FieldValue } from "./backlog/import/number-field.ts";

/** All that a page asks of the world: over Forge's bridge inside Jira, over HTTP outside. */
export interface Backend {
  /** The key of the project that the page is open in. */
  readonly project: string;
  readonly backlog: (framework: FrameworkId | null) => Promise<Reply<RankedBacklog>>;
  readonly history: (issue: JiraIssue) => Promise<Reply<HistoryAnswer>>;
  readonly save: (request: { writes: readonly Write[] }) => Promise<Saved>;
  /** Jira, as the viewer. */
  readonly jira: JiraReader;
}

/** Each rejects with an Error that tells people what happened. */
export interface JiraReader {
  /** Issues that the viewer may not see are missing in the answer. At most 100. */
  readonly issues: (ids: readonly string[]) => Promise<readonly IssueFace[]>;
  /** Ids of the issues that a query finds, as far as the viewer may see them. */
  readonly find: (jql: string) => Promise<ReadonlySet<string>>;
  /** Names of the statuses that issues of the project can have. */
  readonly statuses: () => Promise<readonly string[]>;
  readonly numberFields: () => Promise<readonly NumberFieldOfJira[]>;
  /** Every open issue of the project that has a value in the field. */
  readonly valuesOf: (field: string) => Promise<readonly FieldValue[]>;
  readonly open: (key: string) => void;
}

/** What Jira shows of an issue. */
export interface IssueFace {
  readonly id: string;
  readonly title: string;
  readonly status: { readonly name: string; readonly category: "todo" | "doing" | "done" };
}

export interface NumberFieldOfJira {
  readonly id: string;
  readonly name: string;
}

const BackendContext = createContext<Backend | null>(null);
export const BackendProvider = BackendContext.Provider;

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (backend === null) throw new Error("A page is shown within a BackendProvider.");
  return backend;
}
