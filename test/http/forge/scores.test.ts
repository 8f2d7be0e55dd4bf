import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { historyAnswerSchema } from "#shared/contract/scoring/history.ts";
import { propertiesAnswerSchema } from "#shared/contract/scoring/properties.ts";
import { saveSettingsAnswerSchema, defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import { newRequest, rice, riceWrite, scoringScene, type Scene } from "./scoring-scene.ts";
import { member, tracked } from "#test/rollup/example-items.ts";

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
const history = async (issue = first()) =>
  (await scene.ask(scene.ada, "/forge/score-history", { issue }, historyAnswerSchema)).entries;
const accepted = { kind: "accepted" };

describe("scoring an issue", () => {
  it("gives the revision, the property to write, and the reasons in the context at once", async () => {
    const issue = first();
    const [answer] = await scene.write(
      scene.ada,
      riceWrite(issue, rice(450, 3, 100, 2), { why: "First guess" }),
    );
    expect(answer).toMatchObject({
      kind: "accepted",
      repeated: false,
      revisions: [{ issue, revision: 1 }],
      properties: [{ issue, property: { framework: "rice", value: 675, revision: 1 } }],
      met: [],
    });
    const { score, scoring } = await scene.context(scene.ada, issue);
    expect(score).toMatchObject({ name: "RICE", value: 675, changedBy: "Ada" });
    expect(scoring.scores[0]).toMatchObject({
      framework: "rice",
      revision: 1,
      stated: { value: 675 },
      // Nothing supports it: RICE's confidence counts 50 %.
      supported: { value: 337.5 },
      isCapped: true,
      why: "First guess",
      by: { accountId: scene.ada, name: "Ada" },
      standing: { rank: 1, of: 1, unscored: 3, sentence: "rank 1 of 1" },
    });
    expect(scoring.scores[0]?.support).toContain("Unsupported");
  });

  it("refuses what is off the scale, naming it, and keeps nothing of that write", async () => {
    const [one, two] = scene.issues;
    const write = riceWrite(first(), rice(450, 3, 0.8, 2));
    const [answer] = await scene.write(scene.ada, {
      ...write,
      changes: [
        { issue: one ?? first(), framework: "rice", inputs: rice(1, 1, 100, 1), basedOn: 0 },
        { issue: two ?? first(), framework: "rice", inputs: rice(450, 3, 0.8, 2), basedOn: 0 },
      ],
    });
    expect(answer).toMatchObject({
      kind: "refused",
      reason: "off-scale",
      problems: [{ issue: two, key: "confidence" }],
    });
    expect(answer).toMatchObject({ message: expect.stringContaining("Did you mean 80 %?") as string });
    expect(await history()).toEqual([]);
  });

  it("takes an unfinished score, says what is missing, and ranks it only when it is whole", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, { reach: 450, impact: 3 }));
    const { scoring } = await scene.context(scene.ada, issue);
    expect(scoring.scores[0]).toMatchObject({ revision: 1, stated: null, standing: null });
    expect(scoring.scores[0]?.problems.map(({ key }) => key)).toEqual(["confidence", "effort"]);
    expect(scoring.property).toMatchObject({ accepted: null, isDue: false });
  });

  it("does not know a framework that is not in use, an input that it has not, or a revision to come", async () => {
    const issue = first();
    const write = riceWrite(issue, {});
    const [notInUse] = await scene.write(scene.ada, {
      ...write,
      changes: [{ issue, framework: "moscow", inputs: { category: "must" }, basedOn: 0 }],
    });
    expect(notInUse).toMatchObject({ kind: "refused", reason: "unknown" });
    const [foreign] = await scene.write(scene.ada, riceWrite(issue, { ...rice(1, 1, 100, 1), stars: 5 }));
    expect(foreign).toMatchObject({ kind: "refused", problems: [{ key: "stars" }] });
    const [early] = await scene.write(scene.ada, riceWrite(issue, rice(1, 1, 100, 1), { basedOn: 4 }));
    expect(early).toMatchObject({ kind: "refused", reason: "unknown" });
  });

  it("takes a score away again", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    const gone = riceWrite(issue, {}, { basedOn: 1 });
    await scene.write(scene.ada, {
      ...gone,
      changes: [{ issue, framework: "rice", inputs: null, basedOn: 1 }],
    });
    const { score, scoring } = await scene.context(scene.ada, issue);
    expect(score).toBeNull();
    expect(scoring.scores[0]).toMatchObject({ revision: 2, inputs: null });
  });
});

