import { createContext, useContext } from "react";
import type { RankedBacklog } from "#forge/functions/backlog-rpc.ts";
import type { Reply, Saved } from "#forge/functions/rpc.ts";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import type { AnswerOf, OperationName, RequestOf } from "#shared/contract/operations.ts";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { FieldValue } from "./backlog/import/number-field.ts";
import type { Router } from "./router.ts";

/** All that a page asks of the world: over Forge's bridge inside Jira, over HTTP outside. */
export interface Backend {
  /** Asks an operation of the service. Never rejects: no answer is a reply too. */
  readonly ask: <Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
  ) => Promise<Reply<AnswerOf<Name>>>;
  /**
   * Tells the version of the overview (null) or of an initiative whenever it changes; returns what ends the listening.
   * Null where only asking helps.
   */
  readonly live: ((initiative: string | null, heard: (version: string) => void) => () => void) | null;
  readonly place: Place;
  readonly router: Router;
}

/** Where the page is open: there it finds more than the service, or nothing more. */
export type Place =
  | { readonly kind: "project"; readonly jira: JiraReader; readonly project: ProjectBackend }
  /** In Jira, beside its projects. */
  | { readonly kind: "site"; readonly jira: JiraReader }
  /** Not in Jira: titles come from the service, as far as they are published. */
  | { readonly kind: "outside"; readonly viewer: Viewer };

/** What only a page of a Jira project has. */
export interface ProjectBackend {
  readonly key: string;
  readonly backlog: (framework: FrameworkId | null) => Promise<Reply<RankedBacklog>>;
  readonly history: (issue: JiraIssue) => Promise<Reply<HistoryAnswer>>;
  readonly save: (request: { writes: readonly Write[] }) => Promise<Saved>;
  readonly jira: ProjectReader;
}

/** Jira, as the viewer. Each rejects with an Error that tells people what happened. */
export interface JiraReader {
  /** Issues that the viewer may not see are missing in the answer. At most 100. */
  readonly issues: (ids: readonly string[]) => Promise<readonly IssueFace[]>;
  /** Ids of the issues that a query finds, as far as the viewer may see them. */
  readonly find: (jql: string) => Promise<ReadonlySet<string>>;
  /** People whose name or address matches, as far as the viewer may see them; apps are left out. */
  readonly people: (text: string) => Promise<readonly PersonOfJira[]>;
  /** The first issues that a query finds, as far as the viewer may see them. */
  readonly search: (jql: string, most: number) => Promise<readonly FoundIssue[]>;
  readonly open: (key: string) => void;
}

export interface ProjectReader extends JiraReader {
  /** Names of the statuses that issues of the project can have. */
  readonly statuses: () => Promise<readonly string[]>;
  readonly numberFields: () => Promise<readonly NumberFieldOfJira[]>;
  /** Every open issue of the project that has a value in the field. */
  readonly valuesOf: (field: string) => Promise<readonly FieldValue[]>;
}

/** What Jira shows of an issue. */
export interface IssueFace {
  readonly id: string;
  readonly title: string;
  readonly status: { readonly name: string; readonly category: "todo" | "doing" | "done" };
}

interface PersonOfJira {
  readonly id: string;
  readonly name: string;
}

export interface FoundIssue extends IssueFace {
  readonly key: string;
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

/** Whoever has a share link reads, and changes nothing. */
export function useMayWrite(): boolean {
  const { place } = useBackend();
  return place.kind !== "outside" || place.viewer.kind === "member";
}

/** For pages that are only ever open in a Jira project. */
export function useProject(): ProjectBackend {
  const { place } = useBackend();
  if (place.kind !== "project") throw new Error("This page belongs to a Jira project.");
  return place.project;
}
