import { outcomeSchema } from "#shared/outcomes/outcome.ts";
import type { RecordStore } from "#sync/store/record.ts";

const ALL = 1_000;
const choiceSchema = outcomeSchema.pick({ id: true, title: true, metric: true });

/** The outcomes that an issue may serve, by their titles. */
export async function outcomesToChoose(
  records: Pick<RecordStore, "list">,
): Promise<{ id: string; title: string; unit: string }[]> {
  const outcomes = await records.list("outcome", { limit: ALL });
  return outcomes
    .map(({ body }) => choiceSchema.parse(body))
    .map(({ id, title, metric }) => ({ id, title, unit: metric.unit }))
    .sort((one, other) => one.title.localeCompare(other.title));
}

export async function outcomeTitles(
  records: Pick<RecordStore, "list">,
): Promise<ReadonlyMap<string, string>> {
  return new Map((await outcomesToChoose(records)).map(({ id, title }) => [id, title]));
}
