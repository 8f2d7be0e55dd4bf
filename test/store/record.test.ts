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

describe.each(ENGINES)("requests that write records once, on $engine", (engine) => {
  const store = storeOn(engine);
  const by = { who: "mia", why: null, at: 1_700_000_000_000 };

  it("get their first answer again, and change nothing the second time", async () => {
    const { records } = store();
    const request = { id: "request-1", who: "mia", at: 1 };
    const write = () =>
      records.once(request, async (writing) => {
        const before = await writing.latest("score", ["a"]);
        const revision = (before.get("a")?.revision ?? 0) + 1;
        await writing.append([{ kind: "score", id: "a", revision, body: { n: revision }, ...by }]);
        return { revision };
      });
    expect(await write()).toEqual({ kind: "done", answer: { revision: 1 } });
    expect(await write()).toEqual({ kind: "repeated", answer: { revision: 1 } });
    expect(await records.history("score", "a")).toHaveLength(1);
  });

  it("are not answered to anybody else", async () => {
    const { records } = store();
    await records.once({ id: "request-2", who: "mia", at: 1 }, () => Promise.resolve("secret"));
    expect(await records.once({ id: "request-2", who: "jon", at: 1 }, () => Promise.resolve("mine"))).toEqual(
      {
        kind: "foreign",
      },
    );
  });

  it("leave nothing behind when they fail, and may come again", async () => {
    const { records } = store();
    const request = { id: "request-3", who: "mia", at: 1 };
    const failing = records.once(request, async (writing) => {
      await writing.append([{ kind: "score", id: "rolled-back", revision: 1, body: 1, ...by }]);
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect(await records.latest("score", "rolled-back")).toBeUndefined();
    expect(await records.once(request, () => Promise.resolve("now"))).toEqual({
      kind: "done",
      answer: "now",
    });
  });

  it("lose nothing when several write to one record at once", async () => {
    const { records } = store();
    const writers = Array.from({ length: 4 }, (_, n) =>
      records.once({ id: `at-once-${n}`, who: "mia", at: 1 }, async (writing) => {
        const before = (await writing.latest("score", ["busy"])).get("busy");
        const body = [...((before?.body as number[] | undefined) ?? []), n];
        await writing.append([
          { kind: "score", id: "busy", revision: (before?.revision ?? 0) + 1, body, ...by },
        ]);
        return null;
      }),
    );
    await Promise.all(writers);
    const last = await records.latest("score", "busy");
    expect(last).toMatchObject({ revision: 4 });
    expect((last?.body as number[]).sort()).toEqual([0, 1, 2, 3]);
  });

  it("are found again by their batch, with what the records were before", async () => {
    const { records } = store();
    await records.append({ kind: "score", id: "b1", body: 1, ...by });
    await records.once({ id: "batch-write", who: "mia", at: 1 }, async (writing) => {
      await writing.append([
        { kind: "score", id: "b1", revision: 2, body: 2, ...by, batch: "batch-1" },
        { kind: "score", id: "b2", revision: 1, body: 2, ...by, batch: "batch-1" },
      ]);
      return null;
    });
    await records.once({ id: "batch-undo", who: "mia", at: 1 }, async (writing) => {
      const written = await writing.ofBatch("batch-1");
      expect(written.map(({ id, revision }) => [id, revision])).toEqual([
        ["b1", 2],
        ["b2", 1],
      ]);
      const histories = await writing.histories("score", ["b1", "b2"]);
      expect(histories.get("b1")?.map(({ body }) => body)).toEqual([1, 2]);
      return null;
    });
  });
});

describe.each(ENGINES)("following records, on $engine", (engine) => {
  const store = storeOn(engine);
  const by = { who: "mia", why: null, at: 1 };

  it("gives everything first, then only the latest of what is new, and of the kinds asked for", async () => {
    const { records } = store();
    const kinds = ["score", "evidence"];
    await records.append({ kind: "score", id: "1", body: "a", ...by });
    await records.append({ kind: "outcome", id: "o", body: "other kind", ...by });
    const first = await records.follow(kinds, null);
    expect(first).toMatchObject({ whole: true, revisions: [{ id: "1", body: "a" }] });
    expect(await records.follow(kinds, first.position)).toMatchObject({ revisions: [] });
    await records.append({ kind: "score", id: "1", body: "b", ...by });
    await records.append({ kind: "score", id: "1", body: "c", ...by });
    await records.append({ kind: "evidence", id: "2", body: "d", ...by });
    const next = await records.follow(kinds, first.position);
    expect(next.whole).toBe(false);
    expect(next.revisions.map(({ id, body }) => [id, body])).toEqual([
      ["1", "c"],
      ["2", "d"],
    ]);
  });

  it("reads everything anew when rows appear that it passed by", async () => {
    const { records } = store();
    await records.append({ kind: "late", id: "1", body: 1, ...by });
    await records.append({ kind: "late", id: "2", body: 2, ...by });
    const { position } = await records.follow(["late"], null);
    // As if the first row's transaction had ended only now.
    const again = await records.follow(["late"], { last: position.last, rows: 1 });
    expect(again.whole).toBe(true);
    expect(again.revisions.map(({ id }) => id)).toEqual(["1", "2"]);
  });
});
