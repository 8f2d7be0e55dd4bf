import { z } from "zod";
import type { CoveredEdit, ScalarField, StoredScalar, UpdateIssue } from "../tracker.ts";

/** Entries read of an issue's history along with its update: ours, and those just before it. */
const ENTRIES = 4;
export const HISTORY_FIELDS = `history(first: ${ENTRIES}) { nodes {
  createdAt fromTitle toTitle fromStateId toStateId fromPriority toPriority
  fromAssigneeId toAssigneeId fromEstimate toEstimate fromDueDate toDueDate fromCycleId toCycleId
} }`;
/** The points that an issue's history costs. */
export const HISTORY_POINTS = 1 + ENTRIES * (1 + 15 * 0.1);

const text = z.string().nullish();
const number = z.number().nullish();
const answerSchema = z.object({
  attachment: z.object({
    issue: z.object({
      history: z.object({
        nodes: z.array(
          z.object({
            createdAt: z.string().transform((at) => Date.parse(at)),
            fromTitle: text,
            toTitle: text,
            fromStateId: text,
            toStateId: text,
            fromPriority: number,
            toPriority: number,
            fromAssigneeId: text,
            toAssigneeId: text,
            fromEstimate: number,
            toEstimate: number,
            fromDueDate: text,
            toDueDate: text,
            fromCycleId: text,
            toCycleId: text,
          }),
        ),
      }),
    }),
  }),
});
type Entry = z.output<typeof answerSchema>["attachment"]["issue"]["history"]["nodes"][number];

const asPriority = (priority: number | null | undefined): string | null =>
  priority === null || priority === undefined ? null : String(priority);

/** What an entry says a field was and became. History tells that a description changed, but not from what. */
const TOLD: Partial<Record<ScalarField, (entry: Entry) => readonly [from: unknown, to: unknown]>> = {
  title: ({ fromTitle, toTitle }) => [fromTitle ?? null, toTitle ?? null],
  status: ({ fromStateId, toStateId }) => [fromStateId ?? null, toStateId ?? null],
  priority: ({ fromPriority, toPriority }) => [asPriority(fromPriority), asPriority(toPriority)],
  assignee: ({ fromAssigneeId, toAssigneeId }) => [fromAssigneeId ?? null, toAssigneeId ?? null],
  estimate: ({ fromEstimate, toEstimate }) => [fromEstimate ?? null, toEstimate ?? null],
  dueDate: ({ fromDueDate, toDueDate }) => [fromDueDate ?? null, toDueDate ?? null],
  cycle: ({ fromCycleId, toCycleId }) => [fromCycleId ?? null, toCycleId ?? null],
};

/** Reads, from the history that came with an update's answer, what others wrote after we had looked. */
export function coveredEdits(answer: unknown, item: UpdateIssue<"linear">): CoveredEdit[] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return [];
  const entries = parsed.data.attachment.issue.history.nodes.toSorted((a, b) => b.createdAt - a.createdAt);
  return (Object.keys(item.set) as StoredScalar<"linear">[]).flatMap((field) => {
    const changes = entries.flatMap((entry) => {
      const [from, to] = TOLD[field]?.(entry) ?? [null, null];
      return from === to ? [] : [{ from, to, at: entry.createdAt }];
    });
    const ours = changes.findIndex(({ to }) => to === item.set[field]);
    const [own, before] = [changes[ours], changes[ours + 1]];
    if (!own || !before || before.at <= item.observed.version) return [];
    return [{ field, value: own.from }];
  });
}
