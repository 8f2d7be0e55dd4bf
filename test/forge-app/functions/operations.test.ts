import { describe, expect, it, vi } from "vitest";
import { appAgainst, useApp } from "../app.ts";

useApp();

const outcome = {
  id: "checkout",
  title: "More people finish the checkout",
  forWhom: "Guests",
  metric: {
    name: "Finished checkouts",
    unit: "%",
    direction: "increase",
    baseline: 40,
    target: 60,
    dueOn: "2026-12-31",
  },
  now: { on: "2026-11-01", value: 50 },
  share: 0.5,
  state: "moving",
  sentence: "Halfway there.",
};
const outcomes = [outcome];
const list = { name: "outcomes.list", request: {} };

describe("an operation that a page asks", () => {
  it("goes to the service under its name and comes back as it is", async () => {
    const { call, service } = await appAgainst(() => ({ body: { outcomes } }));
    expect(await call("ask", list)).toEqual({ kind: "answer", answer: { outcomes } });
    expect(service.asked).toMatchObject([
      { method: "POST", path: "/forge/operations/outcomes.list", body: {} },
    ]);
  });

  it("that the app does not know goes nowhere", async () => {
    const { call, service } = await appAgainst(() => ({ body: {} }));
    await expect(call("ask", { name: "../health", request: {} })).rejects.toThrow();
    expect(service.asked).toEqual([]);
  });

  it("with a request that is none goes nowhere, and the page is told", async () => {
    const { call, service } = await appAgainst(() => ({ body: {} }));
    expect(await call("ask", { name: "outcomes.list", request: "all" })).toMatchObject({
      kind: "refused",
    });
    expect(service.asked).toEqual([]);
  });

  it("is not answered with what breaks its contract", async () => {
    const { call } = await appAgainst(() => ({ body: { outcomes: "many" } }));
    expect(await call("ask", list)).toMatchObject({ kind: "refused" });
  });

  it("finds the service away when it is", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const { call } = await appAgainst(() => ({ status: 503, body: {} }));
    expect(await call("ask", list)).toMatchObject({ kind: "service-away" });
  });
});
