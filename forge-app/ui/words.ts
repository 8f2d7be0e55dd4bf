import type { MirrorStateOfIssue, ParkedWrite } from "#shared/contract/mirror-state.ts";
import type { MirroredField, TrackerSide } from "#shared/contract/words.ts";
import type { ScoreSummary } from "#shared/contract/worth.ts";

/** How the surfaces say things: one place, so that the same state has the same word everywhere. */

export const TRACKER_NAMES: Record<TrackerSide, string> = { jira: "Jira", linear: "Linear" };

export const FIELD_NAMES: Record<MirroredField, string> = {
  title: "title",
  description: "description",
  status: "status",
  priority: "priority",
  assignee: "assignee",
  labels: "labels",
  estimate: "estimate",
  dueDate: "due date",
  type: "type",
  parent: "parent",
  relations: "links to other issues",
  components: "components",
  custom: "custom fields",
  milestone: "fix version",
  cycle: "sprint",
};

type StateWord = Extract<MirrorStateOfIssue, { kind: "mirrored" }>["state"] | "not-mirrored";

/** The lozenge's word and colour. */
export const STATE_WORDS: Record<
  StateWord,
  { word: string; appearance: "success" | "inprogress" | "moved" | "removed" | "default" }
> = {
  "in-sync": { word: "In sync", appearance: "success" },
  syncing: { word: "Syncing", appearance: "inprogress" },
  creating: { word: "Creating", appearance: "inprogress" },
  parked: { word: "Parked", appearance: "moved" },
  conflict: { word: "Conflict", appearance: "removed" },
  missing: { word: "Counterpart missing", appearance: "moved" },
  deleted: { word: "Counterpart deleted", appearance: "removed" },
  paused: { word: "Paused", appearance: "moved" },
  "not-mirrored": { word: "Not mirrored", appearance: "default" },
};

const STEPS: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, milliseconds: number][] = [
  [90_000, "second", 1_000],
  [90 * 60_000, "minute", 60_000],
  [36 * 3_600_000, "hour", 3_600_000],
  [Number.POSITIVE_INFINITY, "day", 86_400_000],
];

/** "12 seconds ago", "in 5 minutes", "now"; both moments in milliseconds since the epoch. */
export function relativeTime(moment: number, now: number): string {
  const distance = moment - now;
  const step = STEPS.find(([limit]) => Math.abs(distance) < limit) ?? STEPS[0];
  if (step === undefined || Math.abs(distance) < 2_000) return "now";
  const [, unit, milliseconds] = step;
  return new Intl.RelativeTimeFormat("en").format(Math.round(distance / milliseconds), unit);
}

/** "Linear refuses the due date": the head of a parked write's message. */
export function parkedTitle({ side, field }: Pick<ParkedWrite, "side" | "field">): string {
  const isField = field !== "issue" && field !== "comments" && field !== "attachments";
  return `${TRACKER_NAMES[side]} refuses the ${isField ? FIELD_NAMES[field] : field}`;
}

/** A score for reading: two decimals below ten, none above, thousands grouped. */
export function scoreNumber(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }).format(value);
}

const SIGNS: Record<ScoreSummary["terms"][number]["enters"], string> = {
  adds: "+",
  multiplies: "×",
  divides: "÷",
};

/** One term of a score: its sign (none for the first), its name and its value with unit and word. */
export function termWords(
  term: ScoreSummary["terms"][number],
  position: number,
): { sign: string; label: string; value: string } {
  const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(term.value);
  const unit = term.unit === "" ? "" : ` ${term.unit}`;
  const word = term.word === undefined ? "" : ` (${term.word})`;
  return {
    sign: position === 0 && term.enters === "adds" ? "" : SIGNS[term.enters],
    label: term.label,
    value: `${amount}${unit}${word}`,
  };
}

/** "62 %", "62.5 %"; "–" where nothing can be counted yet. */
export function percentWords(percent: number | null): string {
  if (percent === null) return "–";
  return `${new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(percent)} %`;
}
