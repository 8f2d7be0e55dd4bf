import type { MirrorStateOfIssue, ParkedWrite } from "#shared/contract/mirror-state.ts";
import type { Standing } from "#shared/contract/scoring/context.ts";
import type { MirroredField, TrackerSide } from "#shared/contract/words.ts";
import type { OutcomeSummary, ScoreSummary } from "#shared/contract/worth.ts";
import { unitOf } from "#shared/outcomes/amount.ts";

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

export const TROUBLE_TITLES = {
  "service-away": "Throughline is away",
  refused: "Throughline says no",
} as const;

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
  const unit = unitWords(term.value, term.unit);
  const word = term.word === undefined ? "" : ` (${term.word})`;
  return {
    sign: position === 0 && term.enters === "adds" ? "" : SIGNS[term.enters],
    label: term.label,
    value: `${amount}${unit}${word}`,
  };
}

/** " users per quarter"; one of them is a user. */
function unitWords(amount: number, unit: string): string {
  if (unit === "") return "";
  return ` ${amount === 1 ? unit.replace(/^([\w-]+)s\b/, "$1") : unit}`;
}

/** A percent sign stays with its number, where a sentence is broken into lines. */
export const unbroken = (sentence: string): string => sentence.replaceAll(/(\d) (?=%)/gu, "$1\u00a0");

/** "62 %", "62.5 %"; "–" where nothing can be counted yet. */
export function percentWords(percent: number | null): string {
  if (percent === null) return "–";
  return `${new Intl.NumberFormat("en", { maximumFractionDigits: 1 }).format(percent)} %`;
}

/** A score as people say it: "533", "Must have", "12,000 EUR per week". */
export function scoreWords({
  value,
  unit,
  category,
}: Pick<ScoreSummary, "value" | "unit" | "category">): string {
  if (category !== undefined) return category;
  return unit === "" ? scoreNumber(value) : `${scoreNumber(value)} ${unit}`;
}

/** The terms in one line: "500 users per quarter × 2 (high) × 80 % (medium) ÷ 1.5 person-months". */
export function formulaWords(terms: ScoreSummary["terms"]): string {
  return terms
    .map((term, position) => {
      const { sign, label, value } = termWords(term, position);
      const named = term.unit === "" && term.word === undefined ? `${label.toLowerCase()} ${value}` : value;
      return sign === "" ? named : `${sign} ${named}`;
    })
    .join(" ");
}

/** How sure a rank is: "Between 2 and 9 in 90 % of 1,000 trials; 12 open issues have no score." */
export function spanWords({ span, unscored }: Pick<Standing, "span" | "unscored">): string {
  const sure =
    span.from === span.to
      ? `Rank ${span.from} in at least 90 % of 1,000 trials.`
      : `Between ${span.from} and ${span.to} in 90 % of 1,000 trials.`;
  if (unscored === 0) return sure;
  return `${sure} ${unscored} open ${unscored === 1 ? "issue has" : "issues have"} no score.`;
}

/** Where an outcome's metric is: "Guest checkout rate 31 %, from 24 to 40". */
export function metricWords({ metric, now }: Pick<OutcomeSummary, "metric" | "now">): string {
  const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const unit = (value: number): string => (metric.unit === "" ? "" : ` ${unitOf(value, metric.unit)}`);
  const way = `from ${amount.format(metric.baseline)} to ${amount.format(metric.target)}${unit(metric.target)}`;
  if (now === null) return `${metric.name}, ${way}; no reading yet`;
  return `${metric.name} ${amount.format(now.value)}${unit(now.value)}, ${way}`;
}

export const personWords = ({ accountId, name }: { accountId: string; name: string | null }): string =>
  name ?? accountId;

/** "14:05", in the viewer's own time. */
export function clockTime(moment: number): string {
  return new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false }).format(moment);
}

/** "2 Mar 2026, 14:05", in the viewer's own time. */
export function dateAndTime(moment: number): string {
  const format = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(moment);
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
