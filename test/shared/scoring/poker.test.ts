import { describe, expect, it } from "vitest";
import type { NumericField } from "#shared/scoring/framework.ts";
import { castVote, loweredConfidence, openRound, reveal, viewRound } from "#shared/scoring/poker.ts";
import type { PokerResult } from "#shared/scoring/poker.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

function field(key: string): NumericField {
  const found = frameworkById("rice")
    .fields()
    .find((each) => each.key === key);
  if (found?.kind !== "choice" && found?.kind !== "number") throw new Error(`RICE has no number ${key}`);
  return found;
}

function result(key: string, ...values: readonly number[]): PokerResult {
  let round = openRound("SHOP-1", field(key));
  values.forEach((value, at) => {
    round = castVote(round, { person: `p${at}`, value });
  });
  const shown = viewRound(reveal(round), "anyone").result;
  if (shown === null) throw new Error("no votes");
  return shown;
}

describe("a round of poker", () => {
  const round = castVote(castVote(openRound("SHOP-1", field("impact")), { person: "ann", value: 3 }), {
    person: "bob",
    value: 0.5,
  });

  it("hides the votes of others until they are revealed, but shows who has voted", () => {
    expect(viewRound(round, "ann")).toEqual({
      voted: ["ann", "bob"],
      votes: [{ person: "ann", value: 3 }],
      result: null,
    });
    expect(viewRound(round, "cy").votes).toEqual([]);
    expect(viewRound(reveal(round), "cy").votes).toHaveLength(2);
  });

  it("takes a person's last vote, and none after the reveal", () => {
    const changed = castVote(round, { person: "bob", value: 2 });
    expect(viewRound(reveal(changed), "bob").votes).toEqual([
      { person: "ann", value: 3 },
      { person: "bob", value: 2 },
    ]);
    expect(() => castVote(reveal(round), { person: "ann", value: 1 })).toThrow("start a new round");
  });

  it("ends in the median, a value that somebody gave", () => {
    expect(result("impact", 0.5, 1, 3).median).toBe(1);
    expect(result("impact", 0.5, 1, 2, 3).median).toBe(1);
    expect(viewRound(reveal(openRound("SHOP-1", field("impact"))), "ann").result).toBeNull();
  });

  it("names those at both ends when they lie apart", () => {
    expect(result("impact", 0.25, 1, 3).sentence).toBe(
      "Impact: from 0.25 (p0) to 3 (p2): let these two talk before the median of 1 is taken.",
    );
  });

  it.each([
    ["impact", [1, 2], "agreed", 1],
    ["impact", [0.5, 2], "apart", 0.8],
    ["impact", [0.25, 3], "far apart", 0.5],
    ["effort", [4, 5], "agreed", 1],
    ["effort", [4, 4, 7], "apart", 0.8],
    ["effort", [2, 2, 20], "far apart", 0.5],
  ])("on %s with votes %j is %s and leaves %d of the confidence", (key, votes, spread, confidenceFactor) => {
    expect(result(key, ...votes)).toMatchObject({ spread, confidenceFactor });
  });

  it("lowers the confidence to a step of its own scale", () => {
    const confidence = field("confidence");
    expect(loweredConfidence(100, result("impact", 0.5, 2), confidence)).toBe(80);
    expect(loweredConfidence(100, result("impact", 0.25, 3), confidence)).toBe(50);
    expect(loweredConfidence(50, result("impact", 0.25, 3), confidence)).toBe(50);
    expect(loweredConfidence(80, result("impact", 1, 2), confidence)).toBe(80);
  });
});
