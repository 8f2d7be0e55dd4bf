import { addDays, daysBetween, workingDaysBetween } from "../day.ts";
import type { Day } from "../day.ts";
import type { Forecast } from "./forecast.ts";
import { leastHistory } from "./forecast.ts";

/** Health as computed from the work, health as a person declared it, and the gap between the two. */
type Health = "on track" | "at risk" | "off track";

interface ComputedHealth {
  readonly health: Health | "unknown";
  /** What decided it first, then whatever else is worth knowing. */
  readonly reasons: readonly string[];
}

export interface HealthInput {
  readonly today: Day;
  readonly startsOn: Day | null;
  readonly targetOn: Day | null;
  /** 0 to 1; null when nothing counts. */
  readonly progress: number | null;
  readonly forecast: Forecast;
  readonly blockers: readonly { readonly key: string; readonly since: Day }[];
}

const oldBlockerDays = 5;

/** The rule in one sentence, for the place where its result is shown. */
export const healthStatement =
  `Off track when the 50 % date is after the target, at risk when the 85 % date is or a blocker is older than ` +
  `${oldBlockerDays} working days, else on track; unknown below ${leastHistory} weeks of history.`;

export function computeHealth(input: HealthInput): ComputedHealth {
  const { today, targetOn, forecast } = input;
  const blocked = oldBlockers(input);
  const notes = [...blocked, ...timeNote(input)];
  if (forecast.kind === "done") return { health: "on track", reasons: ["Nothing is left to do."] };
  if (targetOn !== null && targetOn < today) {
    return {
      health: "off track",
      reasons: [`The target of ${targetOn} has passed and work is left.`, ...notes],
    };
  }
  if (forecast.kind === "too little history")
    return { health: "unknown", reasons: [forecast.sentence, ...notes] };
  if (targetOn === null) {
    if (blocked.length > 0) return { health: "at risk", reasons: notes };
    return {
      health: "unknown",
      reasons: ["There is no target date to compare the forecast with.", ...notes],
    };
  }
  const late = forecast.marks.find(({ on }) => on === null || on > targetOn);
  if (late !== undefined && late.percent < 95) {
    const when = late.on === null ? "beyond what can be forecast" : late.on;
    const reason = `The ${late.percent} % date is ${when}, after the target of ${targetOn}.`;
    return { health: late.percent === 50 ? "off track" : "at risk", reasons: [reason, ...notes] };
  }
  if (blocked.length > 0) return { health: "at risk", reasons: notes };
  const sure = forecast.marks.find(({ percent }) => percent === 85);
  const reason = `The 85 % date is ${sure?.on ?? "unknown"}, within the target of ${targetOn}.`;
  return { health: "on track", reasons: [reason, ...notes] };
}

function oldBlockers({ blockers, today }: HealthInput): readonly string[] {
  return blockers.flatMap(({ key, since }) => {
    const days = workingDaysBetween(since, today);
    return days > oldBlockerDays ? [`${key} has been blocked for ${days} working days.`] : [];
  });
}

/** Progress against time: said, but it decides nothing, as work is rarely spread evenly over its time. */
function timeNote({ startsOn, targetOn, today, progress }: HealthInput): readonly string[] {
  if (startsOn === null || targetOn === null || progress === null || startsOn >= targetOn) return [];
  const time = Math.min(1, Math.max(0, daysBetween(startsOn, today) / daysBetween(startsOn, targetOn)));
  if (time - progress < 0.2) return [];
  return [`${percent(time)} of the time is gone, ${percent(progress)} of the work is done.`];
}

/** The latest human update. */
interface DeclaredHealth {
  readonly health: Health;
  readonly on: Day;
  readonly by: string;
}

interface Staleness {
  readonly state: "fresh" | "due" | "update missing";
  readonly dueOn: Day;
  /** Remind on this day: one and two working days after it was due. */
  readonly nudge: boolean;
}

const graceDays = 3;

/** The rule in one sentence, for the place where its result is shown. */
export const stalenessStatement = `An update is missing ${graceDays} days after it was due.`;

/** `since`: the last update, or the start when there was none. "Update missing" at the cadence plus 3 days. */
export function stalenessOf(since: Day, cadenceDays: number, today: Day): Staleness {
  const dueOn = addDays(since, cadenceDays);
  if (today < dueOn) return { state: "fresh", dueOn, nudge: false };
  const late = workingDaysBetween(dueOn, today);
  const isWorkingDay = workingDaysBetween(addDays(today, -1), today) === 1;
  const state = daysBetween(dueOn, today) >= graceDays ? "update missing" : "due";
  return { state, dueOn, nudge: isWorkingDay && (late === 1 || late === 2) };
}

const severity: Readonly<Record<Health, number>> = { "on track": 0, "at risk": 1, "off track": 2 };

/** Declared beside computed, in a sentence; null when they agree or one of them is unknown. */
export function healthGap(declared: DeclaredHealth | null, computed: ComputedHealth): string | null {
  if (declared === null || computed.health === "unknown" || declared.health === computed.health) return null;
  const said = `${declared.by} said “${declared.health}” on ${declared.on}; the work says “${computed.health}”`;
  const why = computed.reasons[0] ?? "";
  return severity[declared.health] < severity[computed.health]
    ? `${said}: ${why}`
    : `${said}, which is better: ${why} What does the update know that the work does not show?`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
