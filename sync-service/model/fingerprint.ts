import stringify from "fast-json-stable-stringify";

/**
 * A short name for a JSON value, equal for equal values whatever the order of their keys: two 32-bit FNV-1a
 * hashes over its text. It tells "the same value again", it protects nothing.
 */
export function fingerprintOf(value: unknown): string {
  const text = value === undefined ? "" : stringify(value);
  let forward = 0x811c9dc5;
  let backward = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    forward = Math.imul(forward ^ text.charCodeAt(index), 0x01000193);
    backward = Math.imul(backward ^ text.charCodeAt(text.length - 1 - index), 0x01000193);
  }
  return [forward, backward].map((hash) => (hash >>> 0).toString(16).padStart(8, "0")).join("");
}
