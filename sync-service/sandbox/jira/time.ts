const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const QUARTER_HOUR = 15 * 60_000;
const MINUTE = 60_000;

/** Minutes that a time zone is ahead of UTC at an instant. No zone changes its offset but on a quarter-hour. */
function offsetMinutes(at: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const bucket = `${timeZone} ${Math.floor(at / QUARTER_HOUR)}`;
  const known = offsets.get(bucket);
  if (known !== undefined) return known;
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formatters.set(timeZone, formatter);
  }
  const name = formatter.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(bucket, offset);
  return offset;
}

/** "2026-03-31T17:05:09.123+0200": the way Jira writes an instant, in the time zone of whoever asks. */
export function jiraTime(at: number, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone);
  const local = new Date(at + offset * MINUTE).toISOString().slice(0, -1);
  const absolute = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
}

/** The calendar day at an instant in a time zone, "2026-03-31". */
export function calendarDay(at: number, timeZone: string): string {
  return new Date(at + offsetMinutes(at, timeZone) * MINUTE).toISOString().slice(0, 10);
}

/** The instant of a wall-clock time in a time zone. */
export function wallClock(
  timeZone: string,
  [year, month, day, hour, minute]: readonly [number, number, number, number, number],
): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const guess = asUtc - offsetMinutes(asUtc, timeZone) * MINUTE;
  return asUtc - offsetMinutes(guess, timeZone) * MINUTE;
}

/** The wall-clock parts of an instant in a time zone: year, month (1-12), day, hour, minute. */
export function wallClockParts(at: number, timeZone: string): [number, number, number, number, number] {
  const local = new Date(at + offsetMinutes(at, timeZone) * MINUTE);
  return [
    local.getUTCFullYear(),
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
  ];
}

/** Whether a text is a real calendar day in the form Jira's date fields take. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
