import type { FastifyRequest } from "fastify";
import { hashOf, isSecretOf } from "#sync/access/token.ts";
import { Refused } from "../refusal.ts";

/** Lets in who runs the service, and so has the trackers' own tokens: reads mirrored titles. Throws `Refused` with 401. */
export function operatorCheck(token: string | undefined): (request: FastifyRequest) => Promise<void> {
  const hash = token === undefined ? undefined : hashOf(token);
  return (request) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (hash !== undefined && given !== undefined && isSecretOf(hash, given)) return Promise.resolve();
    return Promise.reject(
      new Refused(
        401,
        "Only who runs Throughline may read this.",
        "Send THROUGHLINE_OPERATOR_TOKEN of the service’s settings as Authorization: Bearer.",
      ),
    );
  };
}
