import type { z } from "zod";
import type { healthViewSchema } from "#shared/contract/initiatives/words.ts";
import { computeHealth, healthGap, healthStatement, stalenessOf } from "#shared/rollup/health.ts";
import { dayOf } from "./initiative.ts";
import type { Sight } from "./sight.ts";

export type HealthView = z.output<typeof healthViewSchema>;

/** What a person said beside what the work says. */
export function healthView({ initiative, standing, today, since, updates }: Sight): HealthView {
  const { startsOn, targetOn, cadenceDays } = initiative;
  const { progress, forecast, blocked } = standing;
  const computed = computeHealth({
    today,
    startsOn,
    targetOn,
    progress: progress.share,
    forecast,
    blockers: blocked,
  });
  const [latest] = updates;
  const declared = latest
    ? { health: latest.health, on: dayOf(latest.at), by: latest.name ?? latest.by }
    : null;
  const staleness = stalenessOf(declared?.on ?? since, cadenceDays, today);
  return {
    declared,
    computed: { health: computed.health, reasons: [...computed.reasons] },
    gap: healthGap(declared, computed),
    statement: healthStatement,
    staleness: { ...staleness, sentence: stalenessSentence(staleness, declared?.on ?? null) },
  };
}

function stalenessSentence({ state, dueOn }: ReturnType<typeof stalenessOf>, lastOn: string | null): string {
  const last = lastOn === null ? "Nobody has said how it goes yet" : `The last update is of ${lastOn}`;
  if (state === "fresh") return `${last}; the next is due on ${dueOn}.`;
  if (state === "due") return `${last}; one was due on ${dueOn}.`;
  return `${last}; the update that was due on ${dueOn} is missing.`;
}
