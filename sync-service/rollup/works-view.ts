import type { z } from "zod";
import type { WorkRow, Works, worksRequestSchema } from "#shared/contract/initiatives/works.ts";
import { explain } from "#shared/rollup/explain.ts";
import { workKey, type Work } from "#shared/rollup/works.ts";
import { progressView } from "./row.ts";
import type { Sight } from "./sight.ts";
import { assigneeOf, workView } from "./work-view.ts";

type Query = z.output<typeof worksRequestSchema>;

/** A work with what it brings to the number, or why it brings nothing. */
interface Told {
  readonly work: Work;
  readonly counted: WorkRow["counted"];
  readonly why: string;
}

/** "Which items are you counting": those that the query asks for, a page of them. */
export function worksOf(sight: Sight, query: Query): Works {
  const { progress } = sight.standing;
  const lines = explain(progress).lines.map(({ weight, done, tenths, why }, place): Told[] => {
    const work = progress.lines[place]?.work;
    return work ? [{ work, counted: { weight, done, tenths }, why }] : [];
  });
  const leftOut = progress.leftOut.map(({ work, reason }): Told => ({ work, counted: null, why: reason }));
  const wanted = [...lines.flat(), ...leftOut].filter((told) => isWanted(sight, told, query));
  const sorted = sortedBy(sight, wanted, query);
  return {
    version: sight.version,
    progress: progressView(progress),
    total: sorted.length,
    tenths: sorted.reduce((sum, { counted }) => sum + (counted?.tenths ?? 0), 0),
    works: sorted.slice(query.after, query.after + query.limit).map((told) => workRow(sight, told)),
  };
}

function isWanted({ index }: Sight, { work, counted }: Told, query: Query): boolean {
  const { source, status, counts, key } = query;
  if (source !== null && !work.sources.includes(source)) return false;
  if (
    status === "open"
      ? work.status === "completed" || work.status === "canceled"
      : status !== null && work.status !== status
  )
    return false;
  if (counts !== null && counts !== (counted !== null)) return false;
  if (query.blocked && !work.items.some(({ id }) => index.item(id)?.blocked != null)) return false;
  return key === "" || workKey(work).toLowerCase().includes(key.toLowerCase());
}

const STATUSES = ["started", "unstarted", "backlog", "completed", "canceled"];
/** After every day and key. */
const LAST = "\uffff";

function sortedBy({ index }: Sight, told: readonly Told[], { sort, descending }: Query): readonly Told[] {
  if (sort === "source") return descending ? [...told].reverse() : told;
  const item = (work: Work) => work.items.flatMap(({ id }) => index.item(id) ?? []);
  const least = (days: readonly (string | null)[]): string =>
    days.flatMap((day) => day ?? []).sort()[0] ?? LAST;
  const value = ({ work, counted }: Told): string | number => {
    switch (sort) {
      case "key":
        return workKey(work);
      case "status":
        return STATUSES.indexOf(work.status);
      case "weight":
        return counted?.weight ?? -1;
      case "due":
        return least(item(work).map(({ dueOn }) => dueOn));
      case "completed":
        return least(item(work).map(({ completedOn }) => completedOn));
      case "changed":
        return Math.max(...item(work).map(({ updatedAt }) => updatedAt));
    }
  };
  const valued = told.map((each) => ({ each, by: value(each) }));
  valued.sort((one, other) => compare(one.by, other.by) * (descending ? -1 : 1));
  return valued.map(({ each }) => each);
}

const keys = new Intl.Collator("en", { numeric: true });

function compare(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return keys.compare(String(one), String(other));
}

function workRow({ index }: Sight, { work, counted, why }: Told): WorkRow {
  const items = work.items.flatMap(({ id }) => index.item(id) ?? []);
  const told = items.find(({ tracker }) => tracker === "linear") ?? items[0];
  const waits = items.flatMap(({ blocked }) => blocked ?? []);
  const [first] = [...waits].sort((one, other) => (one.since < other.since ? -1 : 1));
  return {
    ...workView(index, work),
    status: work.status,
    team: work.team,
    assignee: assigneeOf(index, work),
    sources: [...work.sources],
    createdOn: items.map(({ createdOn }) => createdOn).sort()[0] ?? "",
    startedOn: told?.startedOn ?? null,
    completedOn: told?.completedOn ?? null,
    dueOn: items.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null,
    blocked: first ? { since: first.since, by: [...new Set(waits.flatMap(({ by }) => by))] } : null,
    diverged: work.diverged,
    counted,
    why,
  };
}
