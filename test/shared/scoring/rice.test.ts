import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameworkById } from "#shared/scoring/registry.ts";

const rice = frameworkById("rice");

function value(reach: number, impact: number, confidence: number, effort: number): number {
  const result = rice.score({ reach, impact, confidence, effort });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(" "));
  return result.score.value;
}

function refusal(inputs: unknown): string {
  const result = rice.score(inputs);
  return result.ok ? "" : result.problems.map(({ message }) => message).join(" ");
}

describe("RICE", () => {
  it.each([
    [450, 3, 100, 2, 675],
    [2000, 1, 80, 4, 400],
    [800, 2, 50, 1, 800],
    [2000, 2, 80, 4, 800],
  ])(
    "gives the published number for reach %d, impact %d, confidence %d %%, effort %d",
    (r, i, c, e, expected) => {
      expect(value(r, i, c, e)).toBeCloseTo(expected, 9);
    },
  );

  it("shows its terms with unit and the word of the scale", () => {
    const result = rice.score(
      { reach: 450, impact: 3, confidence: 80, effort: 2 },
      { reachUnit: "accounts" },
    );
    expect(result.ok && result.score.terms).toEqual([
      { key: "reach", label: "Reach", value: 450, unit: "accounts per quarter", enters: "adds" },
      { key: "impact", label: "Impact", value: 3, unit: "", enters: "multiplies", word: "massive" },
      { key: "confidence", label: "Confidence", value: 80, unit: "%", enters: "multiplies", word: "medium" },
      { key: "effort", label: "Effort", value: 2, unit: "person-months", enters: "divides" },
    ]);
  });

  it("asks about a confidence of 0.8 instead of taking it for 0.8 %", () => {
    expect(refusal({ reach: 1, impact: 1, confidence: 0.8, effort: 1 })).toBe(
      "Confidence is one of 100 % (high), 80 % (medium), 50 % (low); 0.8 is not on that scale. Did you mean 80 %?",
    );
  });

  it("names the scale of whatever it refuses", () => {
    expect(refusal({ reach: 1, impact: 4, confidence: 80, effort: 1 })).toContain("3 (massive), 2 (high)");
    expect(refusal({ reach: 1, impact: 1, confidence: 80, effort: 0.2 })).toContain(
      "at least 0.5 person-months",
    );
    expect(refusal({ reach: -1, impact: 1, confidence: 80, effort: 1 })).toContain(
      "at least 0 users per quarter",
    );
    expect(refusal({ impact: 1, confidence: 80, effort: 1 })).toContain("Reach is missing");
  });

  it("never falls when reach grows, never rises when effort grows, and scales with reach", () => {
    const amount = fc.double({ min: 0.5, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, fc.constantFrom(50, 80, 100), amount, (reach, more, confidence, effort) => {
        const before = value(reach, 2, confidence, effort);
        expect(value(reach + more, 2, confidence, effort)).toBeGreaterThanOrEqual(before);
        expect(value(reach, 2, confidence, effort + more)).toBeLessThanOrEqual(before);
        expect(value(reach * 4, 2, confidence, effort)).toBeCloseTo(before * 4, 3);
      }),
    );
  });
});
