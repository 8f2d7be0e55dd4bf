import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomesScene, saveOutcome, type OutcomesScene } from "./forge/outcomes/scene.ts";
import { READINGS_SECRET } from "./forge/scoring-scene.ts";

let scene: OutcomesScene;
beforeEach(async () => {
  scene = await outcomesScene();
  await saveOutcome(scene);
});
afterEach(() => scene.close());

const signed = (body: string, secret = READINGS_SECRET) => ({
  "x-throughline-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
});
const now = (offset = 0) => new Date(scene.clock.now() + offset).toISOString();
const delivery = (more: object = {}) =>
  JSON.stringify({
    delivery: "delivery-1",
    sentAt: now(),
    unit: "%",
    readings: [{ on: scene.today(), value: 53.5 }],
    ...more,
  });
const send = (body: string, headers = signed(body), outcome = "checkout") =>
  scene.deliver(`/webhooks/readings/${outcome}`, body, headers);
const page = () => scene.operation("outcomes.page", { outcome: "checkout" });

describe("readings that another system sends", () => {
  it("are taken, and the outcome says where they came from", async () => {
    expect(await send(delivery())).toEqual({ status: 200, body: { taken: 1, repeated: false } });
    const { outcome, readings } = await page();
    expect(outcome.progress.now).toEqual({ on: scene.today(), value: 53.5 });
    expect(readings).toMatchObject([{ source: "webhook", by: { name: "The readings webhook" } }]);
  });

  it("are taken once, however often the delivery is repeated", async () => {
    const body = delivery();
    await send(body);
    expect((await send(body)).body).toEqual({ taken: 1, repeated: true });
    // The id counts, not the bytes: a sender that tries again with a new time says nothing new.
    const again = delivery({ readings: [{ on: scene.today(), value: 99 }] });
    expect((await send(again)).body).toMatchObject({ repeated: true });
    expect((await page()).readings).toMatchObject([{ value: 53.5 }]);
  });

  it("are refused when the signature does not fit, with nothing said about the outcome", async () => {
    const body = delivery();
    for (const headers of [
      signed(body, "another-secret"),
      signed(`${body} `),
      { "x-throughline-signature": "sha256=" },
      { "x-throughline-signature": "" },
    ]) {
      expect(await send(body, headers, "no-such-outcome")).toMatchObject({
        status: 401,
        body: { message: "The delivery's signature does not fit." },
      });
    }
    expect((await scene.deliver("/webhooks/readings/checkout", body, {})).status).toBe(401);
    expect((await page()).readingsCount).toBe(0);
  });

  it("are refused once they are older than five minutes, or from the future", async () => {
    const old = delivery();
    scene.clock.advance(5 * 60_000 + 1);
    expect(await send(old)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("more than five minutes old") as string },
    });
    expect((await send(delivery({ sentAt: now(6 * 60_000) }))).status).toBe(400);
    expect((await send(delivery({ sentAt: now(-4 * 60_000) }))).status).toBe(200);
  });

  it.each([
    ["a text for a number", { readings: [{ on: "2026-01-01", value: "53" }] }, "is a number, not a text"],
    ["a number that is none", { readings: [{ on: "2026-01-01", value: null }] }, "is a number, not a text"],
    ["a day that is none", { readings: [{ on: "1.3.2026", value: 1 }] }, "A day is written 2026-03-01."],
    [
      "a day that is yet to come",
      { readings: [{ on: "2099-01-01", value: 1 }] },
      "2099-01-01 is yet to come",
    ],
    ["another unit", { unit: "EUR" }, "is measured in “%”, not in “EUR”"],
    ["no reading", { readings: [] }, "at least one reading"],
    ["what nobody asked for", { source: "hand" }, "Unrecognized key"],
  ])("are refused with the reason: %s", async (_, more, reason) => {
    const body = delivery(more);
    expect(await send(body)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(reason) as string },
    });
    expect((await page()).readingsCount).toBe(0);
  });

  it("are refused whole when one of them is nonsense", async () => {
    const readings = [
      { on: scene.days(-1), value: 51 },
      { on: scene.days(5), value: 60 },
    ];
    expect((await send(delivery({ readings }))).status).toBe(400);
    expect((await page()).readingsCount).toBe(0);
  });

  it("are refused for an outcome that there is none of, and when they are no JSON", async () => {
    const body = delivery();
    expect(await send(body, signed(body), "nothing")).toMatchObject({ status: 404 });
    expect((await send("checkout=53")).body).toMatchObject({ message: "The delivery is no JSON." });
  });
});
