import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeSchema } from "#shared/outcomes/outcome.ts";
import type { Metric, Reading } from "#shared/outcomes/outcome.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";

const activation: Metric = {
  name: "Activation",
  kind: "activation",
  unit: "%",
  direction: "increase",
  baseline: 40,
  target: 60,
  startsOn: "2026-01-01",
  dueOn: "2026-04-11", // 100 days
};

function reading(on: string, value: number): Reading {
  return { on, value, source: "hand" };
}

describe("an outcome", () => {
  const valid = {
    id: "o1",
    title: "Faster start",
    forWhom: "new teams",
    change: "reach value",
    metric: activation,
  };

  it("is accepted when metric, target and dates fit together", () => {
    expect(outcomeSchema.parse(valid)).toEqual(valid);
  });

  it.each([
    [{ target: 40 }, "nothing would have to change"],
    [{ direction: "decrease" }, "wrong side of the baseline"],
    [{ dueOn: "2026-01-01" }, "must come after"],
    [{ startsOn: "1.1.2026" }, "A day is written 2026-03-01."],
  ])("is refused with a reason when its metric has %j", (change, reason) => {
    const result = outcomeSchema.safeParse({ ...valid, metric: { ...activation, ...change } });
    expect(result.error?.message).toContain(reason);
  });
});

describe("an outcome's progress", () => {
  it("is the share of the way from baseline to target", () => {
    const progress = outcomeProgress(activation, [reading("2026-02-01", 45)], "2026-02-10");
    expect(progress.share).toBe(0.25);
    expect(progress.timeShare).toBe(0.4);
    expect(progress.sentence).toBe(
      "Activation is at 45 %, from 40 % towards 60 %: 25 % of the way in 40 % of its time.",
    );
  });

  it("works the same for a metric that should fall", () => {
    const handleTime: Metric = { ...activation, direction: "decrease", baseline: 20, target: 10 };
    expect(outcomeProgress(handleTime, [reading("2026-02-01", 17.5)], "2026-02-10").share).toBe(0.25);
  });

  it("takes the last reading up to the day asked about, whatever their order", () => {
    const readings = [reading("2026-03-01", 60), reading("2026-01-10", 42), reading("2026-02-01", 45)];
    expect(outcomeProgress(activation, readings, "2026-02-28").now?.value).toBe(45);
    expect(outcomeProgress(activation, readings, "2026-01-05").state).toBe("no reading");
  });

  it("says that it has not moved only when half of its time is gone", () => {
    const readings = [reading("2026-01-10", 41.9)];
    expect(outcomeProgress(activation, readings, "2026-02-19").state).toBe("not due to move yet");
    expect(outcomeProgress(activation, readings, "2026-02-20").state).toBe("has not moved");
    expect(outcomeProgress(activation, [reading("2026-01-10", 42)], "2026-02-20").state).toBe("moving");
  });

  it("names the wrong way and the target", () => {
    expect(outcomeProgress(activation, [reading("2026-01-10", 35)], "2026-01-20").state).toBe(
      "moved the wrong way",
    );
    expect(outcomeProgress(activation, [reading("2026-01-10", 61)], "2026-01-20").state).toBe("reached");
  });

  it("is 0 at the baseline, 1 at the target, and grows with every step towards it", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.boolean(),
        (baseline, way, up) => {
          const target = up ? baseline + way : baseline - way;
          const metric: Metric = { ...activation, baseline, target, direction: up ? "increase" : "decrease" };
          const share = (at: number): number =>
            outcomeProgress(metric, [reading("2026-01-10", at)], "2026-02-01").share ?? Number.NaN;
          expect(share(baseline)).toBeCloseTo(0);
          expect(share(target)).toBe(1);
          expect(share((baseline + target) / 2)).toBeLessThan(1);
        },
      ),
    );
  });
});
