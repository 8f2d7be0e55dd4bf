import { describe, expect, it } from "vitest";
import { kanoAnswers, kanoCategory, kanoResult, kanoResultOfCounts } from "#shared/scoring/kano.ts";
import { parseKanoSurvey } from "#shared/scoring/kano-csv.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

const published = { A: 53.9, O: 28.2, M: 7.4, I: 8.4, R: 1.1, Q: 1 };

describe("the Kano table", () => {
  it("gives each pair of answers its published category", () => {
    const rows = kanoAnswers.map((functional) =>
      kanoAnswers.map((dysfunctional) => kanoCategory(functional, dysfunctional)).join(""),
    );
    expect(rows).toEqual(["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]);
  });
});

describe("a Kano result", () => {
  it("has the published Better .839 and Worse −.364, without the reverse and questionable answers", () => {
    const { better, worse, category } = kanoResultOfCounts(published);
    expect(better).toBeCloseTo(0.839, 2);
    expect(worse).toBeCloseTo(-0.364, 3);
    expect(category).toBe("A");
    expect(kanoResultOfCounts({ ...published, R: 40, Q: 40 }).better).toBe(better);
  });

  it("gives a tie to the category nearer the start of M, O, A, I", () => {
    expect(kanoResultOfCounts({ A: 5, O: 5, M: 5, I: 5, R: 5, Q: 5 }).category).toBe("M");
    expect(kanoResultOfCounts({ A: 5, O: 5, M: 0, I: 5, R: 5, Q: 5 }).category).toBe("O");
    expect(kanoResultOfCounts({ A: 5, O: 0, M: 0, I: 5, R: 5, Q: 5 }).category).toBe("A");
  });

  it("shows reverse and questionable shares and flags fewer than 20 answers", () => {
    const result = frameworkById("kano").score({
      answers: [
        { functional: "like", dysfunctional: "dislike", people: 6 },
        { functional: "dislike", dysfunctional: "like", people: 3 },
        { functional: "like", dysfunctional: "like", people: 1 },
      ],
    });
    expect(result.ok && result.score.notes).toEqual([
      "Only 10 people answered; fewer than 20 say little.",
      "30 % want the opposite (reverse).",
      "10 % contradict themselves (questionable).",
    ]);
  });
});

describe("a Kano survey imported from CSV", () => {
  it("counts the answers by issue, in words, sentences or numbers", () => {
    const survey = parseKanoSurvey(
      [
        "Respondent;Issue;Functional;Dysfunctional",
        "ann;SHOP-1;I like it;I dislike it",
        "bob;SHOP-1;like;5",
        "cy;SHOP-1;I expect it;I can live with it",
        'dee;"SHOP-2";3;I am neutral',
      ].join("\r\n"),
    );
    expect(survey.refused).toEqual([]);
    expect(survey.byIssue.get("SHOP-1")).toEqual([
      { functional: "like", dysfunctional: "dislike", people: 2 },
      { functional: "must-be", dysfunctional: "live-with", people: 1 },
    ]);
    expect(kanoResult(survey.byIssue.get("SHOP-2") ?? []).category).toBe("I");
  });

  it("says which rows it did not take, and why", () => {
    const survey = parseKanoSurvey(
      "respondent,issue,functional,dysfunctional\nann,S-1,wow,like\nann,S-1,like,dislike\nann,S-1,like,like\nbob,,like,like\n",
    );
    expect(survey.refused.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "2: S-1: “wow” is no answer; write like, must-be, neutral, live-with, dislike, or 1 to 5.",
      "4: ann already answered for S-1; the first answer counts.",
      "5: The issue's key is missing.",
    ]);
    expect(parseKanoSurvey("issue,answer\n").refused[0]?.reason).toContain("lacks functional, dysfunctional");
  });
});
