import type { CalibrationView } from "#shared/contract/outcomes/bet.ts";

/** The geometry of the calibration chart: said confidence from 50 to 100 % across, what came true upwards. */

interface BandMark {
  readonly label: string;
  readonly count: number;
  readonly hits: number;
  readonly x: number;
  /** What came true, and the ends of its 95 % interval; upwards is smaller. */
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
  /** What would be perfect, at the band's own mean confidence. */
  readonly perfect: number;
}

interface ChartFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A share of 0.5 to 1 across the chart. */
export function across(confidence: number, { left, right }: ChartFrame): number {
  return left + (right - left) * ((confidence - 0.5) / 0.5);
}

/** A share of 0 to 1 upwards. */
export function upwards(share: number, { top, bottom }: ChartFrame): number {
  return bottom - (bottom - top) * share;
}

export const bandLabel = (from: number, to: number): string =>
  to === 100 ? `${from}–100 %` : `${from}–${to - 1} %`;

/** One mark a band that has measured bets, where its mean confidence is. */
export function bandMarks({ bands }: Pick<CalibrationView, "bands">, frame: ChartFrame): readonly BandMark[] {
  return bands.flatMap(({ from, to, count, hits, meanConfidence, hitRate, interval }) => {
    if (meanConfidence === null || hitRate === null || interval === null) return [];
    return [
      {
        label: bandLabel(from, to),
        count,
        hits,
        x: across(meanConfidence, frame),
        y: upwards(hitRate, frame),
        top: upwards(interval[1], frame),
        bottom: upwards(interval[0], frame),
        perfect: upwards(meanConfidence, frame),
      },
    ];
  });
}

/** Whether a band's people said more than came true, or less; null while the interval holds what they said. */
export function bandVerdict({ meanConfidence, interval }: CalibrationView["bands"][number]): string {
  if (meanConfidence === null || interval === null) return "no bets";
  if (meanConfidence > interval[1]) return "too sure";
  return meanConfidence < interval[0] ? "not sure enough" : "about right";
}
