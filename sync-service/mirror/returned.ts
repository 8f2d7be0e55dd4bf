import { SIDES, type IssueId, type Side } from "#sync/model/issue.ts";
import type { LinkState } from "#sync/model/link.ts";
import { relatedTo } from "#sync/model/relation.ts";
import type { Hint } from "#sync/store/store.ts";
import { snapshotOf, type Batch, type EngineParts, type Work } from "./parts.ts";

/** Whoever speaks of an issue in one of these states does so on his own side only. */
const ASIDE: ReadonlySet<LinkState> = new Set(["missing", "tombstone", "unlinked"]);

/**
 * Issues that are a part of one that is mirrored again, or related to it: what became of that meanwhile stayed on
 * its own side, and nothing else tells that it can be carried over now.
 */
export async function kinOfReturned(
  parts: EngineParts,
  batch: Batch,
  works: readonly Work[],
): Promise<readonly Hint[]> {
  const returned = works.filter(
    ({ link, plan }) => ASIDE.has(link.state) && (plan.state === "linked" || plan.create !== null),
  );
  if (returned.length === 0) return [];
  const hints: Hint[] = [];
  for (const side of SIDES) {
    const snapshots = returned.flatMap((work) => snapshotOf(work, side) ?? []);
    const kin = new Set(snapshots.flatMap(relatedTo));
    for (const id of await partsOf(
      parts,
      batch,
      side,
      snapshots.map(({ id }) => id),
    ))
      kin.add(id);
    hints.push(...[...kin].map((id) => ({ side, id, version: null })));
  }
  return hints;
}

async function partsOf(
  { jira, linear }: EngineParts,
  batch: Batch,
  side: Side,
  above: readonly IssueId[],
): Promise<IssueId[]> {
  if (above.length === 0) return [];
  const scope = { containers: [batch.translator[side].container.id], partsOf: above };
  const found: IssueId[] = [];
  for await (const page of { jira, linear }[side].list(scope, batch)) found.push(...page.map(({ id }) => id));
  return found;
}
