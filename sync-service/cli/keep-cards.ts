import type { Service } from "#sync/http/service.ts";
import { Worth } from "#sync/http/views/worth.ts";
import { CardKeeper } from "#sync/scoring/card-keeper.ts";
import type { CardPort } from "#sync/trackers/card-port.ts";
import { keepUp } from "./keep-up.ts";

/** How soon after a score the card in Linear follows, ms; a look that finds nothing new costs one count. */
const LOOK_EVERY = 2_000;

/** The keeper of the connection's cards. */
export function cardKeeper(service: Service, cards: CardPort): CardKeeper {
  const { scoring, store, log } = service;
  const worth = new Worth(service);
  return new CardKeeper(scoring, {
    cards,
    initiatives: () => worth.initiativesByIssue(),
    isPaused: async () => (await store.mirror.mirrors()).some(({ pausedReason }) => pausedReason !== null),
    jiraUrl: async () => {
      const directories = await Promise.all(scoring.parts.mirrors().map(({ jira }) => jira()));
      return directories.find((directory) => directory !== null)?.url ?? null;
    },
    log,
  });
}

/** Keeps the cards until the signal aborts. */
export async function keepCards(
  keeper: CardKeeper,
  service: Pick<Service, "clock" | "log">,
  sweepEvery: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = service;
  let nextSweep = clock.now() + sweepEvery;
  const look = async (): Promise<void> => {
    if (clock.now() < nextSweep) {
      await keeper.pass();
      return;
    }
    nextSweep = clock.now() + sweepEvery;
    await keeper.sweep();
  };
  const failed = "the cards in Linear could not be kept";
  await keepUp(look, { ...service, every: LOOK_EVERY, failed, signal });
}
