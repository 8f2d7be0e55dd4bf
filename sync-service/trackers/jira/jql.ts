import type { Scope } from "../tracker.ts";

/**
 * Jira reads a time in JQL in the time zone of whoever asks, by the minute. Rounds down; and where clocks go
 * back and the minute comes twice, names one before the repeated hour, so that nothing is missed whichever
 * of the two Jira takes it for.
 */
export function jqlMinute(at: number, timeZone: string): string {
  const text = wallClock(at, timeZone);
  for (const repeat of [30, 60, 120]) {
    if (wallClock(at + repeat * 60_000, timeZone) === text) return wallClock(at - repeat * 60_000, timeZone);
  }
  return text;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

/** The scope as a JQL clause that is bounded by its projects. */
export function scopeClause(scope: Scope): string {
  const projects = `project in (${scope.containers.map(operand).join(", ")})`;
  const filter = scope.filter?.trim() ?? "";
  const parts = scope.partsOf === undefined ? "" : ` AND parent in (${scope.partsOf.join(", ")})`;
  return `${projects}${parts}${filter === "" ? "" : ` AND (${filter})`}`;
}

/** Ids stay bare, so that Jira does not take them for names. */
function operand(text: string): string {
  return /^\d+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
