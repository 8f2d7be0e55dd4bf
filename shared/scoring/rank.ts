import { evaluate } from "./framework.ts";
import type { Score, Term } from "./framework.ts";

export interface Rankable {
  /** As a person knows the issue: "SHOP-12". */
  readonly key: string;
  readonly score: Score;
  /** Decides between equal scores: another framework's value, for MoSCoW. */
  readonly within?: number;
}

export interface Ranked extends Rankable {
  /** From 1; equal scores share a rank. */
  readonly rank: number;
}

/** First the higher tier, then the higher value, then the higher `within`; equals in the order of their keys. */
export function rankIssues(issues: readonly Rankable[]): readonly Ranked[] {
  const sorted = [...issues].sort(
    (left, right) => compare(right, left) || (left.key < right.key ? -1 : left.key > right.key ? 1 : 0),
  );
  let rank = 0;
  let previous: Rankable | null = null;
  return sorted.map((issue, position) => {
    if (previous === null || compare(previous, issue) !== 0) rank = position + 1;
    previous = issue;
    return { ...issue, rank };
  });
}

interface RankExplanation {
  readonly rank: number;
  readonly of: number;
  readonly above: Ranked | null;
  readonly below: Ranked | null;
  /** "rank 4 of 61: above SHOP-3 because effort is half; below SHOP-9 because reach is a third" */
  readonly sentence: string;
}

/** Where an issue stands between its neighbours and which term decides it; null when it is not ranked. */
export function explainRank(ranking: readonly Ranked[], key: string): RankExplanation | null {
  const at = ranking.findIndex((issue) => issue.key === key);
  const issue = ranking[at];
  if (issue === undefined) return null;
  const below = ranking[at + 1] ?? null;
  const above = ranking[at - 1] ?? null;
  const parts = [
    ...(below === null ? [] : [`${comparison(issue, below)} ${below.key}${because(issue, below)}`]),
    ...(above === null ? [] : [`${comparison(issue, above)} ${above.key}${because(issue, above)}`]),
  ];
  const place = `rank ${amount.format(issue.rank)} of ${amount.format(ranking.length)}`;
  const sentence = parts.length === 0 ? place : `${place}: ${parts.join("; ")}`;
  return { rank: issue.rank, of: ranking.length, above, below, sentence };
}

function compare(left: Rankable, right: Rankable): number {
  return (
    left.score.tier - right.score.tier ||
    left.score.value - right.score.value ||
    (left.within ?? 0) - (right.within ?? 0)
  );
}

function comparison(issue: Ranked, other: Ranked): string {
  if (issue.rank === other.rank) return "level with";
  return issue.rank < other.rank ? "above" : "below";
}

function because(issue: Ranked, other: Ranked): string {
  if (issue.rank === other.rank) return "";
  if (issue.score.tier !== other.score.tier) {
    return ` because it is “${issue.score.category ?? ""}”, not “${other.score.category ?? ""}”`;
  }
  const decisive = decisiveTerm(issue, other);
  return decisive === null ? "" : ` because ${decisive}`;
}

/** The term that, put into the neighbour's score, would move that score the furthest towards this one's. */
function decisiveTerm(issue: Ranked, other: Ranked): string | null {
  const sign = issue.rank < other.rank ? 1 : -1;
  let most = 0;
  let words: string | null = null;
  for (const mine of issue.score.terms) {
    const theirs = other.score.terms.find((term) => term.key === mine.key);
    if (theirs === undefined || theirs.value === mine.value) continue;
    const swapped = other.score.terms.map((term) => (term.key === mine.key ? mine : term));
    const moved = sign * (evaluate(swapped) - evaluate(other.score.terms));
    if (moved > most) {
      most = moved;
      words = difference(mine, theirs);
    }
  }
  return words;
}

const ratios: readonly (readonly [number, string])[] = [
  [1 / 10, "a tenth"],
  [1 / 5, "a fifth"],
  [1 / 4, "a quarter"],
  [1 / 3, "a third"],
  [1 / 2, "half"],
  [2, "twice as much"],
  [3, "three times as much"],
  [4, "four times as much"],
  [5, "five times as much"],
  [10, "ten times as much"],
];

/** "effort is half", "effort is about twice as much", "confidence is 80 % against 100 %". */
function difference(mine: Term, theirs: Term): string {
  const name = mine.label.toLowerCase();
  const ratio = mine.value / theirs.value;
  const near = mine.unit === "%" ? undefined : ratios.find(([value]) => Math.abs(ratio / value - 1) < 0.05);
  if (near !== undefined) {
    const exact = Math.abs(ratio / near[0] - 1) < 1e-9;
    return `${name} is ${exact ? "" : "about "}${near[1]}`;
  }
  const unit = mine.unit === "" ? "" : ` ${mine.unit}`;
  const both =
    mine.unit === "%"
      ? `${mine.value} % against ${theirs.value}`
      : `${amount.format(mine.value)} against ${amount.format(theirs.value)}`;
  return `${name} is ${both}${unit}`;
}

const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
