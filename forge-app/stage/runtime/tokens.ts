import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { JWK } from "jose";

/** Whom a call of the app is made for, as Forge tells a remote. */
interface Invocation {
  /** Null when the app acts by itself. */
  accountId: string | null;
  /** Key of the module whose surface called. */
  module: string;
}

export interface InvocationTokens {
  /** What a service under test takes its keys from. */
  readonly jwks: { keys: JWK[] };
  sign(invocation: Invocation): Promise<string>;
}

/** The stage's own site and installation. */
export const SITE = {
  cloudId: "5f3d0c1e-0000-4000-8000-00000000cafe",
  installationId: "ari:cloud:ecosystem::installation/5f3d0c1e-0000-4000-8000-00000000beef",
  environmentId: "5f3d0c1e-0000-4000-8000-00000000d00d",
} as const;

/** Forge invocation tokens as Atlassian signs them (RS256, one audience), with a key of the stage's own. */
export async function invocationTokens(app: {
  id: string;
  jiraUrl: string;
  /** Milliseconds since the epoch, by the clock that the service believes. */
  now: () => Promise<number>;
}): Promise<InvocationTokens> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const kid = "throughline-stage";
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  return {
    jwks: { keys: [jwk] },
    sign: async ({ accountId, module }) => {
      const now = Math.floor((await app.now()) / 1_000);
      return await new SignJWT({
        app: {
          id: app.id,
          version: "1.0.0",
          installationId: SITE.installationId,
          apiBaseUrl: app.jiraUrl,
          environment: { type: "DEVELOPMENT", id: `${app.id}/${SITE.environmentId}` },
          module: { type: "core:endpoint", key: module },
        },
        context: { cloudId: SITE.cloudId, siteUrl: app.jiraUrl },
        ...(accountId === null ? {} : { principal: accountId }),
      })
        .setProtectedHeader({ alg: "RS256", kid })
        .setIssuer("forge/invocation-token")
        .setAudience(app.id)
        .setIssuedAt(now)
        .setExpirationTime(now + 60)
        .sign(privateKey);
    },
  };
}
