import { describe, expect, it } from "vitest";
import { inputText, readInput, toldInput } from "#forge/pages/backlog/input-text.ts";
import type { Field } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

const field = (framework: Parameters<typeof frameworkById>[0], key: string): Field => {
  const found = frameworkById(framework)
    .fields()
    .find((each) => each.key === key);
  if (found === undefined) throw new Error(`${framework} has no ${key}`);
  return found;
};
const reach = field("rice", "reach");
const impact = field("rice", "impact");
const confidence = field("rice", "confidence");
const category = field("moscow", "category");

describe("a typed or imported input", () => {
  it.each([
    [reach, "450", 450],
    [reach, " 4 500 ", 4500],
    [reach, "1,234.5", 1234.5],
    [reach, "0,5", 0.5],
    [reach, ".5", 0.5],
    [reach, "1e3", 1000],
    [reach, "", undefined],
    [confidence, "80 %", 80],
    [confidence, "80%", 80],
    [impact, "massive", 3],
    [impact, "High", 2],
    [impact, "0.25", 0.25],
    [category, "must", "must"],
    [category, "Must have", "must"],
    [category, "Won't have this time", "wont"],
  ])("%# %s reads as it is meant", (of, text, value) => {
    expect(readInput(of, text)).toEqual({ ok: true, value });
  });

  it("is not guessed when a comma may part thousands or decimals", () => {
    expect(readInput(reach, "1,000")).toEqual({
      ok: false,
      why: "“1,000” may be 1000 or 1.000: write one of the two.",
    });
  });

  it.each([
    [reach, "lots", "“lots” is no number for reach."],
    [reach, "3 weeks", "“3 weeks” is no number for reach."],
    [reach, "--1", "“--1” is no number for reach."],
    [
      impact,
      "huge",
      "“huge” is no value of impact: 3 (massive), 2 (high), 1 (medium), 0.5 (low), 0.25 (minimal).",
    ],
  ])("is refused with the reason when it is none", (of, text, why) => {
    expect(readInput(of, text)).toEqual({ ok: false, why });
  });

  it("leaves an unknown category to the scale, which names its words", () => {
    expect(readInput(category, "maybe")).toEqual({ ok: true, value: "maybe" });
    expect(frameworkById("moscow").score({ category: "maybe" })).toMatchObject({
      problems: [{ message: expect.stringContaining("Must have, Should have") as unknown }],
    });
  });

  it("is not taken for a survey", () => {
    expect(readInput(field("kano", "answers"), "12")).toMatchObject({ ok: false });
  });

  it("comes back from its own text", () => {
    for (const [of, value] of [
      [reach, 0.1],
      [confidence, 80],
      [category, "should"],
    ] as const) {
      expect(readInput(of, inputText(of, value))).toEqual({ ok: true, value });
    }
  });

  it("is told with all its digits in groups, but edited without commas", () => {
    const reach = field("rice", "reach");
    expect([toldInput(reach, 1_234_567.891), inputText(reach, 1_234_567.891)]).toEqual([
      "1,234,567.891",
      "1234567.891",
    ]);
  });
});
