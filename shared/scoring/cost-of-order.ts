/** What the order of work costs, in money: each issue costs its cost of delay for every week until it is done. */

export interface Delayed {
  readonly key: string;
  /** Money a week; null where nobody estimated it. */
  readonly costPerWeek: number | null;
  readonly weeks: number | null;
}

interface CostOfOrder {
  /** Of the order given, one issue at a time. */
  readonly cost: number;
  /** Of the best order, which is by CD3: highest cost of delay ÷ duration first (Smith 1956). */
  readonly bestCost: number;
  readonly bestOrder: readonly string[];
  /** What the present order costs more than the best. */
  readonly extra: number;
  /** Issues without cost or duration: not in any of the numbers. */
  readonly leftOut: readonly string[];
}

export function costOfOrder(order: readonly Delayed[]): CostOfOrder {
  const known: Known[] = [];
  const leftOut: string[] = [];
  for (const { key, costPerWeek, weeks } of order) {
    if (costPerWeek === null || weeks === null) leftOut.push(key);
    else known.push({ key, costPerWeek, weeks });
  }
  const best = [...known].sort((left, right) => {
    const [sooner, later] = [cd3(left), cd3(right)];
    return sooner === later ? 0 : sooner > later ? -1 : 1;
  });
  const cost = costOf(known);
  const bestCost = costOf(best);
  return { cost, bestCost, bestOrder: best.map(({ key }) => key), extra: cost - bestCost, leftOut };
}

interface Known {
  readonly key: string;
  readonly costPerWeek: number;
  readonly weeks: number;
}

/** What takes no time waits for nothing. */
function cd3({ costPerWeek, weeks }: Known): number {
  return weeks === 0 ? Infinity : costPerWeek / weeks;
}

function costOf(order: readonly Known[]): number {
  let done = 0;
  let cost = 0;
  for (const { costPerWeek, weeks } of order) {
    done += weeks;
    cost += costPerWeek * done;
  }
  return cost;
}
