import { describe, expect, it } from "vitest";
import type { Saved } from "#forge/functions/rpc.ts";
import { after, notAsked } from "#forge/pages/backlog/backlog-state.ts";
import type { BacklogState } from "#forge/pages/backlog/backlog-state.ts";
import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import { metSentences, saveAll } from "#forge/pages/backlog/save-all.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { backlogAnswer, scored } from "./example-backlog.ts";

const part = (number: number): Write => ({
  kind: "scores",
  request: `request-${number}`,
  why: null,
  batch: "batch-0001",
  changes: [
    {
      issue: { id: String(10_000 + number), key: `SHOP-${number}` },
      framework: "rice",
      inputs: { reach: 1 },
      basedOn: 1,
    },
  ],
});
const accepted = (write: Write): Saved => ({
  kind: "answer",
  answer: {
    answers: [
      {
        request: write.request,
        kind: "accepted",
        repeated: false,
        revisions: write.kind === "scores" ? write.changes.map(({ issue }) => ({ issue, revision: 2 })) : [],
        properties: [],
        met: [],
        left: [],
      },
    ],
  },
});
const away: Saved = { kind: "service-away", message: "The service is away.", advice: "Try again." };

/** A service that gives these answers in turn, and what it was asked. */
function serviceOf(...answers: ((write: Write) => Saved)[]) {
  const asked: Write[] = [];
  return {
    asked,
    save: ({ writes }: { writes: readonly Write[] }) => {
      const [write] = writes;
      const answer = answers[asked.length];
      if (write === undefined || answer === undefined) throw new Error("asked once too often");
      asked.push(write);
      return Promise.resolve(answer(write));
    },
  };
}
const undoId = () => "request-undo";

describe("a batch in parts", () => {
  it("is saved part by part and counted", async () => {
    const done: number[] = [];
    const service = serviceOf(accepted, accepted);
    const saved = await saveAll(service, [part(1), part(2)], undoId, (count) => done.push(count));
    expect(saved).toMatchObject({ kind: "saved", batch: "batch-0001" });
    expect(saved.kind === "saved" && [...saved.revisions]).toEqual([
      ["10001", 2],
      ["10002", 2],
    ]);
    expect(done).toEqual([1, 2]);
  });

  it("is undone as a whole when a later part is not taken", async () => {
    const service = serviceOf(accepted, () => away, accepted);
    const saved = await saveAll(service, [part(1), part(2), part(3)], undoId, () => undefined);
    expect(saved).toEqual({
      kind: "not-saved",
      message: "The service is away.",
      advice: "What had been saved of it was undone. Try again.",
    });
    expect(service.asked.map(({ kind }) => kind)).toEqual(["scores", "scores", "undo-batch"]);
    expect(service.asked[2]).toMatchObject({ batch: "batch-0001" });
  });

  it("says so when not even that was possible", async () => {
    const service = serviceOf(
      accepted,
      () => away,
      () => away,
    );
    const saved = await saveAll(service, [part(1), part(2)], undoId, () => undefined);
    expect(saved).toMatchObject({
      kind: "not-saved",
      advice: expect.stringContaining("could not be undone") as unknown,
    });
  });

  it("tells when the app keeps it until the service is back", async () => {
    const kept: Saved = { kind: "kept", message: "Kept.", advice: "Delivered later." };
    expect(
      await saveAll(
        serviceOf(() => kept),
        [part(1)],
        undoId,
        () => undefined,
      ),
    ).toEqual(kept);
  });
});

describe("those whom a batch met", () => {
  const met = (number: number) => ({ sentence: `Bo changed SHOP-${number} meanwhile.` });

  it("are told in full as long as they are few", () => {
    expect(metSentences([met(1)])).toEqual(["Bo changed SHOP-1 meanwhile."]);
  });

  it("are counted beyond the third", () => {
    const sentences = metSentences([1, 2, 3, 4, 5].map(met));
    expect(sentences).toHaveLength(4);
    expect(sentences.at(-1)).toBe("2 more were changed by others meanwhile.");
  });
});

describe("an edit on its way", () => {
  const edited = (reach: number) => ({
    kind: "edited" as const,
    changes: [{ id: "10001", inputs: { reach, impact: 1, confidence: 100, effort: 1 } }],
  });
  const answer = (revision: number, reach: number, changes: Partial<BacklogRow> = {}) => ({
    kind: "answered" as const,
    keepsOrder: true,
    answer: {
      framework: "rice" as const,
      backlog: backlogAnswer([scored(1, reach, { revision, ...changes })]),
    },
  });
  const shown = (state: BacklogState) => state.backlog?.rows[0]?.inputs?.["reach"];
  const loaded = after(notAsked, answer(1, 100));

  it("is shown at once and stays when an older answer comes in between", () => {
    const state = after(after(loaded, edited(5)), answer(1, 100));
    expect(shown(state)).toBe(5);
    const saved = after(state, { kind: "saved", revisions: new Map([["10001", 2]]) });
    expect(saved.underWay.size).toBe(0);
    expect(saved.backlog?.rows[0]?.revision).toBe(2);
  });

  it("has no span of ranks until trials were run with it", () => {
    const span = { from: 4, to: 40 };
    const spanned = (given: BacklogState) => after(given, answer(1, 100, { span }));
    const state = after(spanned(notAsked), edited(5));
    expect(state.backlog?.rows[0]?.span).toBeNull();
    expect(spanned(state).backlog?.rows[0]?.span).toBeNull();
    const back = after(state, { kind: "put-back", ids: ["10001"], unsaved: null });
    expect(back.backlog?.rows[0]?.span).toEqual(span);
  });

  it("is put back when it is not taken, also after a second edit, and can be tried again", () => {
    const state = after(after(loaded, edited(5)), edited(6));
    const unsaved = {
      id: "1",
      changes: [],
      framework: "rice" as const,
      what: "reach 6",
      message: "No.",
      advice: "",
    };
    const back = after(state, { kind: "put-back", ids: ["10001"], unsaved });
    expect(shown(back)).toBe(100);
    expect(back.unsaved).toEqual([unsaved]);
    expect(after(back, { kind: "dropped", id: "1" }).unsaved).toEqual([]);
  });

  it("that is kept stays shown until the service has it", () => {
    const state = after(after(loaded, edited(5)), { kind: "kept", ids: ["10001"] });
    expect(shown(after(state, answer(1, 100)))).toBe(5);
    const arrived = after(state, answer(2, 5));
    expect(arrived.underWay.size).toBe(0);
    expect(shown(arrived)).toBe(5);
  });
});
