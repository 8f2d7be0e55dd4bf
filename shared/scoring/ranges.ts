import { confidenceCap } from "./supported.ts";
import type { Field, FrameworkId, Term } from "./framework.ts";
import { frameworkById } from "./registry.ts";
import type { UncertainTerm } from "./stability.ts";

/** Between what ends an input may truly lie. */
interface InputRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The terms of a score with the ends that its inputs' ranges give them. An input without a range of its own gets
 * one by its confidence (ours): ±10 % at 95 % or more, ±25 % at 75 % or more, else ±50 %, within its scale; the
 * confidence itself does not vary, it is what the width came from. Empty for inputs that have no score.
 */
export function uncertainTerms(
  id: FrameworkId,
  inputs: Readonly<Record<string, unknown>>,
  settings: unknown,
  meter: number,
  ranges: Readonly<Record<string, InputRange>> = {},
): readonly UncertainTerm[] {
  const framework = frameworkById(id);
  const stated = framework.score(inputs, settings);
  if (!stated.ok) return [];
  const width = widthAt(confidenceShare(id, inputs, meter));
  const lows: Record<string, number> = {};
  const highs: Record<string, number> = {};
  for (const field of framework.fields(settings)) {
    const value = inputs[field.key];
    if (typeof value !== "number") continue;
    const range =
      ranges[field.key] ?? (field.key === framework.confidenceKey ? null : around(value, width, field));
    if (range === null) continue;
    lows[field.key] = Math.min(range.low, value);
    highs[field.key] = Math.max(range.high, value);
  }
  const low = framework.scoreBetween(inputs, lows, settings);
  const high = framework.scoreBetween(inputs, highs, settings);
  if (!low.ok || !high.ok) return [];
  return stated.score.terms.map((term, position) => {
    const one = amount(low.score.terms[position] ?? term);
    const other = amount(high.score.terms[position] ?? term);
    return {
      enters: term.enters,
      low: Math.min(one, other),
      stated: amount(term),
      high: Math.max(one, other),
    };
  });
}

/** Frameworks without a confidence take what the evidence would support in RICE. */
function confidenceShare(id: FrameworkId, inputs: Readonly<Record<string, unknown>>, meter: number): number {
  const key = frameworkById(id).confidenceKey;
  const stated = key === null ? undefined : inputs[key];
  if (typeof stated === "number") return stated / (id === "rice" ? 100 : 10);
  return (confidenceCap("rice", meter)?.confidence ?? 50) / 100;
}

function widthAt(confidence: number): number {
  if (confidence >= 0.95) return 0.1;
  return confidence >= 0.75 ? 0.25 : 0.5;
}

function around(value: number, width: number, field: Field): InputRange | null {
  if (field.kind === "category" || field.kind === "survey") return null;
  const values = field.kind === "choice" ? field.choices.map((choice) => choice.value) : [];
  const least = field.kind === "number" ? field.minimum : Math.min(...values);
  const most = field.kind === "number" ? (field.maximum ?? Infinity) : Math.max(...values);
  const reach = Math.abs(value) * width;
  return { low: Math.max(least, value - reach), high: Math.min(most, value + reach) };
}

function amount(term: Term): number {
  return term.unit === "%" ? term.value / 100 : term.value;
}
