import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disagreements } from "#shared/scoring/disagreement.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { explainRank, rankIssues } from "#shared/scoring/rank.ts";
import type { Rankable } from "#shared/scoring/rank.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

function scored(key: string, id: FrameworkId, inputs: unknown, within?: number): Rankable {
  const result = frameworkById(id).score(inputs);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(" "));
  return { key, score: result.score, ...(within === undefined ? {} : { within }) };
}

function rice(key: string, reach: number, impact: number, confidence: number, effort: number): Rankable {
  return scored(key, "rice", { reach, impact, confidence, effort });
}

describe("a ranking", () => {
  it("puts the higher score first and lets equals share a rank", () => {
    const ranking = rankIssues([
      rice("A", 1, 1, 100, 1),
      rice("B", 4, 1, 100, 1),
      rice("D", 2, 1, 100, 1),
      rice("C", 4, 1, 100, 1),
    ]);
    expect(ranking.map(({ key, rank }) => `${rank} ${key}`)).toEqual(["1 B", "1 C", "3 D", "4 A"]);
  });

  it("ranks MoSCoW by category, then by the other framework", () => {
    const issues = [
      scored("A", "moscow", { category: "could" }, 900),
      scored("B", "moscow", { category: "must" }, 1),
      scored("C", "moscow", { category: "must" }, 2),
      scored("D", "moscow", { category: "wont" }, 999),
      scored("E", "moscow", { category: "should" }),
    ];
    expect(rankIssues(issues).map(({ key }) => key)).toEqual(["C", "B", "E", "A", "D"]);
  });

  it("does not depend on the order it is given, and one issue's score never moves because another changed", () => {
    const any = fc.array(fc.tuple(fc.nat(50), fc.constantFrom(0.5, 1, 2), fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(any, fc.nat(), (drafts, turn) => {
        const issues = drafts.map(([reach, impact, effort], at) =>
          rice(`K-${at}`, reach, impact, 80, effort),
        );
        const middle = turn % issues.length;
        const turned = [...issues.slice(middle), ...issues.slice(0, middle)];
        expect(rankIssues(turned)).toEqual(rankIssues(issues));
        const without = rankIssues(issues.slice(1));
        for (const { key, score } of without)
          expect(issues.find((issue) => issue.key === key)?.score).toEqual(score);
      }),
    );
  });
});

describe("the explanation of a rank", () => {
  it("names the neighbours and the term that decides", () => {
    const ranking = rankIssues([
      rice("TOP", 300, 1, 100, 1),
      rice("MID", 100, 1, 100, 1),
      rice("LOW", 100, 1, 100, 2),
    ]);
    expect(explainRank(ranking, "MID")?.sentence).toBe(
      "rank 2 of 3: above LOW because effort is half; below TOP because reach is a third",
    );
    expect(explainRank(ranking, "TOP")?.sentence).toBe(
      "rank 1 of 3: above MID because reach is three times as much",
    );
  });

  it("picks the term that counts most when several differ", () => {
    const ranking = rankIssues([rice("A", 110, 3, 80, 2), rice("B", 100, 1, 100, 2)]);
    expect(explainRank(ranking, "A")?.sentence).toBe(
      "rank 1 of 2: above B because impact is three times as much",
    );
    expect(explainRank(ranking, "B")?.sentence).toBe("rank 2 of 2: below A because impact is a third");
  });

  it("gives both numbers where no simple ratio fits", () => {
    const ranking = rankIssues([
      rice("A", 100, 1, 100, 2),
      rice("B", 100, 1, 80, 2),
      rice("C", 56, 1, 80, 2),
    ]);
    expect(explainRank(ranking, "B")?.sentence).toBe(
      "rank 2 of 3: above C because reach is 100 against 56 users per quarter; below A because confidence is 80 % against 100 %",
    );
    const many = rankIssues([rice("A", 3954, 1, 100, 2), rice("B", 3698, 1, 100, 2)]);
    expect(explainRank(many, "A")?.sentence).toContain("reach is 3,954 against 3,698 users");
  });

  it("says when issues are level, or differ by category", () => {
    const level = rankIssues([rice("A", 1, 1, 100, 1), rice("B", 1, 1, 100, 1)]);
    expect(explainRank(level, "B")?.sentence).toBe("rank 1 of 2: level with A");
    const moscow = rankIssues([
      scored("A", "moscow", { category: "must" }),
      scored("B", "moscow", { category: "could" }),
    ]);
    expect(explainRank(moscow, "A")?.sentence).toBe(
      "rank 1 of 2: above B because it is “Must have”, not “Could have”",
    );
    expect(explainRank(moscow, "C")).toBeNull();
  });
});

describe("frameworks side by side", () => {
  const byRice = rankIssues([
    rice("A", 400, 1, 100, 1),
    rice("B", 300, 1, 100, 1),
    rice("C", 200, 1, 100, 1),
    rice("X", 9, 1, 100, 1),
  ]);
  const byWsjf = rankIssues(
    [
      ["A", 1],
      ["B", 13],
      ["C", 5],
    ].map(([key, userBusinessValue]) =>
      scored(String(key), "wsjf", { userBusinessValue, timeCriticality: 1, riskReduction: 1, jobSize: 1 }),
    ),
  );

  it("show where they disagree most, over the issues that all of them rank", () => {
    const found = disagreements(
      new Map([
        ["rice", byRice],
        ["wsjf", byWsjf],
      ]),
    );
    expect(found.map(({ key, spread }) => [key, spread])).toEqual([
      ["A", 1],
      ["B", 0.5],
      ["C", 0.5],
    ]);
    expect(found[0]?.sentence).toBe("1 by RICE, 3 by WSJF, of 3");
  });

  it("agree with themselves", () => {
    const found = disagreements(
      new Map([
        ["rice", byRice],
        ["ice-mean", byRice],
      ]),
    );
    expect(found.every(({ spread }) => spread === 0)).toBe(true);
  });
});
