import type { IssueId } from "#sync/model/issue.ts";

/**
 * Which issues each query finds, in the order of the queries, where only a few of many find any: several are
 * asked as one, and only those that together found something are asked apart, half by half, about what was found.
 */
export async function findEach<Query>(
  queries: readonly Query[],
  ids: readonly IssueId[],
  together: number,
  ask: (queries: readonly Query[], ids: readonly IssueId[]) => Promise<ReadonlySet<IssueId>>,
): Promise<readonly ReadonlySet<IssueId>[]> {
  const found = queries.map((): ReadonlySet<IssueId> => new Set());
  const look = async (from: number, to: number, among: readonly IssueId[]): Promise<void> => {
    const hits = await ask(queries.slice(from, to), among);
    if (hits.size === 0) return;
    if (to - from === 1) {
      found[from] = hits;
      return;
    }
    const middle = Math.ceil((from + to) / 2);
    await look(from, middle, [...hits]);
    await look(middle, to, [...hits]);
  };
  if (ids.length === 0) return found;
  for (let from = 0; from < queries.length; from += together) {
    await look(from, Math.min(from + together, queries.length), ids);
  }
  return found;
}
