import type { FastifyInstance } from "fastify";
import { POKER_PATH, pokerRequestSchema, type PokerAnswer } from "#shared/contract/scoring/poker.ts";
import { playPoker, PokerRefused } from "#sync/scoring/poker.ts";
import { personOf, type CallerCheck } from "../../forge-token.ts";
import { Refused } from "../../refusal.ts";
import type { Service } from "../../service.ts";

/** Rounds in which several people rate one input; nobody's vote is told before the reveal. */
export function pokerRoute(server: FastifyInstance, { scoring }: Service, check: CallerCheck): void {
  server.post(POKER_PATH, async (request): Promise<PokerAnswer> => {
    const person = personOf(await check(request.headers.authorization));
    try {
      return await playPoker(scoring, pokerRequestSchema.parse(request.body), person);
    } catch (error) {
      if (error instanceof PokerRefused) throw new Refused(409, error.message, error.advice);
      throw error;
    }
  });
}
