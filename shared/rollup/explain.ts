import type { Progress } from "./progress.ts";
import { workKey } from "./works.ts";

/** "Explain this 62 %": what a page shows line by line, adding up exactly to the number above it. */
interface Explanation {
  /** Tenths of a percent, rounded: 620 is 62.0 %; null when nothing counts. */
  readonly tenths: number | null;
  readonly sentence: string;
  readonly lines: readonly ExplanationLine[];
  readonly leftOut: readonly { readonly key: string; readonly reason: string }[];
}

interface ExplanationLine {
  /** "SHOP-12", or "SHOP-12 = ENG-4" for a mirrored pair. */
  readonly key: string;
  readonly itemIds: readonly string[];
  readonly sources: readonly string[];
  readonly weight: number;
  readonly done: number;
  readonly why: string;
  /** Where the halves of a mirrored pair differ, and whose value counts. */
  readonly diverged: string | null;
  /** What the line brings to the number, in tenths of a percent: whole, and their sum is exactly `tenths`. */
  readonly tenths: number;
}

export function explain(progress: Progress): Explanation {
  const { share, total, lines } = progress;
  const tenths = share === null ? null : Math.round(share * 1000);
  const exact = lines.map(({ weight, done }) => (total === 0 ? 0 : (weight * done * 1000) / total));
  const shown = apportion(exact, tenths ?? 0);
  return {
    tenths,
    sentence: progressSentence(progress),
    lines: lines.map(({ work, weight, done, why }, position) => ({
      key: workKey(work),
      itemIds: work.items.map((item) => item.id),
      sources: work.sources,
      weight,
      done,
      why,
      diverged: work.diverged,
      tenths: shown[position] ?? 0,
    })),
    leftOut: progress.leftOut.map(({ work, reason }) => ({ key: workKey(work), reason })),
  };
}

/** Whole numbers nearest to the exact ones that sum to `total` (largest remainder). */
function apportion(exact: readonly number[], total: number): readonly number[] {
  const whole = exact.map((value) => Math.floor(value));
  let missing = total - whole.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact.map((_, position) => position);
  const remainder = (position: number): number => (exact[position] ?? 0) - (whole[position] ?? 0);
  byRemainder.sort((left, right) => remainder(right) - remainder(left) || left - right);
  for (const position of byRemainder) {
    if (missing <= 0) break;
    whole[position] = (whole[position] ?? 0) + 1;
    missing -= 1;
  }
  return whole;
}

/** "12 of 20 points: 60 %, from 9 issues; 4 are in both trackers and counted once." */
export function progressSentence({ share, done, total, unit, lines }: Progress): string {
  if (share === null) return "Nothing counts yet, so there is no progress to show.";
  const pairs = lines.filter(({ work }) => work.items.length > 1).length;
  const inBoth =
    pairs === 0 ? "" : `; ${pairs} ${pairs === 1 ? "is" : "are"} in both trackers and counted once`;
  return `${round(done)} of ${round(total)} ${unit}: ${round(share * 100)} %, from ${lines.length} ${lines.length === 1 ? "issue" : "issues"}${inBoth}.`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
