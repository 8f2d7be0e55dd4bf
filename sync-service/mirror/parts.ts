import type { Clock, Random } from "#sync/model/effects.ts";
import type { ClaimedLink, Conflict, JournalEntry, Parked } from "#sync/model/link.ts";
import type { Observation, Side, Snapshot } from "#sync/model/issue.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { MarkOutcome, Priority, Tracker, WriteOutcome } from "#sync/trackers/tracker.ts";
import type { Counterparts } from "./counterparts.ts";
import type { Plan } from "./plan-types.ts";
import type { Translator } from "./translate.ts";

/** What the engine runs on; wired in cli/ or in a test. */
export interface EngineParts {
  store: MirrorStore;
  jira: Tracker<"jira">;
  linear: Tracker<"linear">;
  clock: Clock;
  random: Random;
  /** Names the holder of leases; two processes never share one. */
  worker: string;
  /**
   * How long a Jira creation without an answer may still land, ms: longer than the server's own timeout. One
   * that is not found by then is sent again.
   */
  creationMayLandFor: number;
  /** One line to the operator's log. */
  log: (event: string, details: Record<string, unknown>) => void;
}

/** One batch of claimed links on its way from observation to commit. */
export interface Batch {
  translator: Translator;
  priority: Priority;
  deadline: number;
}

/** A part of a batch that is planned and carried out together. */
export interface Wave extends Batch {
  counterparts: Counterparts;
}

/** A link as it was found: what both sides show, and what earlier attempts left behind. */
export interface Found {
  link: ClaimedLink;
  jira: Observation<"jira"> | null;
  linear: Observation<"linear"> | null;
  journal: readonly JournalEntry[];
  parked: readonly Parked[];
  /** Those that wait for a person, or for a person's decision to be carried out. */
  conflicts: readonly Conflict[];
}

/** A link with its plan. */
export interface Work extends Found {
  plan: Plan;
}

/** A write and its fate. */
export interface Sent {
  work: Work;
  side: Side;
  entry: JournalEntry;
  outcome: WriteOutcome;
}

/** A mark that was written alone, and its fate. */
export interface Marked {
  work: Work;
  side: Side;
  outcome: MarkOutcome;
}

export function snapshotOf(work: Found, side: "jira"): Snapshot<"jira"> | undefined;
export function snapshotOf(work: Found, side: "linear"): Snapshot<"linear"> | undefined;
export function snapshotOf(work: Found, side: "jira" | "linear"): Snapshot | undefined;
export function snapshotOf(work: Found, side: "jira" | "linear"): Snapshot | undefined {
  const observation = work[side];
  return observation?.kind === "present" ? observation.snapshot : undefined;
}
