import { SIDES, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import { projectOf } from "#sync/model/project-id.ts";
import { snapshotOf, type Sent, type Work } from "./parts.ts";

/** A link whose issues are both there, as they were found or have just been created. */
export interface BothEnds {
  work: Work;
  jira: End;
  linear: End;
}

interface End {
  snapshot: Snapshot;
  /** Created in this round: nothing hangs on it yet. */
  isNew: boolean;
}

/** The links of which what hangs on their issues is mirrored now. */
export function bothEnds(
  works: readonly Work[],
  sent: ReadonlyMap<LinkId, readonly Sent[]>,
): readonly BothEnds[] {
  return works.flatMap((work) => {
    const [jira, linear] = SIDES.map((side) => endOf(work, side, sent.get(work.link.id) ?? []));
    // Comments and files are an epic's and a project's own.
    if (!jira || !linear || projectOf(linear.snapshot.id) !== null) return [];
    const isMirrored = work.plan.state === "linked" || work.plan.create !== null;
    const isActive = [jira, linear].every(({ snapshot }) => snapshot.lifecycle === "active");
    return isMirrored && isActive ? [{ work, jira, linear }] : [];
  });
}

/** Something spoke of what hangs on its issues, or nobody ever looked. */
export function isDue({ work }: BothEnds): boolean {
  const { hinted, seen } = work.link.commentHints;
  return hinted > seen;
}

function endOf(work: Work, side: Side, sent: readonly Sent[]): End | undefined {
  const observed = snapshotOf(work, side);
  if (observed) return { snapshot: observed, isNew: false };
  const creation = sent.find(({ entry }) => entry.kind === "create" && entry.side === side);
  return creation?.outcome.kind === "applied"
    ? { snapshot: creation.outcome.snapshot, isNew: true }
    : undefined;
}
