import type { Card, CardPort } from "#sync/trackers/card-port.ts";
import { cardOf } from "./card.ts";
import type { ScoringDesk } from "./desk.ts";
import { outcomeTitles } from "./outcomes.ts";

/** Cards of one request's size are written and remembered before the next: a crash repeats at most so many. */
const CARDS_A_ROUND = 200;
/** Which initiative holds which issue changes seldom and concerns every card: looked up again after so long, ms. */
const INITIATIVES_FOR = 30_000;
/** After a write that Linear did not answer, ms. */
const REST = 15_000;

interface CardKeeperParts {
  cards: CardPort;
  /** Names of the initiatives by the id of the Jira issue that they hold. */
  initiatives: () => Promise<ReadonlyMap<string, readonly string[]>>;
  /** While a mirror is paused nothing travels. */
  isPaused: () => Promise<boolean>;
  /** Jira's address; null while Jira could not be asked for it. */
  jiraUrl: () => Promise<string | null>;
  log: (event: string, details: Record<string, unknown>) => void;
}

/**
 * Keeps one card on each linked issue in Linear as the score in Jira says. What was last written is remembered, so
 * that nothing is written when nothing changed; a card is replaced under its address, so that a repeat after a
 * crash makes no second one.
 */
export class CardKeeper {
  readonly #desk: ScoringDesk;
  readonly #parts: CardKeeperParts;
  /** The state of things after which everything was written. */
  #done: string | null = null;
  #initiatives: { until: number; byIssue: ReadonlyMap<string, readonly string[]> } | null = null;
  /** By issue, the content that Linear would not take: not sent again before the next sweep. */
  readonly #refused = new Map<string, string>();
  #notBefore = 0;

  constructor(desk: ScoringDesk, parts: CardKeeperParts) {
    this.#desk = desk;
    this.#parts = parts;
  }

  /** Writes the cards that changed. Quick when nothing did. Returns how many were written. */
  async pass(): Promise<number> {
    if (this.#desk.now() < this.#notBefore || (await this.#parts.isPaused())) return 0;
    const known = await this.#desk.look();
    const version = this.#desk.versionOf(known);
    const isFresh = this.#initiatives !== null && this.#initiatives.until > this.#desk.now();
    if (this.#done === version && isFresh) return 0;
    const due = await this.#due();
    let written = 0;
    for (let start = 0; start < due.length; start += CARDS_A_ROUND) {
      written += await this.#write(due.slice(start, start + CARDS_A_ROUND));
      if (this.#notBefore > this.#desk.now()) return written;
    }
    this.#done = version;
    return written;
  }

  /** Looks at every card in Linear; those that somebody removed or changed are written again. */
  async sweep(): Promise<number> {
    const hashes = await this.#desk.parts.store.cards.hashes();
    const cards = await this.#wanted(hashes);
    const wanted = new Map(cards.map(({ jira, card }) => [card.issue, { jira, card }]));
    for await (const page of this.#parts.cards.list({ priority: "backfill" })) {
      for (const { issue, url, content } of page) {
        const own = wanted.get(issue);
        if (own?.card.url === url && own.card.content === content) wanted.delete(issue);
      }
    }
    const astray = [...wanted.values()].map(({ jira }) => jira).filter((jira) => hashes.has(jira));
    await this.#desk.parts.store.cards.forget(astray);
    this.#refused.clear();
    this.#done = null;
    return await this.pass();
  }

  async #due(): Promise<{ jira: string; card: Card }[]> {
    const hashes = await this.#desk.parts.store.cards.hashes();
    const wanted = await this.#wanted(hashes);
    return wanted.filter(
      ({ jira, card }) => hashes.get(jira) !== card.content && this.#refused.get(jira) !== card.content,
    );
  }

  async #wanted(hashes: ReadonlyMap<string, string>): Promise<{ jira: string; card: Card }[]> {
    const desk = this.#desk;
    const [known, outcomes, initiatives, jiraUrl] = await Promise.all([
      desk.look(),
      outcomeTitles(desk.parts.store.records),
      this.#initiativesByIssue(),
      this.#parts.jiraUrl(),
    ]);
    if (jiraUrl === null) return [];
    const today = desk.today();
    const concerned = new Set([...desk.ledger.scores.keys(), ...desk.ledger.outcomes.keys()]);
    return [...concerned].flatMap((jira) => {
      const linear = known.byId.get(jira)?.linear ?? null;
      if (linear === null) return [];
      const words = {
        outcomes,
        initiatives: initiatives.get(jira) ?? [],
        jiraUrl,
        today,
        isThere: hashes.has(jira),
      };
      const card = cardOf(desk.ledger, { jira, linear }, words);
      return card === null ? [] : [{ jira, card }];
    });
  }

  async #initiativesByIssue(): Promise<ReadonlyMap<string, readonly string[]>> {
    const now = this.#desk.now();
    if (this.#initiatives !== null && this.#initiatives.until > now) return this.#initiatives.byIssue;
    const byIssue = await this.#parts.initiatives();
    this.#initiatives = { until: now + INITIATIVES_FOR, byIssue };
    return byIssue;
  }

  /** How many Linear took. The others come again with the next pass. */
  async #write(due: readonly { jira: string; card: Card }[]): Promise<number> {
    const outcomes = await this.#parts.cards.write(
      due.map(({ card }) => card),
      { priority: "live" },
    );
    const taken = due.filter((_, position) => outcomes[position]?.kind === "applied");
    await this.#desk.parts.store.cards.wrote(
      taken.map(({ jira, card }) => ({ issue: jira, hash: card.content })),
      this.#desk.now(),
    );
    for (const [position, { jira, card }] of due.entries()) {
      const outcome = outcomes[position];
      if (outcome?.kind === "refused") {
        this.#refused.set(jira, card.content);
        this.#parts.log("a card was refused", { message: outcome.refused[0]?.message ?? "" });
      } else if (outcome?.kind !== "applied") {
        const retryAt = outcome?.kind === "not-sent" ? outcome.retryAt : null;
        this.#notBefore = Math.max(this.#notBefore, retryAt ?? this.#desk.now() + REST);
      }
    }
    return taken.length;
  }
}
