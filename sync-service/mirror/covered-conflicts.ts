import { otherSide, type Side } from "#sync/model/issue.ts";
import type { Sent } from "./parts.ts";
import type { FoundConflict } from "./plan-types.ts";

interface CoveredConflict extends FoundConflict {
  resolution: Side;
}

/** Neither tracker compares before it sets: what our write covered unseen is kept, as any value that lost. */
export function coveredConflicts({ side, entry, outcome }: Sent): CoveredConflict[] {
  if (outcome.kind !== "applied") return [];
  const resolution = otherSide[side];
  return (outcome.covered ?? []).map(({ field, value }) => {
    const kept = entry.fields[field]?.[resolution] ?? null;
    return side === "jira"
      ? { field, resolution, jira: value, linear: kept }
      : { field, resolution, jira: kept, linear: value };
  });
}
