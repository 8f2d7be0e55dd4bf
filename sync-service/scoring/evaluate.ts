import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { InputProblem, Inputs } from "#shared/contract/scoring/words.ts";
import type { Day } from "#shared/day.ts";
import { meterOf, type Meter } from "#shared/scoring/evidence.ts";
import type { FrameworkId, Score } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { supportedScore, type SupportedScore } from "#shared/scoring/supported.ts";
import type { Ledger } from "./ledger.ts";

/** A framework's own settings, as the company has them; the defaults where it is not in use. One object each. */
export function settingsOf(settings: ScoringSettings, framework: FrameworkId): unknown {
  return settings.frameworks.find(({ id }) => id === framework)?.settings ?? DEFAULTS;
}
const DEFAULTS = {};

export function meterOfIssue(ledger: Ledger, issue: string, today: Day): Meter {
  const evidence = ledger.evidenceOf(issue).map(({ body }) => body.evidence);
  return meterOf(evidence, today, ledger.settings.evidenceHalfLifeDays);
}

type Evaluated =
  | { kind: "scored"; result: SupportedScore }
  /** Inputs that are missing or no longer fit the scale. */
  | { kind: "unfinished"; problems: readonly InputProblem[] };

/** What inputs come to under today's settings and evidence. */
export function evaluate(
  settings: ScoringSettings,
  framework: FrameworkId,
  inputs: Inputs,
  meter: Meter,
): Evaluated {
  const answer = supportedScore(framework, inputs, settingsOf(settings, framework), meter);
  return answer.ok
    ? { kind: "scored", result: answer.result }
    : { kind: "unfinished", problems: answer.problems };
}

/** The score that ranks go by. */
export const rankedBy = (settings: ScoringSettings, result: SupportedScore): Score =>
  settings.rankBy === "supported" ? result.supported : result.stated;

/** The field's name as people know it. */
export function labelOf(settings: ScoringSettings, framework: FrameworkId, key: string): string {
  const field = frameworkById(framework)
    .fields(settingsOf(settings, framework))
    .find((one) => one.key === key);
  return field?.label ?? key;
}