describe("two people who score one issue at once", () => {
  it("both are taken when they changed different inputs, and both stand in the history", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    await scene.write(
      scene.jon,
      riceWrite(issue, rice(450, 3, 100, 4), { basedOn: 1, why: "Certification" }),
    );
    const [answer] = await scene.write(scene.ada, riceWrite(issue, rice(900, 3, 100, 2), { basedOn: 1 }));
    expect(answer).toMatchObject({
      kind: "accepted",
      met: [{ by: { name: "Jon" }, merged: ["effort"], kept: [] }],
      properties: [{ property: { inputs: rice(900, 3, 100, 4) } }],
    });
    const entries = await history();
    expect(entries.map(({ by, why }) => [by.name, why])).toEqual([
      ["Ada", null],
      ["Jon", "Certification"],
      ["Ada", null],
    ]);
  });

  it("what was accepted first stands where both changed the same; the other is shown both and keeps theirs in the history", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    await scene.write(scene.jon, riceWrite(issue, rice(450, 3, 100, 4), { basedOn: 1 }));
    const [answer] = await scene.write(scene.ada, riceWrite(issue, rice(500, 3, 100, 3), { basedOn: 1 }));
    expect(answer).toMatchObject({
      met: [
        {
          kept: [{ key: "effort", label: "Effort", stands: 4, asked: 3 }],
          sentence: `Jon changed ${issue.key} meanwhile: Effort stays 4, your 3 is in the history.`,
        },
      ],
    });
    const [latest] = await history();
    expect(latest?.what).toMatchObject({ inputs: rice(500, 3, 100, 4), asked: rice(500, 3, 100, 3) });
    // Who has seen it may change it.
    await scene.write(scene.ada, riceWrite(issue, rice(500, 3, 100, 3), { basedOn: 3 }));
    const { scoring } = await scene.context(scene.ada, issue);
    expect(scoring.scores[0]?.inputs).toEqual(rice(500, 3, 100, 3));
  });

  it("lose nothing when their requests arrive in the same moment", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    await Promise.all([
      scene.write(scene.ada, riceWrite(issue, rice(900, 3, 100, 2), { basedOn: 1 })),
      scene.write(scene.jon, riceWrite(issue, rice(450, 3, 100, 4), { basedOn: 1 })),
      scene.write(scene.jon, riceWrite(issue, rice(450, 2, 100, 2), { basedOn: 1 })),
    ]);
    const { scoring } = await scene.context(scene.ada, issue);
    expect(scoring.scores[0]?.inputs).toEqual(rice(900, 2, 100, 4));
    expect(await history()).toHaveLength(4);
  });
});

