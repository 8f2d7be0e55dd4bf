import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationBy, calibrationOf, wilsonInterval } from "#shared/outcomes/calibration.ts";
import type { Prediction } from "#shared/outcomes/calibration.ts";

function said(confidence: number, happened: boolean): Prediction {
  return { confidence, happened };
}

const any: fc.Arbitrary<Prediction> = fc.record({
  confidence: fc.integer({ min: 50, max: 100 }).map((percent) => percent / 100),
  happened: fc.boolean(),
});

describe("the Brier score", () => {
  it.each([
    [1, true, 0],
    [1, false, 1],
    [0.7, true, 0.09],
    [0.7, false, 0.49],
    [0.5, true, 0.25],
    [0.5, false, 0.25],
  ])("of saying %d when it happened: %s, is %d, as published", (confidence, happened, expected) => {
    expect(calibrationOf([said(confidence, happened)]).brier).toBeCloseTo(expected, 12);
  });

  it("is 0 for a perfect forecaster", () => {
    expect(calibrationOf(Array.from({ length: 30 }, () => said(1, true)))).toMatchObject({
      brier: 0,
      skill: null,
    });
  });

  it("of always saying the base rate is its variance, without skill", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(50), (hits, misses) => {
        const rate = hits / (hits + misses);
        const predictions = [
          ...Array.from({ length: hits }, () => said(rate, true)),
          ...Array.from({ length: misses }, () => said(rate, false)),
        ];
        const { brier, baseRateBrier, skill } = calibrationOf(predictions);
        expect(brier).toBeCloseTo(rate * (1 - rate), 12);
        expect(baseRateBrier).toBeCloseTo(rate * (1 - rate), 12);
        if (misses > 0) expect(skill).toBeCloseTo(0, 9);
      }),
    );
  });

  it("lies between 0 and 1, and no order of the predictions changes anything", () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (predictions) => {
        const calibration = calibrationOf(predictions);
        expect(calibration.brier).toBeGreaterThanOrEqual(0);
        expect(calibration.brier).toBeLessThanOrEqual(1);
        expect(calibrationOf(predictions.toReversed())).toEqual(calibration);
        expect(
          calibrationOf(predictions.toSorted((left, right) => left.confidence - right.confidence)),
        ).toEqual(calibration);
      }),
    );
  });
});

describe("the interval of a hit rate", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is the published Wilson interval (Newcombe 1998)", (hits, count, low, high) => {
    const [from, to] = wilsonInterval(hits, count);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });
});

describe("calibration", () => {
  const predictions = [
    ...Array.from({ length: 10 }, (_, at) => ({ ...said(0.9, at < 9), team: "SHOP" })),
    ...Array.from({ length: 10 }, (_, at) => ({ ...said(0.6, at < 6), team: "ENG" })),
    { ...said(1, true), team: "ENG" },
  ];

  it("shows the hit rate of each band with its interval", () => {
    const { bands } = calibrationOf(predictions);
    expect(bands.map(({ from, count, hits }) => [from, count, hits])).toEqual([
      [50, 0, 0],
      [60, 10, 6],
      [70, 0, 0],
      [80, 0, 0],
      [90, 11, 10],
    ]);
    expect(bands[1]?.interval?.[0]).toBeCloseTo(0.3127, 3);
    expect(bands[0]?.hitRate).toBeNull();
  });

  it("puts every confidence from 50 to 100 % into exactly one band", () => {
    for (let percent = 50; percent <= 100; percent += 1) {
      const { bands } = calibrationOf([said(percent / 100, true)]);
      expect(bands.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    }
  });

  it("compares with always saying the average", () => {
    const { sentence, skill } = calibrationOf(predictions);
    expect(skill).toBeGreaterThan(0);
    expect(sentence).toBe("16 of 21 came true, Brier score 0.16: better than always saying the average.");
  });

  it("says that fewer than twenty are too few", () => {
    expect(calibrationOf(predictions.slice(0, 19))).toMatchObject({ isEnough: false });
    expect(calibrationOf(predictions.slice(0, 19)).sentence).toContain("too few to say more, it takes 20");
    expect(calibrationOf([]).sentence).toBe("No bet has been measured yet.");
  });

  it("is kept by team or framework", () => {
    const byTeam = calibrationBy(predictions, ({ team }) => team);
    expect([...byTeam].map(([team, { count }]) => [team, count])).toEqual([
      ["SHOP", 10],
      ["ENG", 11],
    ]);
  });
});
