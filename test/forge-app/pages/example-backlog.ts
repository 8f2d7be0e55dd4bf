import type { BacklogAnswer, BacklogRow } from "#shared/contract/scoring/backlog.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");

/** A row of RICE with evidence that supports any confidence. */
export function row(number: number, changes: Partial<BacklogRow> = {}): BacklogRow {
  return {
    id: String(10_000 + number),
    key: `SHOP-${number}`,
    rank: null,
    value: null,
    stated: null,
    inputs: null,
    revision: 0,
    span: null,
    evidence: { meter: 10, strongest: "launch-data", items: 1 },
    otherRanks: {},
    disagreement: null,
    rescores: 0,
    outcomes: [],
    by: null,
    at: null,
    ...changes,
  };
}

/** Scored by RICE: reach × impact 1 × 100 % ÷ effort 1, so that the reach is the score. */
export function scored(number: number, reach: number, changes: Partial<BacklogRow> = {}): BacklogRow {
  const inputs = { reach, impact: 1, confidence: 100, effort: 1 };
  return row(number, { inputs, revision: 1, by: "account-of-ada", at: NOW - 86_400_000, ...changes });
}

export function backlogAnswer(
  rows: readonly BacklogRow[],
  changes: Partial<BacklogAnswer> = {},
): BacklogAnswer {
  return {
    now: NOW,
    version: "1",
    rows: [...rows],
    total: rows.length,
    scored: rows.filter(({ inputs }) => inputs !== null).length,
    people: { "account-of-ada": "Ada Lindqvist" },
    outcomeTitles: { checkout: "Faster checkout" },
    settings: defaultScoringSettings,
    settingsRevision: 1,
    mayGive: ["reach", "impact", "confidence", "effort", "value"],
    checks: { costOfOrder: null, sentences: [] },
    ...changes,
  };
}
