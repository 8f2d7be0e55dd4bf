import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { z } from "zod";
import { Refused } from "./refusal.ts";
import type { Service } from "./service.ts";

const ISSUER = "forge/invocation-token";
/** How far Atlassian's clock may be from ours, s. */
const CLOCKS_APART = 5;

const claimsSchema = z.object({
  app: z.object({ id: z.string(), installationId: z.string() }),
  context: z.object({ cloudId: z.string().optional() }).optional(),
  principal: z.string().nullish(),
});

/** Who asks, as Atlassian vouches for it. */
export interface Caller {
  /** The viewer's account id; null when the app acts by itself. */
  accountId: string | null;
  installationId: string;
  cloudId: string | null;
}

/** Who sent a request, by its Authorization header. Throws `Refused`. */
export type CallerCheck = (authorization: string | undefined) => Promise<Caller>;

/** The person of a call that only a person may make. Throws `Refused` with 403. */
export function personOf({ accountId }: Caller): string {
  if (accountId !== null) return accountId;
  throw new Refused(403, "This call names no person.", "Only a person who is signed in to Jira may do this.");
}

/**
 * Makes the check of Forge invocation tokens: RS256, Atlassian's keys, our own app as the audience (from our
 * settings, never from the token). A token that bears `icLabel` comes from an isolated context we do not serve.
 *
 * Throws `Refused` with 401.
 */
export function forgeTokenCheck(service: Service): CallerCheck {
  const { forge, clock, fetch } = service;
  if (!forge) {
    return () =>
      Promise.reject(new Refused(401, "No Forge app is connected to this service.", "Set FORGE_APP_ID."));
  }
  const keys = createRemoteJWKSet(new URL(forge.jwksUrl), {
    [customFetch]: (url, options) => fetch(new Request(url, options)),
  });
  return async (authorization) => {
    const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined) throw refusedToken("carries no token");
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: ISSUER,
        audience: forge.appId,
        algorithms: ["RS256"],
        requiredClaims: ["exp", "iat"],
        clockTolerance: CLOCKS_APART,
        currentDate: new Date(clock.now()),
      });
      if ("icLabel" in payload) throw refusedToken("comes from an isolated context");
      const claims = claimsSchema.parse(payload);
      if (claims.app.id !== forge.appId) throw refusedToken("names another app");
      return {
        accountId: claims.principal ?? null,
        installationId: claims.app.installationId,
        cloudId: claims.context?.cloudId ?? null,
      };
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (error instanceof errors.JWTExpired) throw refusedToken("has expired");
      throw refusedToken("is not one that Atlassian made for this app");
    }
  };
}

function refusedToken(what: string): Refused {
  return new Refused(
    401,
    `The request's invocation token ${what}.`,
    "Check FORGE_APP_ID, and that the app is deployed.",
  );
}
