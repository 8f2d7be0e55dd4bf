import type { Actor } from "../kit/edit-log.ts";
import type { User } from "./records.ts";

/** What an API key or an OAuth token may do. */
export interface Access {
  token: string;
  userId: string;
  kind: "apiKey" | "oauth";
  /** An OAuth app in `actor=app` mode may create for others by name. */
  actor: "user" | "app";
  scopes: readonly ("read" | "write")[];
  /** The only teams the key may see; absent means what its user sees. */
  teamIds?: readonly string[];
  /** The tracker itself, while it is being filled. */
  seesAll?: true;
}

/** Who asks: a token's owner, or a person by the control endpoint (who then has no token). */
export interface Caller {
  user: User;
  actor: Actor;
  access: Access | undefined;
}
