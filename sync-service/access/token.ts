import { createHash, timingSafeEqual } from "node:crypto";

/**
 * A token is "<id>.<secret>": the id finds its row, the secret proves the bearer. Only the secret's SHA-256 is
 * kept; 256 random bits need no salt and no slow hash.
 */
interface Token {
  id: string;
  secret: string;
}

export const writeToken = ({ id, secret }: Token): string => `${id}.${secret}`;

/** Undefined where the text cannot be a token. */
export function readToken(text: string): Token | undefined {
  const [, id, secret] = /^([\w-]{8,64})\.([\w-]{32,128})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** In constant time. */
export function isSecretOf(hash: string, secret: string): boolean {
  const [kept, given] = [Buffer.from(hash, "hex"), Buffer.from(hashOf(secret), "hex")];
  return kept.length === given.length && timingSafeEqual(kept, given);
}
