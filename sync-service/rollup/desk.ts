import type { HumanUpdate } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import type { Bet, BetResult } from "#shared/outcomes/bet.ts";
import type { Outcome, Reading } from "#shared/outcomes/outcome.ts";
import type { Clock, Random } from "#sync/model/effects.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { Edit } from "./changes.ts";
import { dayOf, endOf, initiativeSchema, KINDS, type Initiative } from "./initiative.ts";
import { InitiativesLedger } from "./ledger.ts";
import { pastOf, type RollupHistory } from "./past.ts";
import { RollupIndex } from "./rollup-index.ts";
import type { ServedOutcome, Sight } from "./sight.ts";
import { standingOf, type Standing } from "./standing.ts";

/** The outcomes of the connection, as those who keep them know them now. */
interface OutcomesPort {
  /** Brings them up to date; names the present state. */
  look(): Promise<string>;
  outcome(id: string): { outcome: Outcome; readings: readonly Reading[] } | null;
  bets(): readonly Bet[];
  results(): readonly BetResult[];
}

interface InitiativesParts {
  records: RecordStore;
  history: RollupHistory;
  outcomes: OutcomesPort;
  clock: Clock;
  random: Random;
  /** A person's name by account id; null where nobody told it. */
  nameOf: (accountId: string) => string | null;
}

/** How many past states are remembered. */
const PASTS = 50;

/** A sight of a past day; what was not seen then but rebuilt is told. */
export interface PastSight {
  readonly sight: Sight;
  readonly isRebuilt: boolean;
}

/** Where initiatives are kept, rolled up and looked at: one for the connection. */
export class InitiativesDesk {
  readonly index = new RollupIndex();
  readonly ledger: InitiativesLedger;
  readonly parts: InitiativesParts;
  /** By initiative, by source: why it could not be read when it was last tried. */
  readonly #problems = new Map<string, ReadonlyMap<string, string>>();
  readonly #standings = new Map<string, { stamp: string; standing: Standing }>();
  readonly #pasts = new Map<string, PastSight>();
  /** Tells this process's counts from another's. */
  readonly #epoch: string;
  #outcomes = "";

  constructor(parts: InitiativesParts) {
    this.parts = parts;
    this.ledger = new InitiativesLedger(parts.records, this.index);
    this.#epoch = parts.random.uuid().slice(0, 8);
  }

  now(): number {
    return this.parts.clock.now();
  }

  today(): Day {
    return dayOf(this.now());
  }

  /** Brings everything that people decided up to date: ask once at the start of an answer. */
  async look(): Promise<void> {
    const [outcomes] = await Promise.all([this.parts.outcomes.look(), this.ledger.refresh()]);
    this.#outcomes = outcomes;
  }

  /** Equal while nothing changed that the page of an initiative shows; null: that the overview shows. */
  version(id: string | null): string {
    return [
      this.#epoch,
      this.index.changes(id),
      this.#outcomes,
      this.ledger.settingsRevision,
      this.today(),
    ].join(".");
  }

  setProblems(id: string, problems: ReadonlyMap<string, string>): void {
    const before = this.#problems.get(id) ?? new Map<string, string>();
    const isSame =
      before.size === problems.size && [...problems].every(([source, why]) => before.get(source) === why);
    this.#problems.set(id, problems);
    if (!isSame) this.index.touch([id]);
  }

  /** An initiative as it is now; null: there is none of that id. */
  sight(id: string): Sight | null {
    const entry = this.ledger.initiatives.get(id);
    if (!entry) return null;
    const moment = this.now();
    return {
      id,
      initiative: entry.body,
      revision: entry.revision,
      moment,
      today: this.today(),
      since: entry.body.startsOn ?? dayOf(entry.at),
      index: this.index,
      standing: this.#standing(id),
      updates: this.updatesOf(id),
      outcomes: this.#served(entry.body, this.today()),
      problems: this.#problems.get(id) ?? new Map(),
      nameOf: this.parts.nameOf,
      version: this.version(id),
    };
  }

