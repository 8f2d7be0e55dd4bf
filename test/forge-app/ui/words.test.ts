import { describe, expect, it } from "vitest";
import {
  formulaWords,
  parkedTitle,
  percentWords,
  relativeTime,
  scoreNumber,
  scoreWords,
  spanWords,
  termWords,
} from "#forge/ui/words.ts";

const MINUTE = 60_000;

describe("the surfaces’ words", () => {
  it("say one of a unit in the singular", () => {
    const effort = (value: number, unit: string) =>
      formulaWords([{ key: "effort", label: "Effort", value, unit, enters: "multiplies" }]);
    expect(effort(1, "person-months")).toBe("× 1 person-month");
    expect(effort(1, "users per quarter")).toBe("× 1 user per quarter");
    expect(effort(2, "person-months")).toBe("× 2 person-months");
    expect(effort(1, "EUR per week")).toBe("× 1 EUR per week");
  });

  it.each([
    [-1_000, "now"],
    [-12_000, "12 seconds ago"],
    [-2 * MINUTE, "2 minutes ago"],
    [5 * MINUTE, "in 5 minutes"],
    [-3 * 60 * MINUTE, "3 hours ago"],
    [-50 * 60 * MINUTE, "2 days ago"],
  ])("tell %i ms as “%s”", (distance, words) => {
    expect(relativeTime(1_000_000_000_000 + distance, 1_000_000_000_000)).toBe(words);
  });

  it("name the side and the field of a parked write", () => {
    expect(parkedTitle({ side: "linear", field: "dueDate" })).toBe("Linear refuses the due date");
    expect(parkedTitle({ side: "jira", field: "issue" })).toBe("Jira refuses the issue");
  });

  it.each([
    [533.333, "533"],
    [3200, "3,200"],
    [4.256, "4.26"],
    [0, "0"],
  ])("show the score %f as %s", (value, words) => {
    expect(scoreNumber(value)).toBe(words);
  });

  it("show a term with its sign, unit and word", () => {
    const confidence = {
      key: "c",
      label: "Confidence",
      value: 80,
      unit: "%",
      enters: "multiplies",
      word: "medium",
    } as const;
    expect(termWords(confidence, 2)).toEqual({ sign: "×", label: "Confidence", value: "80 % (medium)" });
    const reach = {
      key: "r",
      label: "Reach",
      value: 4000,
      unit: "users per quarter",
      enters: "adds",
    } as const;
    expect(termWords(reach, 0)).toEqual({ sign: "", label: "Reach", value: "4,000 users per quarter" });
  });

  it("say nothing about a percentage that cannot be told", () => {
    expect(percentWords(null)).toBe("–");
    expect(percentWords(62.5)).toBe("62.5 %");
  });

  it("put a score's terms in one line, and say how sure its rank is", () => {
    const terms = [
      { key: "value", label: "Value", value: 8, unit: "", enters: "adds" },
      { key: "effort", label: "Effort", value: 1.5, unit: "months", enters: "divides" },
    ] as const;
    expect(formulaWords([...terms])).toBe("value 8 ÷ 1.5 months");
    expect(spanWords({ span: { from: 2, to: 9 }, unscored: 1 })).toBe(
      "Between 2 and 9 in 90 % of 1,000 trials. 1 open issue has no score.",
    );
    expect(spanWords({ span: { from: 1, to: 1 }, unscored: 0 })).toBe(
      "Rank 1 in at least 90 % of 1,000 trials.",
    );
    expect(scoreWords({ value: 12_000, unit: "EUR per week" })).toBe("12,000 EUR per week");
  });
});
