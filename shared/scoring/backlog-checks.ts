import type { MoscowCategory } from "./moscow.ts";
import type { WsjfInputs } from "./wsjf.ts";

/** Rules of a framework that only a whole backlog can break. */

interface MoscowBalance {
  /** Share of the effort of Must + Should + Could, 0 to 1; null when none has an effort. */
  readonly mustShare: number | null;
  readonly couldShare: number | null;
  /** Must above 60 % of the effort: DSDM then promises more than a timebox can keep. */
  readonly mustExceeds: boolean;
  /** Issues without an effort: not in the shares. */
  readonly leftOut: readonly string[];
  readonly sentence: string;
}

const mostMust = 0.6;
const usualCould = 0.2;

export function moscowBalance(
  issues: readonly {
    readonly key: string;
    readonly category: MoscowCategory;
    readonly effort: number | null;
  }[],
): MoscowBalance {
  const effort = { must: 0, should: 0, could: 0, wont: 0 };
  const leftOut: string[] = [];
  for (const issue of issues) {
    if (issue.effort === null) leftOut.push(issue.key);
    else effort[issue.category] += issue.effort;
  }
  const total = effort.must + effort.should + effort.could;
  const mustShare = total === 0 ? null : effort.must / total;
  const couldShare = total === 0 ? null : effort.could / total;
  const mustExceeds = mustShare !== null && mustShare > mostMust;
  return {
    mustShare,
    couldShare,
    mustExceeds,
    leftOut,
    sentence: moscowSentence(mustShare, couldShare, mustExceeds),
  };
}

function moscowSentence(must: number | null, could: number | null, exceeds: boolean): string {
  if (must === null || could === null) return "No Must, Should or Could has an effort yet.";
  const shares = `Must have takes ${percent(must)} of the effort, Could have ${percent(could)}`;
  if (exceeds)
    return `${shares}: Must should stay within ${percent(mostMust)}, or the promise cannot be kept.`;
  return could < usualCould
    ? `${shares}: with less than about ${percent(usualCould)} Could there is little to give up when things slip.`
    : `${shares}.`;
}

const wsjfColumns = {
  userBusinessValue: "User-business value",
  timeCriticality: "Time criticality",
  riskReduction: "Risk reduction or opportunity enablement",
  jobSize: "Job size",
} as const satisfies Readonly<Record<keyof WsjfInputs, string>>;

/** WSJF is relative: each column needs a 1 somewhere, or its scale has no bottom. One sentence a missing 1. */
export function missingOnes(backlog: readonly WsjfInputs[]): readonly string[] {
  if (backlog.length === 0) return [];
  const columns: readonly (keyof WsjfInputs)[] = [
    "userBusinessValue",
    "timeCriticality",
    "riskReduction",
    "jobSize",
  ];
  return columns
    .filter((column) => backlog.every((inputs) => inputs[column] !== 1))
    .map(
      (column) => `${wsjfColumns[column]} holds no 1: give the smallest one 1 and the others relative to it.`,
    );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
