import type { Clock, Fetch } from "#sync/model/effects.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import type { IssueId, Side } from "#sync/model/issue.ts";
import type { OutcomesDesk } from "#sync/outcomes/desk.ts";
import type { InitiativesDesk } from "#sync/rollup/desk.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import type { AccessDesk } from "#sync/access/desk.ts";
import type { Store } from "#sync/store/open.ts";
import type { Tracker } from "#sync/trackers/tracker.ts";

/** What the HTTP interface speaks for: one connection with its mirrors, its store and its trackers. */
export interface Service {
  store: Store;
  engines: readonly MirrorEngine[];
  jira: Tracker<"jira">;
  linear: Tracker<"linear">;
  scoring: ScoringDesk;
  outcomes: OutcomesDesk;
  initiatives: InitiativesDesk;
  /** What keeps roll-ups is told which issues may have changed. */
  rollups: { hint(side: Side, ids: readonly IssueId[]): void };
  access: AccessDesk;
  /** Opens what only who runs the service reads; absent: nobody does. */
  operatorToken: string | undefined;
  /** Where people reach the service: the start of every link that it makes. No "/" at its end. */
  publicUrl: () => string;
  /** The folder of the built pages; absent: they are not shown outside Jira. */
  pages: string | undefined;
  clock: Clock;
  webhookSecrets: { jira: string | undefined; linear: string | undefined; readings: string | undefined };
  /** Which Forge app may call, and where its tokens' keys are published; absent: the app is not connected. */
  forge: { appId: string; jwksUrl: string } | undefined;
  fetch: Fetch;
  /** Something was hinted to this mirror: do not wait for the next poll. */
  nudge: (mirror: string) => void;
  log: (event: string, details: Record<string, unknown>) => void;
}
