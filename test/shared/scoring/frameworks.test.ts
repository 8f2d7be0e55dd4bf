import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "#shared/scoring/framework.ts";
import type { Field, FrameworkId, Score } from "#shared/scoring/framework.ts";
import { frameworkById, frameworks } from "#shared/scoring/registry.ts";

function score(id: FrameworkId, inputs: unknown, settings?: unknown): Score {
  const result = frameworkById(id).score(inputs, settings);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(" "));
  return result.score;
}

function refusals(id: FrameworkId, inputs: unknown, settings?: unknown): readonly string[] {
  const result = frameworkById(id).score(inputs, settings);
  return result.ok ? [] : result.problems.map(({ message }) => message);
}

function anyValueOf(field: Field): fc.Arbitrary<unknown> {
  if (field.kind === "number") {
    return fc.double({ min: field.minimum, max: field.maximum ?? 1e6, noNaN: true });
  }
  if (field.kind === "survey") {
    const answer = fc.constantFrom("like", "must-be", "neutral", "live-with", "dislike");
    const pair = fc.record({
      functional: answer,
      dysfunctional: answer,
      people: fc.integer({ min: 1, max: 50 }),
    });
    return fc.array(pair, { minLength: 1 });
  }
  return fc.constantFrom(...field.choices.map(({ value }) => value));
}

function anyInputsOf(id: FrameworkId): fc.Arbitrary<Record<string, unknown>> {
  const fields = frameworkById(id).fields();
  return fc.record(Object.fromEntries(fields.map((field) => [field.key, anyValueOf(field)])));
}

describe("the published worked numbers", () => {
  it("of ICE: 8, 6, 3 make 144 as product and 5.667 as mean", () => {
    const ratings = { impact: 8, confidence: 6, ease: 3 };
    expect(score("ice-product", ratings).value).toBe(144);
    expect(score("ice-mean", ratings).value).toBeCloseTo(5.667, 3);
  });

  it.each([
    [8, 5, 3, 5, 3.2],
    [5, 8, 3, 2, 8],
    [13, 8, 5, 5, 5.2],
  ])(
    "of WSJF: (%d + %d + %d) ÷ %d = %d",
    (userBusinessValue, timeCriticality, riskReduction, jobSize, expected) => {
      const inputs = { userBusinessValue, timeCriticality, riskReduction, jobSize };
      expect(score("wsjf", inputs).value).toBeCloseTo(expected, 12);
    },
  );

  it("of CD3: 10 a week in 2 weeks make 5, 30 a week in 4 weeks 7.5", () => {
    expect(score("cost-of-delay", { costPerWeek: 10, weeks: 2 }).value).toBe(5);
    expect(score("cost-of-delay", { costPerWeek: 30, weeks: 4 }, { currency: "USD" })).toMatchObject({
      value: 7.5,
      unit: "USD a week, per week of work",
    });
  });
});

describe("value against effort", () => {
  it.each([
    [8, 2, "Quick win"],
    [8, 9, "Big bet"],
    [3, 2, "Fill-in"],
    [3, 9, "Money pit"],
    [5.5, 5.4, "Quick win"],
  ])("puts value %d and effort %d into %s", (value, effort, quadrant) => {
    expect(score("value-effort", { value, effort }).category).toBe(quadrant);
  });

  it("takes the split from the settings", () => {
    expect(score("value-effort", { value: 6, effort: 2 }, { split: 7 }).category).toBe("Fill-in");
  });
});

describe("weighted criteria", () => {
  const settings = {
    criteria: [
      { key: "revenue", label: "Revenue", unit: "EUR", weight: 3, minimum: 0, maximum: 1000 },
      { key: "risk", label: "Risk", weight: 1, minimum: 1, maximum: 5, better: "lower" },
    ],
  };

  it("are normalised against their own ends: 0 at worst, 100 at best", () => {
    expect(score("weighted", { revenue: 1000, risk: 1 }, settings).value).toBe(100);
    expect(score("weighted", { revenue: 0, risk: 5 }, settings).value).toBe(0);
    expect(score("weighted", { revenue: 500, risk: 5 }, settings).value).toBe(37.5);
  });

  it("show what each brings to the score", () => {
    expect(score("weighted", { revenue: 500, risk: 5 }, settings).terms[0]).toMatchObject({
      value: 37.5,
      word: "500 EUR of 0 to 1000, weight 3 of 4",
    });
  });

  it("are refused with a reason when they make no scale", () => {
    const problems = (criteria: unknown): readonly string[] =>
      frameworkById("weighted")
        .settingsProblems({ criteria })
        .map(({ message }) => message);
    expect(problems([])).toEqual(["A weighted score needs at least one criterion."]);
    expect(problems([{ key: "a", label: "A", weight: 0, minimum: 0, maximum: 1 }])).toEqual([
      "A weight is above 0.",
    ]);
    expect(problems([{ key: "a", label: "A", weight: 1, minimum: 1, maximum: 1 }])[0]).toContain(
      "above its minimum",
    );
    expect(problems(settings.criteria)).toEqual([]);
  });
});

