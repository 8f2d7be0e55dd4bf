import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#shared/day.ts";
import { evidenceKinds, evidenceSchema, meterOf } from "#shared/scoring/evidence.ts";
import type { Evidence, EvidenceKindId } from "#shared/scoring/evidence.ts";
import { confidenceCap, supportedScore } from "#shared/scoring/supported.ts";
import type { SupportedScore } from "#shared/scoring/supported.ts";

function evidence(kind: EvidenceKindId, given: Partial<Evidence> = {}): Evidence {
  return {
    id: kind,
    kind,
    source: "study 7",
    quote: "",
    observedOn: "2026-01-01",
    expiresOn: null,
    strength: null,
    ...given,
  };
}

function supported(stated: number, held: readonly Evidence[], asOf = "2026-01-02"): SupportedScore {
  const inputs = { reach: 100, impact: 1, confidence: stated, effort: 1 };
  const result = supportedScore("rice", inputs, undefined, meterOf(held, asOf));
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(" "));
  return result.result;
}

describe("the confidence meter", () => {
  it("reads the strongest item, never the sum", () => {
    const held = [
      evidence("opinions"),
      evidence("anecdotes"),
      evidence("tests", { strength: 5 }),
      evidence("tests"),
    ];
    expect(meterOf(held, "2026-01-01").value).toBe(5);
    expect(
      meterOf(
        Array.from({ length: 20 }, () => evidence("opinions")),
        "2026-01-01",
      ).value,
    ).toBe(0.1);
    expect(meterOf([], "2026-01-01").value).toBe(0);
  });

  it("leaves out what has expired or was not observed yet", () => {
    const held = [evidence("launch-data", { expiresOn: "2026-06-01" }), evidence("anecdotes")];
    expect(meterOf(held, "2026-05-31").value).toBe(10);
    expect(meterOf(held, "2026-06-01").value).toBe(0.5);
    expect(meterOf(held, "2025-12-31").value).toBe(0);
  });

  it("halves market data and user evidence every 180 days and says when", () => {
    const held = [evidence("user-evidence")];
    expect(meterOf(held, addDays("2026-01-01", 179))).toMatchObject({ value: 3, fadesOn: "2026-06-30" });
    expect(meterOf(held, addDays("2026-01-01", 180)).value).toBe(1.5);
    expect(meterOf(held, addDays("2026-01-01", 360)).value).toBe(0.75);
    expect(meterOf(held, addDays("2026-01-01", 30), 30).value).toBe(1.5);
  });

  it("keeps the value of a test and of launch data", () => {
    const years = addDays("2026-01-01", 2000);
    expect(meterOf([evidence("tests")], years)).toMatchObject({ value: 4, fadesOn: null });
    expect(meterOf([evidence("launch-data")], years).value).toBe(10);
  });

  it("never rises with time, and never falls when evidence is added", () => {
    const kinds = fc.constantFrom<EvidenceKindId>("opinions", "market-data", "user-evidence", "tests");
    const any = fc
      .record({ kind: kinds, day: fc.nat(400), ends: fc.option(fc.nat(800), { nil: null }) })
      .map(({ kind, day, ends }) =>
        evidence(kind, {
          observedOn: addDays("2025-01-01", day),
          expiresOn: ends === null ? null : addDays("2025-01-01", ends),
        }),
      );
    fc.assert(
      fc.property(fc.array(any), any, fc.nat(900), fc.nat(900), (held, more, day, later) => {
        const from = addDays("2026-03-01", day);
        const value = meterOf(held, from).value;
        expect(meterOf(held, addDays(from, later)).value).toBeLessThanOrEqual(value);
        expect(meterOf([...held, more], from).value).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

describe("a piece of evidence", () => {
  const valid = { id: "e", kind: "tests", source: "A/B test 12", quote: "", observedOn: "2026-01-01" };

  it("may state a strength within its kind's range only", () => {
    expect(evidenceSchema.safeParse({ ...valid, strength: 5 }).success).toBe(true);
    expect(evidenceSchema.safeParse({ ...valid, strength: 6 }).error?.message).toContain(
      "The strength of a test is from 4 to 5; 6 is not.",
    );
  });

  it("names its source", () => {
    expect(evidenceSchema.safeParse({ ...valid, source: " " }).error?.message).toContain(
      "where the evidence comes from",
    );
  });
});

describe("the supported score", () => {
  it.each([
    [0, 50, true],
    [0.49, 50, true],
    [0.5, 50, false],
    [2.99, 50, false],
    [3, 80, false],
    [4.99, 80, false],
    [5, 100, false],
    [10, 100, false],
  ])("of RICE at a meter of %d has at most %d %% confidence", (meter, confidence, isUnsupported) => {
    expect(confidenceCap("rice", meter)).toMatchObject({ confidence, isUnsupported });
  });

  it("of ICE has the meter as confidence, at least 1", () => {
    expect(confidenceCap("ice-mean", 0.1)?.confidence).toBe(1);
    expect(confidenceCap("ice-product", 4)?.confidence).toBe(4);
    const result = supportedScore(
      "ice-product",
      { impact: 8, confidence: 6, ease: 3 },
      undefined,
      meterOf([evidence("user-evidence")], "2026-01-02"),
    );
    expect(result.ok && [result.result.stated.value, result.result.supported.value]).toEqual([144, 72]);
  });

  it("stands beside the stated one and says what would raise it", () => {
    const both = supported(100, [evidence("user-evidence")]);
    expect([both.stated.value, both.supported.value]).toEqual([100, 80]);
    expect(both.sentence).toBe(
      "The evidence (3 of 10, user evidence) supports a confidence of 80 %, not 100 %. " +
        "A test of 5 or launch data would raise it to 100 %. It fades on 30 Jun 2026.",
    );
  });

  it("flags a score that rests on nothing", () => {
    expect(supported(80, []).sentence).toBe(
      "Unsupported: the evidence stands at 0 of 10, nothing attached, so confidence counts 50 % instead of the stated 80 %. " +
        "Estimates and plans of 0.5 or anecdotal evidence would support it.",
    );
  });

  it("equals the stated one where the evidence is stronger than the claim, and never exceeds it", () => {
    const both = supported(80, [evidence("launch-data")]);
    expect(both.isCapped).toBe(false);
    expect(both.supported).toEqual(both.stated);
    fc.assert(
      fc.property(
        fc.constantFrom(50, 80, 100),
        fc.constantFrom(...Object.keys(evidenceKinds)),
        (stated, kind) => {
          const held = evidenceSchema.parse({
            id: "e",
            kind,
            source: "s",
            quote: "",
            observedOn: "2026-01-01",
          });
          const { stated: said, supported: backed } = supported(stated, [held]);
          expect(backed.value).toBeLessThanOrEqual(said.value);
        },
      ),
    );
  });

  it("is the stated one in a framework without a confidence", () => {
    const result = supportedScore(
      "cost-of-delay",
      { costPerWeek: 10, weeks: 2 },
      undefined,
      meterOf([], "2026-01-01"),
    );
    expect(result.ok && result.result.cap).toBeNull();
  });
});
