import type { FrameworkId } from "./framework.ts";
import type { Ranked } from "./rank.ts";
import { frameworkById } from "./registry.ts";

/** Where frameworks, side by side over the issues that all of them rank, disagree most. */
interface Disagreement {
  readonly key: string;
  /** By framework: the rank among the issues in common. */
  readonly ranks: ReadonlyMap<FrameworkId, number>;
  readonly of: number;
  /** How far apart the best and the worst rank lie: 0 all agree, 1 first in one and last in another. */
  readonly spread: number;
  /** "2 by RICE, 41 by WSJF, of 60" */
  readonly sentence: string;
}

/** The most disputed first; issues that a framework has not scored are left out. */
export function disagreements(
  rankings: ReadonlyMap<FrameworkId, readonly Ranked[]>,
): readonly Disagreement[] {
  const common = inCommon([...rankings.values()]);
  const ranksOf = new Map<string, Map<FrameworkId, number>>();
  for (const [framework, ranking] of rankings) {
    const kept = ranking.filter(({ key }) => common.has(key));
    let rank = 0;
    let previous: number | null = null;
    kept.forEach((issue, position) => {
      if (issue.rank !== previous) rank = position + 1;
      previous = issue.rank;
      const ranks = ranksOf.get(issue.key) ?? new Map<FrameworkId, number>();
      ranksOf.set(issue.key, ranks.set(framework, rank));
    });
  }
  const of = common.size;
  return [...ranksOf]
    .map(([key, ranks]) => {
      const ordered = [...ranks].sort((left, right) => left[1] - right[1]);
      const apart = (ordered.at(-1)?.[1] ?? 0) - (ordered[0]?.[1] ?? 0);
      const words = ordered.map(([framework, rank]) => `${rank} by ${frameworkById(framework).name}`);
      return {
        key,
        ranks,
        of,
        spread: of < 2 ? 0 : apart / (of - 1),
        sentence: `${words.join(", ")}, of ${of}`,
      };
    })
    .sort((left, right) => right.spread - left.spread || (left.key < right.key ? -1 : 1));
}

function inCommon(rankings: readonly (readonly Ranked[])[]): ReadonlySet<string> {
  const [first = [], ...others] = rankings.map((ranking) => new Set(ranking.map(({ key }) => key)));
  return new Set([...first].filter((key) => others.every((keys) => keys.has(key))));
}
