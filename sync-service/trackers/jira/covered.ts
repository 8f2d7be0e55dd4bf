import { z } from "zod";
import { wikiToAdf } from "#sync/richtext/index.ts";
import type { CoveredEdit, ScalarField, UpdateIssue } from "../tracker.ts";
import { jiraTime } from "./schemas.ts";
import type { SiteFacts } from "./site.ts";

const answerSchema = z.object({
  changelog: z.object({
    histories: z.array(
      z.object({
        author: z.object({ accountId: z.string() }).nullish(),
        created: jiraTime,
        items: z.array(
          z.object({
            field: z.string(),
            fieldId: z.string().nullish(),
            from: z.string().nullish(),
            fromString: z.string().nullish(),
          }),
        ),
      }),
    ),
  }),
});

type Item = z.output<typeof answerSchema>["changelog"]["histories"][number]["items"][number];

/** How Jira's history names a field, and what it says the value before was. */
const TOLD: Partial<Record<ScalarField, { id: string; before: (item: Item) => unknown }>> = {
  title: { id: "summary", before: ({ fromString }) => fromString ?? "" },
  // History carries texts as wiki markup.
  description: { id: "description", before: ({ fromString }) => (fromString ? wikiToAdf(fromString) : null) },
  status: { id: "status", before: ({ from }) => from ?? null },
  priority: { id: "priority", before: ({ from }) => from ?? null },
  assignee: { id: "assignee", before: ({ from }) => from ?? null },
  dueDate: {
    id: "duedate",
    before: ({ from, fromString }) => (from ?? fromString ?? "").slice(0, 10) || null,
  },
};

/**
 * Reads, from the changelog that came with an edit's answer, what others wrote into the same fields after we
 * had looked: Jira took our value over theirs without a word.
 */
export function coveredEdits(body: unknown, item: UpdateIssue<"jira">, facts: SiteFacts): CoveredEdit[] {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return [];
  const newestFirst = answer.data.changelog.histories.toSorted((a, b) => b.created - a.created);
  const estimateField = facts.estimateFieldOf(item.observed.container);
  return (Object.keys(item.set) as ScalarField[]).flatMap((field) => {
    const told =
      field === "estimate" && estimateField !== null
        ? { id: estimateField, before: ({ fromString }: Item) => (fromString ? Number(fromString) : null) }
        : TOLD[field];
    if (!told) return [];
    const changes = newestFirst.flatMap(({ author, created, items }) =>
      items
        .filter(({ fieldId, field: name }) => (fieldId ?? name) === told.id)
        .map((one) => ({ one, created, ours: author?.accountId === facts.self })),
    );
    const ours = changes.findIndex((change) => change.ours && change.created >= item.observed.version);
    const [own, before] = [changes[ours], changes[ours + 1]];
    if (!own || !before || before.ours || before.created <= item.observed.version) return [];
    return [{ field, value: told.before(own.one) }];
  });
}
