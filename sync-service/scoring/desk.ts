import type { Person } from "#shared/contract/scoring/words.ts";
import type { Day } from "#shared/day.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { Clock } from "#sync/model/effects.ts";
import type { CardStore } from "#sync/store/card.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { Directory } from "#sync/trackers/tracker.ts";
import { Ledger } from "./ledger.ts";
import { ProjectIssues, type KnownIssues } from "./project-issues.ts";
import { rankingOf, type Ranking } from "./ranking.ts";

interface ScoringParts {
  store: { records: RecordStore; cards: CardStore; mirror: Pick<MirrorStore, "jiraIssues"> };
  clock: Clock;
  /** The mirrors that run here, each with Jira's directory; null where Jira could not be asked. */
  mirrors: () => readonly { id: string; jira: () => Promise<Directory | null> }[];
}

/** How many rankings are remembered: a project by a framework each. */
const RANKINGS = 24;

/** Where scores are taken, kept and looked up: one for the connection, shared by everything that asks. */
export class ScoringDesk {
  readonly ledger: Ledger;
  readonly parts: ScoringParts;
  readonly #issues: ProjectIssues;
  readonly #rankings = new Map<string, { version: string; ranking: Ranking }>();
  #names: ReadonlyMap<string, string> = new Map();

  constructor(parts: ScoringParts) {
    this.parts = parts;
    this.ledger = new Ledger(parts.store.records);
    this.#issues = new ProjectIssues({ ...parts, store: parts.store.mirror });
  }

  now(): number {
    return this.parts.clock.now();
  }

  today(): Day {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  /** What the mirrors hold now, after the ledger was brought up to date: ask once at the start of an answer. */
  async look(): Promise<KnownIssues> {
    const [known] = await Promise.all([this.#issues.all(), this.ledger.refresh(), this.#readNames()]);
    return known;
  }

  /** Names what a ranking was made of: equal while no score, evidence, setting, issue or day changed. */
  versionOf(known: KnownIssues): string {
    return `${this.ledger.version}.${known.version}.${this.today()}`;
  }

  /** Made once for each state of things; several frameworks of several projects are remembered. */
  ranking(known: KnownIssues, project: string, framework: FrameworkId): Ranking {
    const version = this.versionOf(known);
    const name = `${project} ${framework}`;
    const kept = this.#rankings.get(name);
    if (kept?.version === version) return kept.ranking;
    const earlier = kept?.ranking.lastTrials() ?? null;
    const ranking = rankingOf(this.ledger, known, project, framework, this.today(), earlier);
    this.#rankings.delete(name);
    this.#rankings.set(name, { version, ranking });
    for (const oldest of this.#rankings.keys()) {
      if (this.#rankings.size <= RANKINGS) break;
      this.#rankings.delete(oldest);
    }
    return ranking;
  }

  personOf = (accountId: string): Person => ({ accountId, name: this.#names.get(accountId) ?? null });

  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  async #readNames(): Promise<void> {
    const directories = await Promise.all(this.parts.mirrors().map(({ jira }) => jira()));
    const people = directories.flatMap((directory) => directory?.users ?? []);
    if (people.length !== this.#names.size) {
      this.#names = new Map(people.map(({ id, name }) => [id, name]));
    }
  }
}
