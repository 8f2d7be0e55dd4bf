import type { Cycle } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import { translated, type Field, type Translation } from "../merge/field.ts";

/** What sprints and cycles there are, without those that are over. */
export interface Cycles {
  /** The mapping's table. */
  named: Mirror["cycles"];
  jira: readonly Cycle[];
  linear: readonly Cycle[];
}

/** What the issues at a link's ends themselves tell of the ones they are in. */
interface Present {
  jira: Cycle | null;
  linear: Cycle | null;
  /** A sub-task is in its parent's sprint, and never in one of its own. */
  isPart: boolean;
}

/**
 * The sprint in Jira, the cycle in Linear. What is over stays where it is: nothing is moved into it or out of
 * it because it ended. One that has no counterpart waits for one on its own side, and several sprints may
 * show as one cycle: the finer value stays.
 */
export function cycleField(cycles: Cycles, present: Present): Field<string | null, string | null> {
  const { named } = cycles;
  const sprints = withPresent(cycles.jira, present.jira);
  const all = withPresent(cycles.linear, present.linear);
  const alike = (sprint: Cycle, cycle: Cycle): number => likeness(named, sprint, cycle);
  return {
    sameInJira: (a, b) => a === b,
    sameInLinear: (a, b) => a === b,
    toLinear: (sprint, now = null) =>
      present.isPart ? { kind: "leave" } : carry({ from: sprints, to: all, alike }, sprint, now),
    toJira: (cycle, now = null) =>
      present.isPart
        ? { kind: "leave" }
        : carry({ from: all, to: sprints, alike: (a, b) => alike(b, a) }, cycle, now),
  };
}

interface Way {
  from: readonly Cycle[];
  to: readonly Cycle[];
  alike: (from: Cycle, to: Cycle) => number;
}

function carry({ from, to, alike }: Way, id: string | null, now: string | null): Translation<string | null> {
  const source = from.find((one) => one.id === id);
  const target = to.find((one) => one.id === now);
  if (id === null) {
    if (now === null || target?.isPast === true) return translated(now);
    // Nobody took it out of what the other side does not know.
    const isKnown = target && from.some((one) => counterparts(one, to, alike).includes(target));
    return isKnown ? translated(null) : { kind: "wait" };
  }
  if (!source) return { kind: "wait" };
  const found = counterparts(source, to, alike);
  if (target && found.includes(target)) return translated(now);
  if (source.isPast) return { kind: "leave" };
  const [only, ...others] = found.filter(({ isPast }) => !isPast);
  return only && others.length === 0 ? translated(only.id) : { kind: "wait" };
}

function counterparts(source: Cycle, among: readonly Cycle[], alike: Way["alike"]): Cycle[] {
  const best = Math.max(1, ...among.map((one) => alike(source, one)));
  return among.filter((one) => alike(source, one) === best);
}

/** 3: the mapping's table names both; 2: the same name; 1: the same dates; 0: different ones. */
function likeness(named: Mirror["cycles"], sprint: Cycle, cycle: Cycle): 0 | 1 | 2 | 3 {
  const names = [cycle.name, String(cycle.number), `Cycle ${String(cycle.number)}`];
  const wanted = named[sprint.name];
  if (wanted !== undefined) return names.includes(wanted) ? 3 : 0;
  if (Object.values(named).some((name) => names.includes(name))) return 0;
  if (sprint.name.trim().toLowerCase() === cycle.name.trim().toLowerCase()) return 2;
  return sameDates(sprint, cycle) ? 1 : 0;
}

/** A sprint begins and ends in working hours, a cycle at midnight, often with the weekend after. */
const BEGINS_WITHIN = 36 * 60 * 60_000;
const SHARED = 0.75;

/** Both begin within a day and a half, and share three quarters of their time. */
function sameDates(a: Cycle, b: Cycle): boolean {
  if (a.start === null || a.end === null || b.start === null || b.end === null) return false;
  const together = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const whole = Math.max(a.end, b.end) - Math.min(a.start, b.start);
  return Math.abs(a.start - b.start) <= BEGINS_WITHIN && together >= SHARED * whole;
}

function withPresent(known: readonly Cycle[], present: Cycle | null): readonly Cycle[] {
  return present === null ? known : [...known.filter(({ id }) => id !== present.id), present];
}

/** Pairs of a sprint and a cycle that show as each other now. */
export function cyclePairs({ named, jira, linear }: Cycles): (readonly [sprint: Cycle, cycle: Cycle])[] {
  return jira.flatMap((sprint) => {
    const [only, ...others] = counterparts(sprint, linear, (a, b) => likeness(named, a, b));
    return only && others.length === 0 ? [[sprint, only] as const] : [];
  });
}
