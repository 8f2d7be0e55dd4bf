import { KINDS, outcomeRecordSchema, type OutcomeRecord } from "#sync/outcomes/records.ts";
import type { RecordStore } from "#sync/store/record.ts";

const ALL = 1_000;

/** The outcomes that an issue may serve, by their titles. */
export async function outcomesToChoose(
  records: Pick<RecordStore, "list">,
): Promise<{ id: string; title: string; unit: string }[]> {
  return (await outcomesThereAre(records))
    .filter(({ isClosed }) => !isClosed)
    .map(({ id, title, metric }) => ({ id, title, unit: metric.unit }))
    .sort((one, other) => one.title.localeCompare(other.title));
}

/** Of all there are: an issue may serve one that was closed since. */
export async function outcomeTitles(
  records: Pick<RecordStore, "list">,
): Promise<ReadonlyMap<string, string>> {
  return new Map((await outcomesThereAre(records)).map(({ id, title }) => [id, title]));
}

async function outcomesThereAre(records: Pick<RecordStore, "list">): Promise<OutcomeRecord[]> {
  const outcomes = await records.list(KINDS.outcome, { limit: ALL });
  return outcomes.map(({ body }) => outcomeRecordSchema.parse(body));
}
