import { dayWords } from "../day.ts";
import { evidenceKinds } from "./evidence.ts";
import type { Meter } from "./evidence.ts";
import type { FrameworkId, Score } from "./framework.ts";
import { frameworkById } from "./registry.ts";
import type { Problem } from "./registry.ts";

/**
 * The score as stated, and the score that its evidence supports. The caps are ours and named so: RICE, meter below
 * 3: 50 % (below 0.5 also flagged unsupported), below 5: 80 %, from 5: 100 %; ICE: the meter itself, at least 1.
 */
export interface SupportedScore {
  readonly stated: Score;
  readonly supported: Score;
  readonly cap: Cap | null;
  readonly isCapped: boolean;
  /** What holds the confidence, and what would raise it. */
  readonly sentence: string;
}

interface Cap {
  /** In the framework's own scale: percent for RICE, 1 to 10 for ICE. */
  readonly confidence: number;
  readonly isUnsupported: boolean;
  /** The meter from which the cap would be higher, with the cap then; null at the top. */
  readonly next: { readonly meter: number; readonly confidence: number } | null;
}

type SupportedResult =
  | { readonly ok: true; readonly result: SupportedScore }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Stated and supported score of one issue; frameworks without a confidence have both the same. */
export function supportedScore(
  id: FrameworkId,
  inputs: Readonly<Record<string, unknown>>,
  settings: unknown,
  meter: Meter,
): SupportedResult {
  const framework = frameworkById(id);
  const stated = framework.score(inputs, settings);
  if (!stated.ok) return stated;
  const cap = confidenceCap(id, meter.value);
  const confidence = framework.confidenceKey === null ? null : inputs[framework.confidenceKey];
  if (cap === null || framework.confidenceKey === null || typeof confidence !== "number") {
    const sentence = `${framework.name} has no confidence; the evidence stands at ${meterWords(meter)}.`;
    const { score } = stated;
    return { ok: true, result: { stated: score, supported: score, cap: null, isCapped: false, sentence } };
  }
  const isCapped = confidence > cap.confidence;
  const supported = isCapped
    ? framework.score({ ...inputs, [framework.confidenceKey]: cap.confidence }, settings)
    : stated;
  if (!supported.ok) return supported;
  const unit = id === "rice" ? " %" : "";
  const sentence = [holds(confidence, cap, meter, unit), raises(confidence, cap, unit), fades(meter)]
    .filter((part) => part !== "")
    .join(" ");
  return { ok: true, result: { stated: stated.score, supported: supported.score, cap, isCapped, sentence } };
}

/** The most confidence that a meter supports; null for a framework without one. */
export function confidenceCap(id: FrameworkId, meter: number): Cap | null {
  if (id === "rice") {
    if (meter < 0.5) return { confidence: 50, isUnsupported: true, next: { meter: 0.5, confidence: 50 } };
    if (meter < 3) return { confidence: 50, isUnsupported: false, next: { meter: 3, confidence: 80 } };
    if (meter < 5) return { confidence: 80, isUnsupported: false, next: { meter: 5, confidence: 100 } };
    return { confidence: 100, isUnsupported: false, next: null };
  }
  if (id !== "ice-product" && id !== "ice-mean") return null;
  const confidence = Math.min(10, Math.max(1, meter));
  const stronger = Object.values(evidenceKinds).find(({ most }) => most > confidence);
  const next = stronger === undefined ? null : { meter: stronger.most, confidence: stronger.most };
  return { confidence, isUnsupported: false, next };
}

function holds(confidence: number, cap: Cap, meter: Meter, unit: string): string {
  if (cap.isUnsupported) {
    const stated = confidence > cap.confidence ? ` instead of the stated ${confidence}${unit}` : "";
    return `Unsupported: the evidence stands at ${meterWords(meter)}, so confidence counts ${cap.confidence}${unit}${stated}.`;
  }
  if (confidence <= cap.confidence) return `The evidence supports it: ${meterWords(meter)}.`;
  return `The evidence (${meterWords(meter)}) supports a confidence of ${round(cap.confidence)}${unit}, not ${confidence}${unit}.`;
}

function raises(confidence: number, cap: Cap, unit: string): string {
  if (cap.next === null || (confidence <= cap.confidence && !cap.isUnsupported)) return "";
  const { meter, confidence: then } = cap.next;
  const kinds = Object.values(evidenceKinds)
    .filter(({ most }) => most >= meter)
    .slice(0, 2)
    .map(({ label, most, least }) => (least >= meter ? label : `${label} of ${Math.min(most, meter)}`));
  const effect = cap.isUnsupported ? "support it" : `raise it to ${then}${unit}`;
  return `${capitalise(kinds.join(" or "))} would ${effect}.`;
}

function fades({ strongest, fadesOn }: Meter): string {
  return strongest === null || fadesOn === null ? "" : `It fades on ${dayWords(fadesOn)}.`;
}

function meterWords({ value, strongest }: Meter): string {
  return strongest === null
    ? "0 of 10, nothing attached"
    : `${round(value)} of 10, ${evidenceKinds[strongest.kind].label}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
