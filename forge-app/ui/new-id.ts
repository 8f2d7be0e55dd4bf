/** An id of a write: whoever repeats it after a lost answer changes nothing. */
export function newId(): string {
  return crypto.randomUUID();
}
