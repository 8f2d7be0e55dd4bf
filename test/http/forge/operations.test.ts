import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { operations } from "#shared/contract/operations.ts";
import { scoringScene, type Scene } from "./scoring-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await scoringScene();
  const metric = {
    name: "Finished checkouts",
    kind: "activation",
    unit: "%",
    direction: "increase",
    baseline: 40,
    startsOn: "2026-06-01",
    target: 60,
    dueOn: "2026-12-31",
  };
  await scene.store.records.append({
    kind: "outcome",
    id: "checkout",
    body: {
      id: "checkout",
      title: "More people finish",
      forWhom: "Guests",
      change: "They finish",
      metric,
      readings: [],
    },
    who: scene.ada,
    why: null,
    at: scene.clock.now(),
  });
});
afterEach(() => scene.close());

describe("an operation asked by the app", () => {
  it("is answered as its contract says", async () => {
    const { answer } = operations["outcomes.list"];
    const { outcomes } = await scene.ask(scene.ada, "/forge/operations/outcomes.list", {}, answer);
    expect(outcomes).toMatchObject([{ id: "checkout", title: "More people finish", state: "no reading" }]);
  });

  it("that nobody knows is refused", async () => {
    expect(await scene.refused(scene.ada, "/forge/operations/initiatives.burn", {})).toMatchObject({
      status: 404,
      message: 'There is no operation "initiatives.burn".',
    });
    expect(await scene.refused(scene.ada, "/forge/operations/toString", {})).toMatchObject({ status: 404 });
  });

  it("with a request that is none is refused", async () => {
    expect(await scene.refused(scene.ada, "/forge/operations/outcomes.list", "all")).toMatchObject({
      status: 400,
    });
  });
});
