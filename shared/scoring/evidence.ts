import { z } from "zod";
import { addDays, daysBetween, daySchema } from "../day.ts";
import type { Day } from "../day.ts";

/**
 * What supports a score, on Itamar Gilad's Confidence Meter (0 to 10). The strongest unexpired item counts, never
 * the sum: ten opinions are not a test.
 */

interface EvidenceKind {
  readonly label: string;
  /** The meter's value; a range where the kind has one. */
  readonly least: number;
  readonly most: number;
  /** Loses half its value with each period: what users do and markets say changes, a launch's result stays. */
  readonly ages: boolean;
}

export const evidenceKinds = {
  "own-conviction": { label: "own conviction", least: 0.01, most: 0.01, ages: false },
  "pitch-deck": { label: "a pitch deck", least: 0.03, most: 0.03, ages: false },
  "thematic-support": { label: "thematic support", least: 0.03, most: 0.1, ages: false },
  opinions: { label: "others' opinions", least: 0.1, most: 0.2, ages: false },
  estimates: { label: "estimates and plans", least: 0.4, most: 0.5, ages: false },
  anecdotes: { label: "anecdotal evidence", least: 0.5, most: 1, ages: false },
  "market-data": { label: "market data", least: 1, most: 3, ages: true },
  "user-evidence": { label: "user evidence", least: 3, most: 3, ages: true },
  tests: { label: "a test", least: 4, most: 5, ages: false },
  "launch-data": { label: "launch data", least: 10, most: 10, ages: false },
} as const satisfies Readonly<Record<string, EvidenceKind>>;

export type EvidenceKindId = keyof typeof evidenceKinds;

const kindIds = Object.keys(evidenceKinds).filter((id): id is EvidenceKindId => id in evidenceKinds);

export const evidenceSchema = z
  .object({
    id: z.string().min(1),
    kind: z.enum(kindIds),
    source: z.string().trim().min(1, "Say where the evidence comes from: a link, a person, a study."),
    quote: z.string(),
    observedOn: daySchema,
    /** Counts no more from this day on. */
    expiresOn: daySchema.nullable().default(null),
    /** Within the kind's range; without one, its lower end. */
    strength: z.number().nullable().default(null),
  })
  .refine(({ kind, strength }) => strength === null || isWithin(evidenceKinds[kind], strength), {
    path: ["strength"],
    error: (issue) => strengthRefusal(issue.input),
  });
export type Evidence = z.output<typeof evidenceSchema>;

export interface Meter {
  /** 0 to 10; 0 without evidence. */
  readonly value: number;
  readonly strongest: Evidence | null;
  /** The day the strongest item is next halved or ends; null when it keeps its value. */
  readonly fadesOn: Day | null;
}

const defaultHalvingDays = 180;

/** The meter as of a day; evidence observed later does not count yet. */
export function meterOf(
  evidence: readonly Evidence[],
  asOf: Day,
  halvingDays: number = defaultHalvingDays,
): Meter {
  let meter: Meter = { value: 0, strongest: null, fadesOn: null };
  for (const item of evidence) {
    const value = valueOn(item, asOf, halvingDays);
    if (value > meter.value) meter = { value, strongest: item, fadesOn: fadesOn(item, asOf, halvingDays) };
  }
  return meter;
}

/**
 * Market data and user evidence lose half their value every 180 days: full for the first period, half for the
 * second. In steps, because caps have steps too: a study of yesterday must not already support less than today's.
 */
function valueOn(item: Evidence, asOf: Day, halvingDays: number = defaultHalvingDays): number {
  const age = daysBetween(item.observedOn, asOf);
  if (age < 0 || (item.expiresOn !== null && item.expiresOn <= asOf)) return 0;
  const kind = evidenceKinds[item.kind];
  const full = item.strength ?? kind.least;
  return kind.ages ? full * 0.5 ** Math.floor(age / halvingDays) : full;
}

function fadesOn(item: Evidence, asOf: Day, halvingDays: number): Day | null {
  if (!evidenceKinds[item.kind].ages) return item.expiresOn;
  const periods = Math.floor(daysBetween(item.observedOn, asOf) / halvingDays) + 1;
  const halved = addDays(item.observedOn, periods * halvingDays);
  return item.expiresOn !== null && item.expiresOn < halved ? item.expiresOn : halved;
}

function isWithin({ least, most }: EvidenceKind, strength: number): boolean {
  return strength >= least && strength <= most;
}

function strengthRefusal(input: unknown): string {
  const parsed = z.object({ kind: z.enum(kindIds), strength: z.number() }).safeParse(input);
  if (!parsed.success) return "The strength lies outside the kind's range.";
  const { label, least, most } = evidenceKinds[parsed.data.kind];
  const range = least === most ? `${least}` : `from ${least} to ${most}`;
  return `The strength of ${label} is ${range}; ${parsed.data.strength} is not.`;
}
