import { useCallback, useMemo, useState } from "react";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { noFilters, passes } from "./filter.ts";
import type { Filters } from "./filter.ts";
import { standingsOf } from "./standings.ts";
import type { Standings } from "./standings.ts";
import { useJiraFinds } from "./use-jira-finds.ts";

/**
 * The issues in the table's order, filtered. Ranks are always those of now; the order is the one of the last
 * load, so that rows do not run away from under the hands of somebody who goes down a column.
 */
export function useOrder(backlog: BacklogAnswer, framework: FrameworkId, loads: number) {
  const { rows, settings } = backlog;
  const standings = useMemo(() => standingsOf(rows, framework, settings), [rows, framework, settings]);
  const [orders, setOrders] = useState(0);
  const [filters, setFilters] = useState<Filters>(noFilters);
  const { found, isFinding, trouble } = useJiraFinds(filters);

  const occasion = `${loads} ${orders}`;
  const [ordered, setOrdered] = useState<{ occasion: string; order: Order } | null>(null);
  const order = ordered?.occasion === occasion ? ordered.order : orderOf(standings);
  if (ordered?.occasion !== occasion) setOrdered({ occasion, order });

  // An edit does not take a row away that no longer passes: only new filters, or a new order, do.
  const [kept, setKept] = useState<{
    filters: Filters;
    found: typeof found;
    order: Order;
    ids: readonly string[];
  } | null>(null);
  const isKept =
    kept?.filters === filters &&
    kept.order === order &&
    kept.found.byTitle === found.byTitle &&
    kept.found.byStatus === found.byStatus;
  const ids = isKept
    ? kept.ids
    : order.ids.filter((id) => {
        const standing = standings.of.get(id);
        return standing !== undefined && passes(standing, filters, found);
      });
  if (!isKept) setKept({ filters, found, order, ids });

  const moved = useMemo(
    () => ids.filter((id) => order.ranks.get(id) !== standings.of.get(id)?.rank).length,
    [ids, order, standings],
  );
  return {
    standings,
    ids,
    filters,
    setFilters,
    none: noFilters,
    isFinding,
    trouble,
    /** How many of the shown issues have another rank than when they were ordered. */
    moved,
    ranksBefore: order.ranks,
    orderAgain: useCallback(() => setOrders((count) => count + 1), []),
  };
}

interface Order {
  readonly ids: readonly string[];
  readonly ranks: ReadonlyMap<string, number | null>;
}

/** The ranked ones, then those with inputs, then the others, each by key as people count. */
function orderOf({ of, ranking }: Standings): Order {
  const byKey = new Map([...of.values()].map((standing) => [standing.row.key, standing]));
  const ranked = ranking.flatMap(({ key }) => byKey.get(key)?.row.id ?? []);
  const others = [...of.values()]
    .filter(({ rank }) => rank === null)
    .sort(
      (left, right) =>
        Number(left.row.inputs === null) - Number(right.row.inputs === null) ||
        collator.compare(left.row.key, right.row.key),
    );
  return {
    ids: [...ranked, ...others.map(({ row }) => row.id)],
    ranks: new Map([...of].map(([id, { rank }]) => [id, rank])),
  };
}

const collator = new Intl.Collator("en", { numeric: true });
