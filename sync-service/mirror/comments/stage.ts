import type { LinkId } from "#sync/model/link.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { bothEnds } from "../both-ends.ts";
import { type Batch, type EngineParts, type Sent, type Work } from "../parts.ts";
import type { CommentRules } from "./look.ts";
import { planComments } from "./plan.ts";
import { lookAtComments } from "./observe.ts";
import type { CommentResult } from "./result.ts";
import { writeComments } from "./write.ts";

/**
 * Mirrors the comments of links whose issues are both there, once the fields are written: looks at what may
 * have changed, plans, writes. Never throws for what a tracker does; a link without a result was not looked at.
 */
export async function mirrorComments(
  parts: EngineParts,
  batch: Batch,
  works: readonly Work[],
  sent: ReadonlyMap<LinkId, readonly Sent[]>,
): Promise<ReadonlyMap<LinkId, CommentResult>> {
  const { direction } = batch.translator.mirror.comments;
  if (direction === "none") return parkedNoMore(works);
  const candidates = bothEnds(works, sent);
  if (candidates.length === 0) return new Map();
  const rules: CommentRules = {
    carries: (origin) => direction === "both" || direction === (origin === "jira" ? "to-linear" : "to-jira"),
    context: batch.translator.textContext,
    now: parts.clock.now(),
    creationMayLandFor: parts.creationMayLandFor,
  };
  try {
    const looks = await lookAtComments(parts, batch, candidates, rules);
    const plans = looks.map((look) => [look, planComments(look, rules)] as const);
    return await writeComments(parts, batch, candidates, plans);
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    const retryAt = error.retryAt ?? parts.clock.now() + 5_000;
    return new Map(candidates.map(({ work }) => [work.link.id, nothingDone(work, retryAt)]));
  }
}

/** What was parked before the mapping turned comments off is nobody's concern any more. */
function parkedNoMore(works: readonly Work[]): ReadonlyMap<LinkId, CommentResult> {
  const parked = works.filter(({ parked: all }) => all.some(({ field }) => field === "comments"));
  return new Map(
    parked.map((work) => [work.link.id, { ...nothingDone(work, null), isAnswered: true, parked: [] }]),
  );
}

function nothingDone(work: Work, lookAgainAt: number | null): CommentResult {
  return {
    rows: [],
    isAnswered: false,
    parked: work.parked.filter(({ field }) => field === "comments"),
    audit: [],
    lookAgainAt,
    written: 0,
  };
}