describe("what is off the scale", () => {
  it.each<[FrameworkId, object, string]>([
    ["ice-product", { impact: 11, confidence: 5, ease: 5 }, "Impact is a number from 1 to 10; 11 is not"],
    ["ice-mean", { impact: 1, confidence: 0, ease: 5 }, "Confidence is a number from 1 to 10; 0 is not"],
    [
      "wsjf",
      { userBusinessValue: 4, timeCriticality: 1, riskReduction: 1, jobSize: 1 },
      "User-business value is one of 1, 2, 3, 5, 8, 13, 20; 4 is not",
    ],
    ["cost-of-delay", { costPerWeek: 1, weeks: 0 }, "Duration is at least 0.1 weeks; 0 is not"],
    ["value-effort", { value: "7", effort: 1 }, "Value is missing: a number from 1 to 10."],
    [
      "moscow",
      { category: "maybe" },
      "Category is one of Must have, Should have, Could have, Won't have this time",
    ],
    ["kano", { answers: [] }, "at least one person's pair of answers"],
    [
      "kano",
      { answers: [{ functional: "love", dysfunctional: "like" }] },
      "A functional answer is one of like, must-be",
    ],
  ])("is refused by %s, naming the scale", (id, inputs, message) => {
    expect(refusals(id, inputs).join(" ")).toContain(message);
  });
});

function endOf(field: Field, pick: 0 | -1): unknown {
  if (field.kind === "survey") return [{ functional: "like", dysfunctional: "dislike" }];
  if (field.kind === "number") return pick === 0 ? field.minimum : (field.maximum ?? 1e9);
  return field.choices.at(pick)?.value;
}

describe("every framework", () => {
  it.each(frameworks.map(({ id }) => [id]))(
    "%s explains its value: the terms, read in order, make it",
    (id) => {
      fc.assert(
        fc.property(anyInputsOf(id), (inputs) => {
          const result = score(id, inputs);
          expect(result.value).toBe(evaluate(result.terms));
          expect(Number.isFinite(result.value)).toBe(true);
        }),
      );
    },
  );

  it("accepts exactly the ends of its own scales", () => {
    for (const framework of frameworks) {
      const fields = framework.fields();
      const ends = (pick: 0 | -1): Record<string, unknown> =>
        Object.fromEntries(fields.map((field): [string, unknown] => [field.key, endOf(field, pick)]));
      expect(framework.score(ends(0)).ok).toBe(true);
      expect(framework.score(ends(-1)).ok).toBe(true);
    }
  });
});

describe("monotonicity", () => {
  const good: readonly [FrameworkId, string][] = [
    ["ice-product", "impact"],
    ["ice-product", "confidence"],
    ["ice-product", "ease"],
    ["ice-mean", "impact"],
    ["ice-mean", "ease"],
    ["cost-of-delay", "costPerWeek"],
    ["value-effort", "value"],
    ["weighted", "value"],
    ["weighted", "strategy"],
  ];
  const bad: readonly [FrameworkId, string][] = [
    ["cost-of-delay", "weeks"],
    ["value-effort", "effort"],
    ["weighted", "effort"],
  ];

  it.each(good)("%s never falls when %s grows", (id, key) => {
    expectDirection(id, key, 1);
  });

  it.each(bad)("%s never rises when %s grows", (id, key) => {
    expectDirection(id, key, -1);
  });

  function expectDirection(id: FrameworkId, key: string, sign: number): void {
    const field = frameworkById(id)
      .fields()
      .find((each) => each.key === key);
    if (field?.kind !== "number") throw new Error(`${key} of ${id} is no number`);
    const amount = fc.double({ min: field.minimum, max: field.maximum ?? 1e6, noNaN: true });
    fc.assert(
      fc.property(anyInputsOf(id), amount, amount, (inputs, one, other) => {
        const low = score(id, { ...inputs, [key]: Math.min(one, other) }).value;
        const high = score(id, { ...inputs, [key]: Math.max(one, other) }).value;
        expect(sign * (high - low)).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  }
});
