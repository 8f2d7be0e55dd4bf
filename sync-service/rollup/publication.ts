import type { HumanUpdate, InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { LinearHealth } from "#sync/trackers/planning-port.ts";

/** What of an initiative is worth saying in a tracker. Counts and dates alone: no titles, and no keys of issues. */
export interface Told {
  /** Tenths of a percent; null when nothing counts. */
  progress: number | null;
  done: number;
  total: number;
  unit: string;
  declared: Health | null;
  computed: Health | "unknown";
  targetOn: string | null;
  /** The 50, 85 and 95 % dates; null where there is none. */
  dates: readonly [string | null, string | null, string | null];
  /** The id of the human update that was the latest. */
  update: string | null;
}
type Health = HumanUpdate["health"];

export function toldOf(row: InitiativeRow, update: HumanUpdate | undefined): Told {
  const { progress, forecast, health, targetOn } = row;
  const marks = forecast.kind === "range" ? forecast.marks.map(({ on }) => on) : [];
  return {
    progress: progress.tenths,
    done: progress.done,
    total: progress.total,
    unit: progress.unit,
    declared: health.declared?.health ?? null,
    computed: health.computed.health,
    targetOn,
    dates: [marks[0] ?? null, marks[1] ?? null, marks[2] ?? null],
    update: update?.id ?? null,
  };
}

/** Progress that is worth an update, in tenths of a percent, and a move of the 85 % date, in days. */
const PROGRESS_WORTH = 50;
const DAYS_WORTH = 7;
const DAY = 86_400_000;

/** Whether something changed that people who follow along want to hear. Never true of what was said already. */
export function isWorthSaying(before: Told | null, now: Told): boolean {
  if (before === null) return now.total > 0;
  if (now.update !== before.update || now.computed !== before.computed || now.targetOn !== before.targetOn)
    return true;
  if (Math.abs((now.progress ?? 0) - (before.progress ?? 0)) >= PROGRESS_WORTH) return true;
  if (now.progress === 1000 && before.progress !== 1000) return true;
  const [then, today] = [before.dates[1], now.dates[1]];
  if (then === null || today === null) return then !== today;
  return Math.abs(Date.parse(today) - Date.parse(then)) >= DAYS_WORTH * DAY;
}

const LINEAR: Readonly<Record<Health, LinearHealth>> = {
  "on track": "onTrack",
  "at risk": "atRisk",
  "off track": "offTrack",
};

/** What a person said counts; where nobody did, what the work says. */
export function healthInLinear({ declared, computed }: Told): LinearHealth | null {
  if (declared !== null) return LINEAR[declared];
  return computed === "unknown" ? null : LINEAR[computed];
}

/** The update's text in Markdown, with what is new since the last one and the way back. */
export function updateText(
  now: Told,
  before: Told | null,
  { update, url }: { update: HumanUpdate | undefined; url: string },
): string {
  const lines: string[] = [];
  const isNew = update !== undefined && update.id !== before?.update;
  if (isNew && update.text.trim() !== "")
    lines.push(`${update.text.trim()}\n\n— ${update.name ?? update.by}`);
  lines.push(
    `**${percent(now.progress)}** done: ${now.done} of ${now.total} ${now.unit}.${sinceThen(now, before)}`,
  );
  const [, sure] = now.dates;
  if (sure !== null) {
    const target = now.targetOn === null ? "" : ` The target is ${now.targetOn}.`;
    lines.push(`With 85 % certainty it is done by ${sure}.${target}`);
  }
  if (now.declared !== null && now.computed !== "unknown" && now.declared !== now.computed)
    lines.push(`People say “${now.declared}”; the work says “${now.computed}”.`);
  lines.push(`[Every number with what makes it](${url})`);
  return lines.join("\n\n");
}

function sinceThen(now: Told, before: Told | null): string {
  if (before === null) return "";
  const parts: string[] = [];
  if (before.progress !== now.progress) parts.push(`it was ${percent(before.progress)}`);
  if (before.total !== now.total) parts.push(`the scope was ${before.total}`);
  const [then, sure] = [before.dates[1], now.dates[1]];
  if (then !== null && sure !== null && then !== sure) parts.push(`the 85 % date was ${then}`);
  return parts.length === 0 ? "" : ` At the last update ${parts.join(", ")}.`;
}

const percent = (tenths: number | null): string => (tenths === null ? "Nothing" : `${tenths / 10} %`);

/** What Jira's property on a parent says: numbers to search and show, and the way back. */
export function propertyOf(now: Told, initiative: { id: string; name: string }, url: string) {
  const [half, sure, nearlySure] = now.dates;
  return {
    initiative: initiative.id,
    name: initiative.name,
    url,
    progress: now.progress === null ? null : now.progress / 10,
    done: now.done,
    total: now.total,
    unit: now.unit,
    health: now.declared ?? now.computed,
    computedHealth: now.computed,
    targetOn: now.targetOn,
    forecast: { percent50: half, percent85: sure, percent95: nearlySure },
  };
}
