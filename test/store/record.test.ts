import { describe, expect, it } from "vitest";
import { ENGINES, storeOn } from "./engines.ts";

describe.each(ENGINES)("product records, on $engine", (engine) => {
  const store = storeOn(engine);
  const by = { who: "mia@example.com", why: null, at: 1_700_000_000_000 };

  it("are never changed, only followed by the next revision", async () => {
    const { records } = store();
    const body = { title: "Fewer abandoned carts", target: 12.5, sources: [] };
    expect(await records.append({ kind: "outcome", id: "carts", body, ...by })).toEqual({
      ok: true,
      revision: 1,
    });
    const changed = { ...body, target: 15 };
    const why = "The baseline was wrong.";
    expect(await records.append({ kind: "outcome", id: "carts", body: changed, ...by, why })).toEqual({
      ok: true,
      revision: 2,
    });
    const [first, second] = await records.history("outcome", "carts");
    expect(first).toEqual({ kind: "outcome", id: "carts", revision: 1, body, ...by });
    expect(second).toEqual({ kind: "outcome", id: "carts", revision: 2, body: changed, ...by, why });
    expect(await records.latest("outcome", "carts")).toEqual(second);
    expect(await records.latest("outcome", "other")).toBeUndefined();
  });

  it("refuse a revision that was written against an older one", async () => {
    const { records } = store();
    const entry = { kind: "initiative", id: "checkout", body: 1, ...by };
    expect(await records.append({ ...entry, expectedRevision: 3 })).toEqual({ ok: false, current: 0 });
    expect(await records.append({ ...entry, expectedRevision: 0 })).toEqual({ ok: true, revision: 1 });
    expect(await records.append({ ...entry, expectedRevision: 0 })).toEqual({ ok: false, current: 1 });
    expect(await records.append({ ...entry, expectedRevision: 1 })).toEqual({ ok: true, revision: 2 });
    expect(await records.history("initiative", "checkout")).toHaveLength(2);
  });

  it("admit one of several who write against the same revision at once", async () => {
    const { records } = store();
    const entry = { kind: "score", id: "raced", body: null, ...by, expectedRevision: 0 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => records.append(entry)));
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, revision: 1 }]);
  });

  it("lose no revision when several write at once without expecting one", async () => {
    const { records } = store();
    const entry = { kind: "score", id: "crowd", body: null, ...by };
    const answers = await Promise.all(Array.from({ length: 5 }, () => records.append(entry)));
    const revisions = answers.map((answer) => (answer.ok ? answer.revision : answer.current));
    expect(revisions.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("are listed by kind, the latest of each, a page at a time", async () => {
    const { records } = store();
    for (const id of ["b", "a", "c", "a"]) await records.append({ kind: "check-in", id, body: id, ...by });
    await records.append({ kind: "evidence", id: "a", body: "other kind", ...by });
    const page = await records.list("check-in", { limit: 2 });
    expect(page.map(({ id, revision }) => [id, revision])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
    const rest = await records.list("check-in", { after: "b", limit: 2 });
    expect(rest.map(({ kind, id }) => [kind, id])).toEqual([["check-in", "c"]]);
  });
});
