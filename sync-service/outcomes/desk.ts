import type { JiraIssue, Person } from "#shared/contract/scoring/words.ts";
import type { Day } from "#shared/day.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import type { KnownIssues } from "#sync/scoring/project-issues.ts";
import type { RecordStore } from "#sync/store/record.ts";
import { OutcomesLedger } from "./ledger.ts";
import { THROUGHLINE, WEBHOOK } from "./records.ts";
import { reopenWhatIsDue } from "./reopen.ts";

export interface KnownInitiative {
  id: string;
  name: string;
  /** Ids of the outcomes it serves. */
  outcomes: readonly string[];
  /** The key of the project or team that its issues mostly come from. */
  team: string;
}

/** A field that both sides changed and that waits for a person. */
export interface OpenConflict {
  id: string;
  issue: JiraIssue;
  field: string;
  at: number;
}

interface OutcomesParts {
  scoring: ScoringDesk;
  records: RecordStore;
  initiatives: () => Promise<readonly KnownInitiative[]>;
  /** The issue's labels as Jira last told them. */
  labelsOf: (issue: string) => Promise<readonly string[]>;
  conflicts: () => Promise<readonly OpenConflict[]>;
  /** The days on which issues were done, as far as Jira tells. */
  doneOn: (issues: readonly string[]) => Promise<ReadonlyMap<string, Day>>;
}

const OTHERS: Readonly<Record<string, string>> = {
  [THROUGHLINE]: "Throughline",
  [WEBHOOK]: "The readings webhook",
};

/** What was to be seen when an answer was begun. */
export interface Sight {
  today: Day;
  known: KnownIssues;
  initiatives: ReadonlyMap<string, KnownInitiative>;
}

/** Where outcomes, bets and decisions are kept and looked up: one for the connection. */
export class OutcomesDesk {
  readonly ledger: OutcomesLedger;
  readonly parts: OutcomesParts;
  /** The state of things in which nothing was left to reopen. */
  #settled = "";

  constructor(parts: OutcomesParts) {
    this.parts = parts;
    this.ledger = new OutcomesLedger(parts.records);
  }

  get scoring(): ScoringDesk {
    return this.parts.scoring;
  }

  now(): number {
    return this.scoring.now();
  }

  today(): Day {
    return this.scoring.today();
  }

  personOf = (accountId: string): Person => {
    const name = OTHERS[accountId];
    return name === undefined ? this.scoring.personOf(accountId) : { accountId, name };
  };

  /** Brings everything up to date, and reopens the decisions whose triggers came true: ask once an answer. */
  async look(): Promise<Sight> {
    const [known, initiatives] = await Promise.all([
      this.scoring.look(),
      this.parts.initiatives(),
      this.ledger.refresh(),
    ]);
    const today = this.today();
    const version = `${this.ledger.version} ${this.scoring.ledger.version} ${today}`;
    if (this.#settled !== version) {
      const reopened = await reopenWhatIsDue({ ...this.parts, ledger: this.ledger }, today);
      if (reopened > 0) await this.ledger.refresh();
      this.#settled = `${this.ledger.version} ${this.scoring.ledger.version} ${today}`;
    }
    return { today, known, initiatives: new Map(initiatives.map((one) => [one.id, one])) };
  }
}
