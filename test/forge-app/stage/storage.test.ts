import { describe, expect, it } from "vitest";
import { ForgeStorage } from "#forge/stage/runtime/storage.ts";

const MINUTE = 60_000;

function storage(now: () => number = () => 0) {
  const store = new ForgeStorage(now);
  const ask = async (path: string, body: unknown) => {
    const response = store.answer(`/api/v1/${path}`, body);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
  };
  return ask;
}

describe("the stage's Forge storage", () => {
  it("keeps values as JSON under their keys, and forgets them", async () => {
    const ask = storage();
    await ask("set", { key: "outbox:1", value: { at: 1, none: undefined } });
    expect((await ask("get", { key: "outbox:1" })).body).toEqual({ key: "outbox:1", value: { at: 1 } });
    await ask("delete", { key: "outbox:1" });
    expect(await ask("get", { key: "outbox:1" })).toMatchObject({
      status: 404,
      body: { code: "KEY_NOT_FOUND" },
    });
  });

  it("finds keys by their beginning, in order, page by page", async () => {
    const ask = storage();
    for (const key of ["outbox:2", "outbox:1", "settings", "outbox:3"]) await ask("set", { key, value: key });
    const where = [{ property: "key", condition: "BEGINS_WITH", values: ["outbox:"] }];
    const first = await ask("query", { where, limit: 2 });
    expect(first.body).toMatchObject({
      data: [{ key: "outbox:1" }, { key: "outbox:2" }],
      cursor: "outbox:2",
    });
    expect((await ask("query", { where, limit: 2, after: "outbox:2" })).body).toEqual({
      data: [{ key: "outbox:3", value: "outbox:3" }],
    });
  });

  it.each([
    ["a value above 240 KiB", { key: "k", value: "x".repeat(240 * 1024) }, "MAX_SIZE"],
    ["a key above 500 characters", { key: "k".repeat(501), value: 1 }, "KEY_TOO_LONG"],
    ["a key with a slash", { key: "outbox/1", value: 1 }, "INVALID_KEY"],
    ["nothing", { key: "k" }, "INVALID_VALUE"],
  ])("refuses %s", async (_, body, code) => {
    expect(await storage()("set", body)).toMatchObject({ status: 400, body: { code } });
  });

  it("refuses the 4,001st write of a minute, and takes it in the next", async () => {
    let now = 0;
    const ask = storage(() => now);
    for (let count = 0; count < 4_000; count += 1) await ask("set", { key: "k", value: count });
    expect((await ask("set", { key: "k", value: 0 })).status).toBe(429);
    expect((await ask("get", { key: "k" })).status).toBe(200);
    now = MINUTE;
    expect((await ask("set", { key: "k", value: 0 })).status).toBe(204);
  });
});
