import type { FastifyRequest } from "fastify";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import type { Access, NewAccess } from "#sync/store/access.ts";
import type { Asker } from "../operations/handlers.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";
import { readSessionCookie } from "./cookie.ts";
import { WrongTokens } from "./wrong-tokens.ts";

export interface WhoAsks {
  /** By the session's cookie, or by the bearer of a session or a share link. Throws `Refused` with 401, 403 or 429. */
  viewer: (request: FastifyRequest) => Promise<Viewer & { access: string }>;
  asker: (request: FastifyRequest) => Promise<Asker>;
  /** A sign-in link's token, that may be wrong, used up. */
  signIn: (request: FastifyRequest, token: string) => Promise<{ token: string; session: Session }>;
}
type Session = Extract<NewAccess, { kind: "session" }>;

const SIGN_IN_ADVICE = "Ask whoever runs Throughline for a new sign-in link.";
const SHARE_ADVICE = "Ask whoever sent it to you for a new one.";

export function whoAsks({ access, clock, log, publicUrl }: Service): WhoAsks {
  const wrong = new WrongTokens(clock, (address) => log("too many wrong tokens", { address }));

  const viewer: WhoAsks["viewer"] = async (request) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const cookie = bearer === undefined ? readSessionCookie(publicUrl(), request.headers.cookie) : undefined;
    const token = bearer ?? cookie;
    if (token === undefined) throw new Refused(401, "You are not signed in.", SIGN_IN_ADVICE);
    const found = await access.whatOpens(token);
    if (found.kind === "unknown") {
      wrong.count(request.ip);
      throw new Refused(401, "This link or session is not known here.", SIGN_IN_ADVICE);
    }
    const { kind } = found.access;
    // A cookie comes along with whatever another site makes the browser send; a bearer does not.
    if (cookie !== undefined && request.method !== "GET") checkOrigin(request, publicUrl());
    if (found.kind !== "valid") throw closed(found.kind, found.access);
    if (kind === "share") {
      const { initiative, name, expiresAt, id } = found.access;
      return { kind: "share", initiative, name, expiresAt, access: id };
    }
    if (kind === "session") {
      const { name, email, id } = found.access;
      return { kind: "member", name, email, access: id };
    }
    throw new Refused(401, "A sign-in link is opened in a browser first.", "Open it, and sign in.");
  };

  return {
    viewer,
    asker: async (request) => {
      const seen = await viewer(request);
      return seen.kind === "share"
        ? { kind: "share", initiative: seen.initiative }
        : { kind: "member", name: seen.name, email: seen.email };
    },
    signIn: async (request, token) => {
      checkOrigin(request, publicUrl());
      const done = await access.signIn(token);
      if (done.kind === "signed-in") return done;
      if (done.kind === "unknown") {
        wrong.count(request.ip);
        throw new Refused(401, "This sign-in link is not known here.", SIGN_IN_ADVICE);
      }
      throw closed(done.kind, done.access);
    },
  };
}

function closed(how: "expired" | "ended", access: Access): Refused {
  const by = access.ended?.by;
  switch (access.kind) {
    case "sign-in":
      if (by === "used") return new Refused(401, "This sign-in link was used already.", SIGN_IN_ADVICE);
      return new Refused(
        401,
        `This sign-in link ${how === "expired" ? "has expired" : "was revoked"}.`,
        SIGN_IN_ADVICE,
      );
    case "session":
      return new Refused(401, "Your session has ended.", SIGN_IN_ADVICE);
    case "share":
      return new Refused(
        401,
        `This share link ${how === "expired" ? "has expired" : "was revoked"}.`,
        SHARE_ADVICE,
      );
  }
}

/** Browsers say where a request that changes something comes from. */
function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin, host } = request.headers;
  const isOwn =
    origin !== undefined &&
    URL.canParse(origin) &&
    (origin === new URL(publicUrl).origin || new URL(origin).host === host);
  if (!isOwn) throw new Refused(403, "This request comes from another site.", "Use Throughline’s own page.");
}
