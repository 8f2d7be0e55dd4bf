/**
 * The session's cookie: no script reads it, no other site's request carries it. Over https its name holds the
 * browser to what it promises: secure, of this host alone, for the whole of it.
 */
const nameOn = (publicUrl: string): string => (isSecure(publicUrl) ? "__Host-throughline" : "throughline");

export function sessionCookie(publicUrl: string, token: string, seconds: number): string {
  const secure = isSecure(publicUrl) ? "; Secure" : "";
  return `${nameOn(publicUrl)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

export function readSessionCookie(publicUrl: string, header: string | undefined): string | undefined {
  const name = nameOn(publicUrl);
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}
