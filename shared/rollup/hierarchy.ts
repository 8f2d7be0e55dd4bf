/**
 * Trackers allow (or keep, after a move) issues that are each other's ancestors. Inside such a ring nobody is
 * anybody's parent here, so that its issues still count; all other edges stay.
 */
interface Hierarchy {
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
  readonly inCycle: ReadonlySet<number>;
}

/** `parents[i]` lists the positions of i's parents. */
export function withoutCycles(parents: readonly (readonly number[])[]): Hierarchy {
  const ring = ringOf(parents);
  const kept = parents.map((above, position) => above.filter((parent) => ring[parent] !== ring[position]));
  const children: number[][] = parents.map(() => []);
  kept.forEach((above, position) => {
    for (const parent of above) children[parent]?.push(position);
  });
  const inCycle = new Set<number>();
  parents.forEach((above, position) => {
    if (above.some((parent) => ring[parent] === ring[position])) inCycle.add(position);
  });
  return { parents: kept, children, inCycle };
}

/**
 * The strongly connected component of each position (Tarjan 1972, with an explicit stack: hierarchies of tens of
 * thousands must not overflow the call stack).
 */
function ringOf(edges: readonly (readonly number[])[]): readonly number[] {
  const order = new Int32Array(edges.length).fill(-1);
  const low = new Int32Array(edges.length);
  const ring = new Array<number>(edges.length).fill(-1);
  const open: number[] = [];
  let visited = 0;
  let rings = 0;

  for (let start = 0; start < edges.length; start += 1) {
    if (order[start] !== -1) continue;
    const path: { position: number; next: number }[] = [{ position: start, next: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1];
      if (step === undefined) break;
      const { position } = step;
      if (step.next === 0) {
        order[position] = low[position] = visited;
        visited += 1;
        open.push(position);
      }
      const target = edges[position]?.[step.next];
      step.next += 1;
      if (target !== undefined) {
        if (order[target] === -1) path.push({ position: target, next: 0 });
        else if (ring[target] === -1) low[position] = Math.min(low[position] ?? 0, order[target] ?? 0);
        continue;
      }
      if (low[position] === order[position]) {
        for (let member = open.pop(); member !== undefined; member = open.pop()) {
          ring[member] = rings;
          if (member === position) break;
        }
        rings += 1;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above !== undefined) {
        low[above.position] = Math.min(low[above.position] ?? 0, low[position] ?? 0);
      }
    }
  }
  return ring;
}
