import type { Service } from "#sync/http/service.ts";
import { Worth } from "#sync/http/views/worth.ts";
import { CardKeeper } from "#sync/scoring/card-keeper.ts";
import type { CardPort } from "#sync/trackers/card-port.ts";

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

/** Runs until the signal aborts; a failure of one look is told and tried again with the next. */
export async function keepCards(
  keeper: CardKeeper,
  { clock, log }: Pick<Service, "clock" | "log">,
  sweepEvery: number,
  signal: AbortSignal,
): Promise<void> {
  let nextSweep = clock.now() + sweepEvery;
  let trouble = "";
  while (!signal.aborted) {
    try {
      if (clock.now() >= nextSweep) {
        nextSweep = clock.now() + sweepEvery;
        await keeper.sweep();
      } else await keeper.pass();
      trouble = "";
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // The same trouble every two seconds is one trouble.
      if (message !== trouble) log("the cards in Linear could not be kept", { message });
      trouble = message;
    }
    try {
      await clock.sleep(LOOK_EVERY, signal);
    } catch {
      // asked to stop
    }
  }
}
