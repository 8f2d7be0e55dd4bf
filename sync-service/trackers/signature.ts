import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a body was signed with the secret, as "sha256=" and the hexadecimal HMAC; compared in constant time. */
export function isSignedBy(secret: string, rawBody: Uint8Array, signature: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