describe("what waited in the app's outbox", () => {
  const kept = (accountId: string) => ({ accountId, at: Date.parse("2026-11-19T08:00:00Z") });

  it("arrives exactly once, however often it is delivered", async () => {
    const issue = first();
    const write = riceWrite(issue, rice(450, 3, 100, 2), { kept: kept(scene.jon) });
    const [one] = await scene.write(null, write);
    const [again] = await scene.write(null, write);
    expect(one).toMatchObject({ ...accepted, repeated: false, revisions: [{ revision: 1 }] });
    expect(again).toMatchObject({ ...accepted, repeated: true, revisions: [{ revision: 1 }] });
    const entries = await history();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ by: { name: "Jon" }, keptAt: kept("").at });
    // Accepted by the service's clock, whatever the app's said.
    expect(entries[0]?.at).toBeGreaterThan(kept("").at);
  });

  it("is taken many at once; one that is refused keeps none of the others back", async () => {
    const writes = scene.issues.map((issue, n) =>
      riceWrite(issue, n === 1 ? rice(1, 7, 100, 1) : rice(100 * (n + 1), 1, 100, 1), {
        kept: kept(scene.ada),
      }),
    );
    const answers = await scene.write(scene.ada, ...writes);
    expect(answers.map(({ kind }) => kind)).toEqual(["accepted", "refused", "accepted", "accepted"]);
  });

  it("counts for nobody else than the person who is signed in", async () => {
    const write = riceWrite(first(), rice(1, 1, 100, 1), { kept: kept(scene.jon) });
    expect(await scene.refused(scene.ada, "/forge/writes", { writes: [write] })).toMatchObject({
      status: 403,
    });
    const nobody = riceWrite(first(), rice(1, 1, 100, 1));
    expect(await scene.refused(null, "/forge/writes", { writes: [nobody] })).toMatchObject({ status: 403 });
  });

  it("does not take another person's request for a repeat of one's own", async () => {
    const write = riceWrite(first(), rice(1, 1, 100, 1));
    await scene.write(scene.ada, write);
    const [answer] = await scene.write(scene.jon, write);
    expect(answer).toMatchObject({ kind: "refused", reason: "unknown" });
  });
});

describe("who may give an input", () => {
  beforeEach(async () => {
    const settings = {
      ...defaultScoringSettings,
      frameworks: [{ id: "rice" as const, settings: {}, mayGive: { effort: [scene.jon] } }],
    };
    const body = { request: newRequest(), settings, basedOn: 0, why: null, viewerAdministersJira: true };
    await scene.ask(scene.ada, "/forge/settings/save", body, saveSettingsAnswerSchema);
  });

  it("is told with the input and the people when somebody else gives it", async () => {
    const [answer] = await scene.write(scene.ada, riceWrite(first(), rice(450, 3, 100, 2)));
    expect(answer).toMatchObject({
      kind: "refused",
      reason: "not-allowed",
      message: `Effort of ${first().key} is given by Jon.`,
      problems: [{ key: "effort", mayGive: [{ accountId: scene.jon, name: "Jon" }] }],
    });
  });

  it("keeps nobody from the other inputs, nor from leaving this one as it is", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, { reach: 450, impact: 3, confidence: 100 }));
    await scene.write(scene.jon, riceWrite(issue, rice(450, 3, 100, 2), { basedOn: 1 }));
    const [answer] = await scene.write(scene.ada, riceWrite(issue, rice(900, 3, 100, 2), { basedOn: 2 }));
    expect(answer).toMatchObject(accepted);
    const { scoring } = await scene.context(scene.ada, issue);
    expect(scoring.scores[0]).toMatchObject({
      stated: { value: 1350 },
      mayGive: ["reach", "impact", "confidence"],
    });
  });
});

describe("many scores in one batch", () => {
  const values = () =>
    Promise.all(
      scene.issues.map(async (issue) => (await scene.context(scene.ada, issue)).scoring.scores[0]?.inputs),
    );

  it("are undone as a whole, but for what somebody changed since", async () => {
    const [a, b, c] = scene.issues;
    if (!a || !b || !c) throw new Error("the scene has issues");
    await scene.write(scene.ada, riceWrite(a, rice(100, 1, 100, 1)));
    const before = await values();
    const bulk = {
      ...riceWrite(a, {}),
      batch: "batch-one",
      changes: [
        { issue: a, framework: "rice" as const, inputs: rice(100, 1, 100, 8), basedOn: 1 },
        { issue: b, framework: "rice" as const, inputs: rice(200, 1, 100, 8), basedOn: 0 },
        { issue: c, framework: "rice" as const, inputs: rice(300, 1, 100, 8), basedOn: 0 },
      ],
    };
    await scene.write(scene.ada, bulk);
    await scene.write(scene.jon, riceWrite(c, rice(300, 1, 100, 5), { basedOn: 1 }));
    const undo = { kind: "undo-batch" as const, request: newRequest(), why: null, batch: "batch-one" };
    const [answer] = await scene.write(scene.ada, undo);
    expect(answer).toMatchObject({ ...accepted, left: [{ issue: c, framework: "rice", keys: ["effort"] }] });
    expect(await values()).toEqual([before[0], null, { effort: 5 }, null]);
    // The undo is a batch as well.
    const redo = { ...undo, request: newRequest(), batch: undo.request };
    await scene.write(scene.ada, redo);
    expect((await values())[0]).toEqual(rice(100, 1, 100, 8));
  });

  it("know nothing of a batch that is none", async () => {
    const undo = { kind: "undo-batch" as const, request: newRequest(), why: null, batch: "no-such-batch" };
    expect((await scene.write(scene.ada, undo))[0]).toMatchObject({ kind: "refused", reason: "unknown" });
  });
});

