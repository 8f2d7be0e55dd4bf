import { describe, expect, it } from "vitest";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { Clock } from "#sync/model/effects.ts";
import { backlogOf } from "#sync/scoring/backlog.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import { carryOut } from "#sync/scoring/writes.ts";
import { ENGINES, storeOn } from "#test/store/engines.ts";

const clock: Clock = { now: () => Date.parse("2026-11-22T09:00:00Z"), sleep: () => Promise.resolve() };
const query = { project: "SHOP", framework: "rice", after: 0, limit: 100 } as const;

const scoreOf = (number: number, reach: number, request = `request-${number}-${reach}`): Write => ({
  kind: "scores",
  request,
  why: null,
  batch: null,
  changes: [
    {
      issue: { id: String(number), key: `SHOP-${number}` },
      framework: "rice",
      inputs: { reach, impact: 1, confidence: 50, effort: 1 },
      basedOn: 0,
    },
  ],
});

describe.each(ENGINES)("two processes that score, on $engine", (engine) => {
  const store = storeOn(engine);
  const desk = () => new ScoringDesk({ store: store(), clock, mirrors: () => [] });

  it("see each other's scores with their next answer", async () => {
    const [one, other] = [desk(), desk()];
    expect((await backlogOf(other, query, "mia")).rows).toEqual([]);
    await carryOut(one, scoreOf(1, 10), "mia");
    await carryOut(other, scoreOf(2, 20), "jon");
    const [ofOne, ofOther] = [await backlogOf(one, query, "mia"), await backlogOf(other, query, "mia")];
    expect(ofOne.rows.map(({ key, rank }) => [key, rank])).toEqual([
      ["SHOP-2", 1],
      ["SHOP-1", 2],
    ]);
    expect(ofOther.rows).toEqual(ofOne.rows);
  });

  it("take a write once although both were handed it at the same moment", async () => {
    const write = scoreOf(3, 30, "request-both");
    const answers = await Promise.all([carryOut(desk(), write, "mia"), carryOut(desk(), write, "mia")]);
    expect(answers.map((answer) => answer.kind === "accepted" && answer.repeated).sort()).toEqual([
      false,
      true,
    ]);
    expect(await store().records.history("score", "3/rice")).toHaveLength(1);
  });

  it("ranks an issue that no mirror holds by the key that it was scored under", async () => {
    const { rows } = await backlogOf(desk(), query, "mia");
    expect(rows.find(({ key }) => key === "SHOP-3")).toMatchObject({ id: "3", rank: 1 });
  });

  it("tries thousands of ranks out on a thread, with the same result each time", async () => {
    const many = Array.from({ length: 400 }, (_, n) => ({
      issue: { id: String(1_000 + n), key: `BIG-${n}` },
      framework: "rice" as const,
      inputs: { reach: 10 + n, impact: 1, confidence: 80, effort: 1 },
      basedOn: 0,
    }));
    const write: Write = { kind: "scores", request: "request-many", why: null, batch: null, changes: many };
    await carryOut(desk(), write, "mia");
    const spans = async () =>
      (await backlogOf(desk(), { ...query, project: "BIG", limit: 1_000 }, "mia")).rows.map(
        ({ span }) => span,
      );
    const first = await spans();
    expect(first).toHaveLength(400);
    for (const span of first) expect(span?.from).toBeLessThanOrEqual(span?.to ?? 0);
    expect(await spans()).toEqual(first);
  });
});

describe("the trials of a ranking", () => {
  const store = storeOn({ engine: "SQLite", freshUrl: () => Promise.resolve(":memory:") });

  it("are made anew for the framework that was scored, and kept for the others", async () => {
    const desk = new ScoringDesk({ store: store(), clock, mirrors: () => [] });
    const valueEffort = (number: number): Write => ({
      ...scoreOf(number, 1, `request-value-${number}`),
      kind: "scores",
      batch: null,
      changes: [
        {
          issue: { id: String(number), key: `SHOP-${number}` },
          framework: "value-effort",
          inputs: { value: 5, effort: 5 },
          basedOn: 0,
        },
      ],
    });
    const trials = async (framework: "rice" | "value-effort") => {
      const ranking = desk.ranking(await desk.look(), "SHOP", framework);
      await ranking.spans();
      return ranking.lastTrials();
    };
    await carryOut(desk, scoreOf(1, 10), "mia");
    await carryOut(desk, valueEffort(1), "mia");
    const before = { rice: await trials("rice"), valueEffort: await trials("value-effort") };
    await carryOut(desk, scoreOf(2, 20), "mia");
    expect(await trials("value-effort")).toBe(before.valueEffort);
    expect(await trials("rice")).not.toBe(before.rice);
    expect((await trials("rice"))?.scores).toHaveLength(2);
  });
});
