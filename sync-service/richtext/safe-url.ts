/** A URL that may become a link: without control characters; empty when it would run code. */
export function safeUrl(url: string): string {
  const clean = url.trim().replace(/\p{Cc}/gu, (character) => encodeURIComponent(character));
  const scheme = url.replace(/[\p{Cc}\s]/gu, "").toLowerCase();
  return /^(?:javascript|vbscript|data|blob):/.test(scheme) ? "" : clean;
}
