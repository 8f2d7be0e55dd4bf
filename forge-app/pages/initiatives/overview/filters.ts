import type { SavedView } from "#shared/contract/initiatives/definition.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import { shownHealth } from "../words.ts";
import type { HealthWord } from "../words.ts";

/** Which initiatives are shown and in what order: what a saved view keeps. */

export type Looks = Pick<SavedView, "layout" | "sort" | "filter">;
export type SortBy = SavedView["sort"]["by"];

export const firstLooks: Looks = {
  layout: "list",
  sort: { by: "health", descending: false },
  filter: { owners: [], health: [], outcomes: [], needsDecision: false, isArchived: false, text: "" },
};

/** The initiatives that pass, in their order; what has no value to order by comes last either way. */
export function looked(rows: readonly InitiativeRow[], { filter, sort }: Looks): readonly InitiativeRow[] {
  const text = filter.text.trim().toLowerCase();
  const passing = rows.filter(
    (row) =>
      row.isArchived === filter.isArchived &&
      (filter.owners.length === 0 || (row.owner !== null && filter.owners.includes(row.owner.id))) &&
      (filter.health.length === 0 || filter.health.includes(shownHealth(row))) &&
      (filter.outcomes.length === 0 || row.outcomes.some(({ id }) => filter.outcomes.includes(id))) &&
      (!filter.needsDecision || row.decisions > 0) &&
      (text === "" ||
        row.name.toLowerCase().includes(text) ||
        (row.owner?.name ?? "").toLowerCase().includes(text)),
  );
  return passing.sort((left, right) => {
    const [one, other] = [orderOf(left, sort.by), orderOf(right, sort.by)];
    if (one === null || other === null) {
      return Number(one === null) - Number(other === null) || byName(left, right);
    }
    const order = one < other ? -1 : one > other ? 1 : 0;
    return (sort.descending ? -order : order) || byName(left, right);
  });
}

export const isFiltered = ({ filter }: Looks): boolean =>
  JSON.stringify({ ...filter, isArchived: false }) !== JSON.stringify(firstLooks.filter);

/** A view that was saved and has not been changed since. */
export const isLike = (looks: Looks, view: Looks): boolean =>
  JSON.stringify([looks.layout, looks.sort, looks.filter]) ===
  JSON.stringify([view.layout, view.sort, view.filter]);

/** The worst first. */
const severity: Readonly<Record<HealthWord, number>> = {
  "off track": 0,
  "at risk": 1,
  "on track": 2,
  unknown: 3,
};

function orderOf(row: InitiativeRow, by: SortBy): string | number | null {
  switch (by) {
    case "name":
      return row.name.toLowerCase();
    case "owner":
      return row.owner?.name?.toLowerCase() ?? null;
    case "target":
      return row.targetOn;
    case "health":
      return severity[shownHealth(row)];
    case "progress":
      return row.progress.tenths;
    case "forecast":
      return sureOn(row);
    case "updated":
      return row.updatedAt;
  }
}

/** The 85 % date; far away when it cannot be said, none without a forecast. */
function sureOn({ forecast }: InitiativeRow): Day | null {
  if (forecast.kind !== "range") return null;
  return forecast.marks.find(({ percent }) => percent === 85)?.on ?? "9999-12-31";
}

const byName = (left: InitiativeRow, right: InitiativeRow): number => left.name.localeCompare(right.name);
