/** What an issue is a part of, by roll-up id; null: of nothing, or nobody knows. */
export type ParentOf = (item: string) => string | null;

/** Those of `roots` that an issue is somewhere below; one that is its own ancestor ends the way up. */
export function rootsAbove(item: string, roots: ReadonlySet<string>, parentOf: ParentOf): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>([item]);
  for (let above = parentOf(item); above !== null && !seen.has(above); above = parentOf(above)) {
    if (roots.has(above)) found.add(above);
    seen.add(above);
  }
  return found;
}
