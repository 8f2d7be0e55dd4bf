import type { FastifyInstance } from "fastify";
import {
  WRITES_PATH,
  writesRequestSchema,
  type Write,
  type WriteAnswer,
  type WritesAnswer,
} from "#shared/contract/scoring/writes.ts";
import { carryOut } from "#sync/scoring/writes.ts";
import type { Caller, CallerCheck } from "../../forge-token.ts";
import { Refused } from "../../refusal.ts";
import type { Service } from "../../service.ts";

/** Everything that people write when they score; each write takes effect once. */
export function writesRoute(server: FastifyInstance, service: Service, check: CallerCheck): void {
  server.post(WRITES_PATH, async (request): Promise<WritesAnswer> => {
    const caller = await check(request.headers.authorization);
    const { writes } = writesRequestSchema.parse(request.body);
    const people = writes.map((write) => personOfWrite(caller, write));
    const answers: WriteAnswer[] = [];
    // One after the other: a later write may build on an earlier one.
    for (const [position, write] of writes.entries()) {
      answers.push(await carryOut(service.scoring, write, people[position] ?? ""));
    }
    return { answers };
  });
}

/** The token's principal; the person that an outbox names counts only where the app called by itself. */
function personOfWrite({ accountId }: Caller, { kept }: Write): string {
  const person = accountId ?? kept?.accountId;
  if (person === undefined) {
    throw new Refused(403, "This write names no person.", "Only the app's own outbox writes without one.");
  }
  if (kept !== undefined && kept.accountId !== person) {
    throw new Refused(403, "This write was kept for another person.", "Each person delivers their own.");
  }
  return person;
}
