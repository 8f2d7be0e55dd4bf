import type { HumanUpdate } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import type { Bet, BetResult } from "#shared/outcomes/bet.ts";
import type { Outcome, Reading } from "#shared/outcomes/outcome.ts";
import type { Initiative } from "./initiative.ts";
import type { RollupIndex } from "./rollup-index.ts";
import type { Standing } from "./standing.ts";

/** An outcome that an initiative serves, as it was known on the day. */
export interface ServedOutcome {
  readonly outcome: Outcome;
  readonly readings: readonly Reading[];
  readonly bets: readonly Bet[];
  readonly results: readonly BetResult[];
}

/** Everything that an answer about one initiative is made of, now or as of the end of a past day. */
export interface Sight {
  readonly id: string;
  readonly initiative: Initiative;
  readonly revision: number;
  /** Now, or the end of the day it is seen as of, ms. */
  readonly moment: number;
  readonly today: Day;
  /** The day from which updates were to be expected. */
  readonly since: Day;
  readonly index: RollupIndex;
  readonly standing: Standing;
  /** Newest first. */
  readonly updates: readonly HumanUpdate[];
  readonly outcomes: readonly ServedOutcome[];
  /** By source, why it could not be read. */
  readonly problems: ReadonlyMap<string, string>;
  /** Of an account; null when nobody knows it. */
  readonly nameOf: (accountId: string) => string | null;
  readonly version: string;
}
