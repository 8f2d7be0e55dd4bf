import type { Clock, Random } from "#sync/model/effects.ts";
import type { OutcomesDesk } from "#sync/outcomes/desk.ts";
import { InitiativesDesk } from "#sync/rollup/desk.ts";
import { storedHistory } from "#sync/rollup/stored-history.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import type { Store } from "#sync/store/open.ts";

/** The connection's initiatives, told by scoring who people are and by outcomes what they serve. */
export function initiativesDesk(parts: {
  store: Store;
  scoring: ScoringDesk;
  outcomes: OutcomesDesk;
  clock: Clock;
  random: Random;
}): InitiativesDesk {
  const { store, scoring, clock, random } = parts;
  const { ledger } = parts.outcomes;
  return new InitiativesDesk({
    records: store.records,
    history: storedHistory(store.rollup),
    outcomes: {
      look: async () => {
        await ledger.refresh();
        return ledger.version;
      },
      outcome: (id) => {
        const entry = ledger.outcomes.get(id);
        return entry ? { outcome: entry.body, readings: ledger.readingsOf(id) } : null;
      },
      bets: () => [...ledger.bets.values()].map(({ body }) => body.bet),
      results: () => [...ledger.results.values()].map(({ body }) => body),
    },
    clock,
    random,
    nameOf: (accountId) => scoring.personOf(accountId).name,
  });
}
