import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import { evaluate } from "#shared/scoring/framework.ts";
import type { FrameworkId, Term } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { uncertainTerms } from "#shared/scoring/ranges.ts";
import type { UncertainTerm } from "#shared/scoring/stability.ts";
import { settingsOf } from "../standings.ts";
import type { Standing } from "../standings.ts";

/**
 * Value against effort: a score's dividing terms are what it takes, the others what it brings, but for the
 * confidence: that is the width of the bars, the range it leaves the inputs.
 */

interface Extent {
  readonly low: number;
  readonly stated: number;
  readonly high: number;
}

export interface MatrixPoint {
  readonly standing: Standing;
  readonly value: Extent;
  readonly effort: Extent;
}

export interface Axis {
  readonly label: string;
  /** A logarithmic scale: the values are orders of magnitude apart. */
  readonly isLogarithmic: boolean;
  readonly from: number;
  readonly to: number;
}

/** Null where the framework's score has no effort in it (ICE, weighted, MoSCoW, Kano). */
export function matrixOf(
  standings: readonly Standing[],
  framework: FrameworkId,
  settings: ScoringSettings,
): { readonly points: readonly MatrixPoint[]; readonly value: Axis; readonly effort: Axis } | null {
  const own = settingsOf(framework, settings);
  const first = standings.find(({ score }) => score !== null)?.score;
  if (first !== undefined && first !== null && !first.terms.some(divides)) return null;
  const { confidenceKey } = frameworkById(framework);
  const brings = (term: { enters: Term["enters"] }, position: number, all: readonly Term[]) =>
    !divides(term) && all[position]?.key !== confidenceKey;
  const points = standings.flatMap((standing): MatrixPoint | readonly [] => {
    const { row, score } = standing;
    if (score === null || row.inputs === null) return [];
    const terms = uncertainTerms(framework, row.inputs, own, row.evidence.meter, row.ranges);
    const value = extent(terms.filter((term, position) => brings(term, position, score.terms)));
    const effort = extent(terms.filter(divides).map((term) => ({ ...term, enters: "adds" as const })));
    return { standing, value, effort };
  });
  const terms = first?.terms ?? [];
  const axis = (label: string, pick: (point: MatrixPoint) => Extent): Axis => {
    const extents = points.map(pick);
    return { label, ...scaleOf(extents) };
  };
  return {
    points,
    value: axis(
      labelOf(terms.filter((term, position) => brings(term, position, terms))),
      (point) => point.value,
    ),
    effort: axis(labelOf(terms.filter(divides)), (point) => point.effort),
  };
}

/** 0 to 1 along the axis. */
export function along(axis: Axis, amount: number): number {
  const clamped = Math.min(axis.to, Math.max(axis.from, amount));
  if (!axis.isLogarithmic) return (clamped - axis.from) / (axis.to - axis.from);
  return Math.log(clamped / axis.from) / Math.log(axis.to / axis.from);
}

/** Four to six round amounts on the axis. */
export function ticks({ isLogarithmic, from, to }: Axis): readonly number[] {
  if (isLogarithmic) {
    const powers: number[] = [];
    for (let power = Math.ceil(Math.log10(from)); 10 ** power <= to; power += 1) powers.push(10 ** power);
    const step = Math.ceil(powers.length / 6);
    return powers.filter((_, position) => position % step === 0);
  }
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const amounts: number[] = [];
  for (let amount = Math.ceil(from / step) * step; amount <= to; amount += step) {
    amounts.push(Number(amount.toPrecision(6)));
  }
  return amounts;
}

function divides({ enters }: { enters: Term["enters"] }): boolean {
  return enters === "divides";
}

/** Terms add and multiply only, none is below 0: the lowest of each make the lowest of all. */
function extent(terms: readonly UncertainTerm[]): Extent {
  const at = (end: "low" | "stated" | "high"): number =>
    evaluate(terms.map((term) => ({ key: "", label: "", unit: "", enters: term.enters, value: term[end] })));
  return { low: at("low"), stated: at("stated"), high: at("high") };
}

function scaleOf(extents: readonly Extent[]): Omit<Axis, "label"> {
  const above = extents.flatMap(({ low, stated }) => [low, stated]).filter((amount) => amount > 0);
  const least = Math.min(...above);
  const most = Math.max(...extents.map(({ high }) => high));
  if (extents.length === 0 || above.length === 0 || most <= 0)
    return { isLogarithmic: false, from: 0, to: 1 };
  if (most / least > 60) return { isLogarithmic: true, from: least / 1.2, to: most * 1.2 };
  return { isLogarithmic: false, from: 0, to: most * 1.05 };
}

function labelOf(terms: readonly Term[]): string {
  const names = terms.map(({ label }, position) => (position === 0 ? label : label.toLowerCase()));
  const sums = terms.every(({ enters }) => enters !== "multiplies");
  const [only] = terms;
  const unit = terms.length === 1 && only !== undefined && only.unit !== "" ? ` (${only.unit})` : "";
  return names.join(sums ? " + " : " × ") + unit;
}
