import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { historyAnswerSchema } from "#shared/contract/scoring/history.ts";
import { pokerAnswerSchema, type PokerRequest } from "#shared/contract/scoring/poker.ts";
import { backlogAnswerSchema } from "#shared/contract/scoring/backlog.ts";
import { rice, riceWrite, scoringScene, type Scene } from "./scoring-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await scoringScene();
});
afterEach(() => scene.close());

const first = () => {
  const [issue] = scene.issues;
  if (!issue) throw new Error("the scene has issues");
  return issue;
};
const play = async (person: string, request: PokerRequest) =>
  (await scene.ask(person, "/forge/poker", request, pokerAnswerSchema)).rounds;
const open = (round = "round-one", input = "effort"): PokerRequest => ({
  act: "open",
  round,
  issue: first(),
  framework: "rice",
  input,
});
const vote = (value: number, round = "round-one"): PokerRequest => ({ act: "vote", round, value });
const reveal: PokerRequest = { act: "reveal", round: "round-one" };

describe("a round of poker", () => {
  it("tells nobody another person's vote before the reveal, in no answer of the service", async () => {
    // Numbers that stand nowhere else.
    const [adas, jons] = [7.123_456, 9.654_321];
    await play(scene.ada, open());
    await play(scene.ada, vote(adas));
    scene.answered.length = 0;
    await play(scene.jon, { act: "look", issue: first() });
    await play(scene.jon, vote(jons));
    await scene.context(scene.jon, first());
    await scene.ask(scene.jon, "/forge/score-history", { issue: first() }, historyAnswerSchema);
    await scene.ask(scene.jon, "/forge/backlog", { project: "SHOP", framework: "rice" }, backlogAnswerSchema);
    expect(scene.answered.join("\n")).not.toContain(String(adas));
    expect(scene.answered.join("\n")).toContain(String(jons));
    scene.answered.length = 0;
    const [round] = await play(scene.ada, { act: "look", issue: first() });
    expect(scene.answered.join("\n")).not.toContain(String(jons));
    expect(round).toMatchObject({ voted: [{ name: "Ada" }, { name: "Jon" }], revealed: null, result: null });
    expect(round?.votes).toMatchObject([{ person: { name: "Ada" }, value: adas }]);
  });

  it("shows the spread once it is revealed, by name, and what it leaves of the confidence", async () => {
    await scene.write(scene.ada, riceWrite(first(), rice(100, 1, 100, 2)));
    await play(scene.ada, open());
    await play(scene.ada, vote(1));
    await play(scene.jon, vote(6));
    const [round] = await play(scene.jon, reveal);
    expect(round).toMatchObject({
      revealed: { by: { name: "Jon" } },
      result: {
        median: 1,
        lowest: 1,
        highest: 6,
        spread: "far apart",
        confidence: { stated: 100, lowered: 50 },
      },
    });
    expect(round?.result?.sentence).toContain("from 1 (Ada) to 6 (Jon)");
    expect(round?.votes).toHaveLength(2);
    const { entries } = await scene.ask(
      scene.ada,
      "/forge/score-history",
      { issue: first() },
      historyAnswerSchema,
    );
    expect(entries.map(({ what }) => what.kind)).toEqual(["poker", "score"]);
  });

  it("takes a person's last vote, opens once, and takes none after the reveal", async () => {
    await play(scene.ada, open());
    await play(scene.ada, vote(1));
    await play(scene.ada, vote(2));
    const [again] = await play(scene.ada, open());
    expect(again?.votes).toMatchObject([{ value: 2 }]);
    await play(scene.ada, reveal);
    expect(await scene.refused(scene.jon, "/forge/poker", vote(3))).toMatchObject({ status: 409 });
    expect((await play(scene.ada, reveal))[0]?.votes).toHaveLength(1);
  });

  it("loses no vote when several come at once", async () => {
    await play(scene.ada, open());
    await Promise.all([play(scene.ada, vote(1)), play(scene.jon, vote(2))]);
    expect((await play(scene.ada, { act: "look", issue: first() }))[0]?.voted).toHaveLength(2);
  });

  it("refuses a vote off the scale, a round that is none, and an input that is no number", async () => {
    await play(scene.ada, open());
    const low = await scene.refused(scene.ada, "/forge/poker", vote(0.1));
    expect(low.message).toContain("at least 0.5");
    expect(await scene.refused(scene.ada, "/forge/poker", vote(1, "no-such-round"))).toMatchObject({
      status: 409,
    });
    expect(await scene.refused(scene.ada, "/forge/poker", open("round-two", "stars"))).toMatchObject({
      status: 409,
    });
    expect(await scene.refused(null, "/forge/poker", vote(1))).toMatchObject({ status: 403 });
  });
});
