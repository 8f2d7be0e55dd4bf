import { refuse } from "./errors.ts";
import type { Account } from "./model.ts";
import type { Site } from "./site.ts";

export interface AppCredentials {
  readonly accountId: string;
  readonly bearerToken: string;
}

/**
 * Who calls: a person by e-mail and API token, or the app by its bearer token. "Sandbox <account id>" is taken
 * at its word: for what stands in for Atlassian's own platform, which calls as the person or app it has checked.
 * @throws JiraRefusal 401
 */
export function authenticate(
  site: Site,
  app: AppCredentials,
  header: string | null,
): { account: Account; isApp: boolean } {
  const [scheme, secret] = (header ?? "").split(" ");
  if (scheme === "Bearer" && secret === app.bearerToken) {
    const account = site.state.accounts.get(app.accountId);
    if (account) return { account, isApp: true };
  }
  if (scheme === "Sandbox" && secret !== undefined) {
    const account = site.state.accounts.get(secret);
    if (account?.active) return { account, isApp: account.accountType === "app" };
  }
  if (scheme === "Basic" && secret !== undefined) {
    const decoded = Buffer.from(secret, "base64").toString("utf8");
    const colon = decoded.indexOf(":");
    const email = decoded.slice(0, colon).toLowerCase();
    const token = decoded.slice(colon + 1);
    for (const account of site.state.accounts.values()) {
      const matches = account.apiToken !== null && account.apiToken === token;
      if (matches && account.active && account.email.toLowerCase() === email) {
        return { account, isApp: false };
      }
    }
  }
  throw refuse(
    401,
    "Client must be authenticated to access this resource. Send an e-mail and API token, or the app's token.",
  );
}
