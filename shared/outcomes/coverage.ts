import { z } from "zod";

/** An issue serves an outcome, with what it is expected to contribute. */
export const outcomeLinkSchema = z.object({
  issueId: z.string().min(1),
  outcomeId: z.string().min(1),
  /** Expected change of the metric, in its unit; null when nobody said. */
  expectedChange: z.number().nullable(),
});
type OutcomeLink = z.output<typeof outcomeLinkSchema>;

interface Coverage {
  /** Share of the work in progress that serves no outcome, 0 to 1; null when nothing is in progress. */
  readonly unservingShare: number | null;
  readonly unserving: readonly string[];
  /** Outcomes that no work in progress serves. */
  readonly outcomesWithoutWork: readonly string[];
  readonly sentence: string;
}

export function coverageOf(
  inProgress: readonly string[],
  outcomes: readonly { readonly id: string }[],
  links: readonly OutcomeLink[],
): Coverage {
  const open = new Set(inProgress);
  const known = new Set(outcomes.map(({ id }) => id));
  const live = links.filter(({ issueId, outcomeId }) => open.has(issueId) && known.has(outcomeId));
  const serving = new Set(live.map(({ issueId }) => issueId));
  const served = new Set(live.map(({ outcomeId }) => outcomeId));
  const unserving = [...open].filter((id) => !serving.has(id));
  const outcomesWithoutWork = [...known].filter((id) => !served.has(id));
  const unservingShare = open.size === 0 ? null : unserving.length / open.size;
  const work =
    unservingShare === null
      ? "Nothing is in progress"
      : `${unserving.length} of ${open.size} issues in progress (${Math.round(unservingShare * 100)} %) serve no outcome`;
  const sentence = `${work}; ${outcomesWithoutWork.length} of ${known.size} outcomes have no work in progress.`;
  return { unservingShare, unserving, outcomesWithoutWork, sentence };
}