  /** Every initiative, in the order of their names. Gives way to others while forecasts are made. */
  async sights(includeArchived: boolean): Promise<readonly Sight[]> {
    const ids = [...this.ledger.initiatives].flatMap(([id, { body }]) =>
      includeArchived || !body.isArchived ? [{ id, name: body.name }] : [],
    );
    const sights: Sight[] = [];
    for (const { id } of ids.sort((one, other) => one.name.localeCompare(other.name))) {
      if (!this.#isStanding(id)) await this.parts.clock.sleep(0);
      const sight = this.sight(id);
      if (sight) sights.push(sight);
    }
    return sights;
  }

  /** An initiative as it was at a moment; null: there is none of that id. Its first definition where it is older. */
  async sightAt(id: string, moment: number): Promise<PastSight | null> {
    const edits = await this.edits(id);
    const edit = edits.findLast(({ at }) => at <= moment) ?? edits[0];
    if (!edit) return null;
    const { initiative } = edit;
    const { settings, settingsRevision } = this.ledger;
    const revision = edits.indexOf(edit) + 1;
    const name = [id, moment, settingsRevision, revision, this.#outcomes].join(" ");
    const kept = this.#pasts.get(name);
    if (kept) return kept;
    const { index, isRebuilt } = await pastOf(this.parts.history, { id, initiative, settings }, moment);
    const today = dayOf(moment);
    const sight: Sight = {
      id,
      initiative,
      revision,
      moment,
      today,
      since: initiative.startsOn ?? dayOf(edits[0]?.at ?? moment),
      index,
      standing: standingOf(index, id, today),
      updates: this.updatesOf(id).filter(({ at }) => at <= moment),
      outcomes: this.#served(initiative, today),
      problems: new Map(),
      nameOf: this.parts.nameOf,
      version: `${this.#epoch}.${name}`,
    };
    const past = { sight, isRebuilt };
    // What is rebuilt may be known better once more issues were seen.
    if (!isRebuilt) this.#remember(name, past);
    return past;
  }

  sightOn(id: string, day: Day): Promise<PastSight | null> {
    return this.sightAt(id, endOf(day));
  }

  /** Newest first. */
  updatesOf(id: string): readonly HumanUpdate[] {
    return [...(this.ledger.updates.get(id) ?? [])]
      .map(([update, { body, who, at }]): HumanUpdate => {
        const { health, text } = body;
        return { id: update, health, text, by: who, name: this.parts.nameOf(who), at };
      })
      .sort((one, other) => other.at - one.at);
  }

  /** Every definition an initiative had, oldest first. */
  async edits(id: string): Promise<readonly Edit[]> {
    const revisions = await this.parts.records.history(KINDS.initiative, id);
    return revisions.flatMap(({ body, who, at, why }) => {
      const parsed = initiativeSchema.safeParse(body);
      const by = this.parts.nameOf(who) ?? who;
      return parsed.success ? [{ initiative: parsed.data, by, at, why }] : [];
    });
  }

  #isStanding(id: string): boolean {
    return this.#standings.get(id)?.stamp === this.#stamp(id);
  }

  #stamp = (id: string): string => `${this.index.changes(id)} ${this.today()}`;

  /** Made once for each state of its issues, and anew each day. */
  #standing(id: string): Standing {
    const stamp = this.#stamp(id);
    const kept = this.#standings.get(id);
    if (kept?.stamp === stamp) return kept.standing;
    const standing = standingOf(this.index, id, this.today());
    this.#standings.set(id, { stamp, standing });
    return standing;
  }

  #served({ outcomes }: Initiative, day: Day): readonly ServedOutcome[] {
    const { outcomes: port } = this.parts;
    const bets = port.bets().filter(({ frozenOn }) => frozenOn <= day);
    const results = port.results().filter(({ on }) => on <= day);
    return outcomes.flatMap((id) => {
      const found = port.outcome(id);
      if (found === null) return [];
      const readings = found.readings.filter(({ on }) => on <= day);
      const own = bets.filter(({ outcomeId }) => outcomeId === id);
      return [{ outcome: found.outcome, readings, bets: own, results }];
    });
  }

  #remember(name: string, past: PastSight): void {
    this.#pasts.set(name, past);
    for (const oldest of this.#pasts.keys()) {
      if (this.#pasts.size <= PASTS) break;
      this.#pasts.delete(oldest);
    }
  }
}