describe("the property on the issue", () => {
  const due = async (written: unknown[] = [], limit = 10) =>
    await scene.ask(null, "/forge/properties", { written, limit }, propertiesAnswerSchema);

  it("stays due until the app says that it wrote it", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    const before = await due();
    expect(before).toMatchObject({ total: 1, due: [{ issue, property: { value: 675 } }] });
    const hash = before.due[0]?.hash;
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 1), { basedOn: 1 }));
    // What was written in between is not the latest any more.
    expect(await due([{ issue, hash }])).toMatchObject({ total: 1, due: [{ property: { value: 1350 } }] });
    const now = await due();
    expect(await due([{ issue, hash: now.due[0]?.hash }])).toEqual({ due: [], total: 0 });
  });

  it("changed by hand is shown as changed outside, and the accepted score stands", async () => {
    const issue = first();
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    const { due: waiting } = await due();
    const property = waiting[0]?.property;
    const set = (value: unknown) =>
      scene.jira.act({
        do: "setProperty",
        as: "ada@acme.example",
        issue: issue.id,
        property: "throughline-score",
        value,
      });
    set(property);
    await due([{ issue, hash: waiting[0]?.hash }]);
    expect((await scene.context(scene.ada, issue)).scoring.property.changedOutside).toBeNull();
    set({ ...property, value: 9_999 });
    const { score, scoring } = await scene.context(scene.ada, issue);
    expect(score?.value).toBe(675);
    expect(scoring.property).toMatchObject({
      accepted: { value: 675 },
      changedOutside: { found: expect.stringContaining("9999") as string },
    });
  });

  it("put on an issue that nobody scored is told as well", async () => {
    const issue = first();
    scene.jira.act({
      do: "setProperty",
      as: "ada@acme.example",
      issue: issue.id,
      property: "throughline-score",
      value: { value: 1 },
    });
    const { scoring } = await scene.context(scene.ada, issue);
    expect(scoring.property.changedOutside?.sentence).toContain("written by hand");
  });
});

describe("while Jira cannot be asked", () => {
  it("an issue is scored, ranked and explained all the same", async () => {
    const issue = first();
    await scene.store.records.append({
      kind: "initiative",
      id: "checkout",
      body: {
        name: "Checkout",
        url: null,
        sources: [{ kind: "jira", label: "All of SHOP", project: "SHOP", jql: "project = SHOP" }],
        outcomes: [],
      },
      who: scene.ada,
      why: null,
      at: 1,
    });
    const { index } = scene.initiatives;
    const item = `jira:${issue.id}`;
    index.put([tracked(issue.key, { id: item, tracker: "jira", status: "started" })]);
    index.setMembers("checkout", "0", [member(item)]);
    await scene.write(scene.ada, riceWrite(issue, rice(450, 3, 100, 2)));
    expect((await scene.context(scene.ada, issue)).initiatives).toMatchObject([{ name: "Checkout" }]);
    scene.jira.faults.add({ kind: "error-before", status: 503 });
    scene.clock.advance(60_000);
    const { score, scoring, initiatives } = await scene.context(scene.ada, issue);
    expect(score?.value).toBe(675);
    expect(scoring.scores[0]?.standing).toMatchObject({ rank: 1 });
    expect(scoring.property.changedOutside).toBeNull();
    expect(initiatives).toMatchObject([{ name: "Checkout" }]);
  });
});
