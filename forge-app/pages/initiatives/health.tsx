import Lozenge from "@atlaskit/lozenge";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import type { Day } from "#shared/day.ts";
import { dayWords, healthWords, withDays } from "./words.ts";
import type { HealthWord } from "./words.ts";

const APPEARANCES = {
  "on track": "success",
  "at risk": "moved",
  "off track": "removed",
  unknown: "default",
} as const;

export function HealthPill({ health }: { health: HealthWord }) {
  return <Lozenge appearance={APPEARANCES[health]}>{healthWords(health)}</Lozenge>;
}

/** What a person said, and beneath it what the work says wherever that is something else. */
export function HealthPair({ row, today }: { row: Pick<InitiativeRow, "health">; today: Day }) {
  const { declared, computed, gap } = row.health;
  if (declared === null) {
    return (
      <div className="health">
        <HealthPill health={computed.health} />
        <span className="quiet small">{computed.health === "unknown" ? "nobody said" : "computed"}</span>
      </div>
    );
  }
  return (
    <div className="health">
      <HealthPill health={declared.health} />
      {gap === null ? (
        <span className="quiet small">said {dayWords(declared.on, today)}</span>
      ) : (
        <span className="gap small" data-health={computed.health} title={withDays(gap, today)}>
          <span aria-hidden="true">≠ </span>
          work says {computed.health}
        </span>
      )}
    </div>
  );
}
