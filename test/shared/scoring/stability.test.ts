import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#shared/random.ts";
import { rankIssues } from "#shared/scoring/rank.ts";
import { uncertainTerms } from "#shared/scoring/ranges.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { rankStability } from "#shared/scoring/stability.ts";
import type { RankSpan, UncertainScore } from "#shared/scoring/stability.ts";

function uncertain(key: string, low: number, stated: number, high: number, tier = 0): UncertainScore {
  return { key, tier, terms: [{ enters: "adds", low, stated, high }] };
}

function spanOf(spans: readonly RankSpan[], key: string): readonly [number, number] {
  const span = spans.find((each) => each.key === key);
  return span === undefined ? [0, 0] : [span.from, span.to];
}

describe("the stability of a rank", () => {
  it("is the rank itself when nothing is uncertain", () => {
    const issues = fc.array(fc.nat(20), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(issues, (values) => {
        const spans = rankStability(
          values.map((value, at) => uncertain(`K-${at}`, value, value, value)),
          { seed: 1, trials: 20 },
        );
        spans.forEach(({ from, to }, at) => {
          const rank = 1 + values.filter((value) => value > (values[at] ?? 0)).length;
          expect([from, to]).toEqual([rank, rank]);
        });
      }),
    );
  });

  it("stays narrow where ranges do not touch, and spans both where they are the same", () => {
    const spans = rankStability(
      [uncertain("far", 90, 100, 110), uncertain("one", 5, 10, 15), uncertain("other", 5, 10, 15)],
      { seed: 1 },
    );
    expect(spanOf(spans, "far")).toEqual([1, 1]);
    expect(spanOf(spans, "one")).toEqual([2, 3]);
    expect(spanOf(spans, "other")).toEqual([2, 3]);
  });

  it("draws from the triangle between low, stated and high", () => {
    // P(triangular(0, 0, 1) > 0.5) is a quarter: a rival fixed at the quantile of 5 % or 95 % is passed accordingly.
    const at = (rival: number): readonly [number, number] =>
      spanOf(
        rankStability([uncertain("x", 0, 0, 1), uncertain("rival", rival, rival, rival)], { seed: 3 }),
        "x",
      );
    expect(at(0.01)).toEqual([1, 1]); // above 0.01 in 98 % of the trials
    expect(at(0.5)).toEqual([1, 2]);
    expect(at(0.9)).toEqual([2, 2]); // above 0.9 in 1 %
  });

  it("never lets a lower category pass a higher one", () => {
    const spans = rankStability([uncertain("must", 0, 1, 2, 3), uncertain("could", 0, 90, 100, 1)], {
      seed: 1,
    });
    expect(spanOf(spans, "must")).toEqual([1, 1]);
    expect(spanOf(spans, "could")).toEqual([2, 2]);
  });

  it("is the same for the same seed", () => {
    const scores = Array.from({ length: 30 }, (_, at) => uncertain(`K-${at}`, at, at + 2, at + 9));
    expect(rankStability(scores, { seed: 5 })).toEqual(rankStability(scores, { seed: 5 }));
    expect(rankStability(scores, { seed: 5 })).not.toEqual(rankStability(scores, { seed: 6, trials: 50 }));
  });

  it("counts 5,000 issues, each span holding the issue's own rank", () => {
    const random = seededRandom(9);
    const drafts = Array.from({ length: 5000 }, (_, at) => ({
      key: `K-${at}`,
      inputs: {
        reach: Math.floor(random() * 5000),
        impact: 2,
        confidence: 80,
        effort: 0.5 + Math.floor(random() * 20),
      },
    }));
    const spans = rankStability(
      drafts.map(({ key, inputs }) => ({
        key,
        tier: 0,
        terms: uncertainTerms("rice", inputs, undefined, 0),
      })),
      { seed: 7, trials: 100 },
    );
    const ranking = rankIssues(
      drafts.flatMap(({ key, inputs }) => {
        const result = frameworkById("rice").score(inputs);
        return result.ok ? [{ key, score: result.score }] : [];
      }),
    );
    const byKey = new Map(spans.map((span) => [span.key, span]));
    const held = ranking.filter(({ key, rank }) => {
      const span = byKey.get(key);
      return span !== undefined && span.from <= rank && rank <= span.to;
    });
    expect(held.length).toBeGreaterThan(4900);
  });
});

describe("the range of an input", () => {
  const inputs = { reach: 100, impact: 2, confidence: 80, effort: 2 };

  it("comes from the confidence, stays within the scale, and leaves the confidence alone", () => {
    expect(uncertainTerms("rice", inputs, undefined, 0)).toEqual([
      { enters: "adds", low: 75, stated: 100, high: 125 },
      { enters: "multiplies", low: 1.5, stated: 2, high: 2.5 },
      { enters: "multiplies", low: 0.8, stated: 0.8, high: 0.8 },
      { enters: "divides", low: 1.5, stated: 2, high: 2.5 },
    ]);
    expect(uncertainTerms("rice", { ...inputs, confidence: 100, impact: 3 }, undefined, 0)[1]).toMatchObject({
      low: 2.7,
      high: 3,
    });
    expect(uncertainTerms("rice", { ...inputs, confidence: 50, effort: 0.5 }, undefined, 0)[3]).toMatchObject(
      { low: 0.5, high: 0.75 },
    );
  });

  it("comes from the evidence in a framework without a confidence", () => {
    const widths = [0, 3, 10].map(
      (meter) => uncertainTerms("cost-of-delay", { costPerWeek: 100, weeks: 4 }, undefined, meter)[0]?.high,
    );
    expect(widths).toEqual([150, 125, 110]);
  });

  it("may be given, and turns round where less is better", () => {
    const terms = uncertainTerms("weighted", { value: 5, strategy: 5, effort: 5 }, undefined, 10, {
      effort: { low: 0, high: 10 },
    });
    expect(terms[2]?.low).toBe(0);
    expect(terms[2]?.high).toBeCloseTo(200 / 7, 9);
    expect(terms[2]?.stated).toBeCloseTo(100 / 7, 9);
  });

  it("is nothing for inputs without a score", () => {
    expect(uncertainTerms("rice", { reach: 1 }, undefined, 0)).toEqual([]);
  });
});
