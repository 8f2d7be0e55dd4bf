import { describe, expect, it } from "vitest";
import type { NewAccess } from "#sync/store/access.ts";
import { ENGINES, storeOn } from "./engines.ts";

const given = (id: string, madeAt = 1) => ({
  id,
  hash: `hash of ${id}`,
  madeBy: "a test",
  madeAt,
  expiresAt: 100,
});
const signIn: NewAccess = { ...given("one"), kind: "sign-in", name: "Lena", email: null, lasts: 50 };
const session: NewAccess = { ...given("two", 2), kind: "session", name: "Lena", email: "lena@acme.example" };
const share: NewAccess = { ...given("three", 3), kind: "share", name: "Board", initiative: "checkout" };

describe.each(ENGINES)("ways in from outside, on $engine", (engine) => {
  const store = storeOn(engine);

  it("are found as they were made, and end once, with what follows", async () => {
    const { access } = store();
    await access.add(signIn);
    await access.add(share);
    expect(await access.find("one")).toEqual({ ...signIn, ended: null });
    const ends = await Promise.all([
      access.end("one", { at: 5, by: "used" }, session),
      access.end("one", { at: 5, by: "used" }, { ...session, id: "four" }),
    ]);
    expect(ends.toSorted()).toEqual([false, true]);
    expect(await access.find("one")).toEqual({ ...signIn, ended: { at: 5, by: "used" } });
    expect(await access.list(["session"])).toHaveLength(1);
    expect((await access.list(["sign-in", "share"])).map(({ id }) => id)).toEqual(["three", "one"]);
  });

  it("that are not there do not end", async () => {
    expect(await store().access.end("nothing", { at: 5, by: "Ada" })).toBe(false);
    expect(await store().access.find("nothing")).toBeUndefined();
  });
});
