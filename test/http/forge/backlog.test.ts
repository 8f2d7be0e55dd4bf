import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backlogAnswerSchema, type BacklogRequest } from "#shared/contract/scoring/backlog.ts";
import {
  defaultScoringSettings,
  saveSettingsAnswerSchema,
  settingsAnswerSchema,
  type ScoringSettings,
} from "#shared/contract/scoring/settings.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { newRequest, rice, riceWrite, scoringScene, type Scene } from "./scoring-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await scoringScene();
});
afterEach(() => scene.close());

const issue = (position: number) => {
  const found = scene.issues[position];
  if (!found) throw new Error("the scene has four issues");
  return found;
};
const backlog = (changes: Partial<BacklogRequest> = {}) =>
  scene.ask(
    scene.ada,
    "/forge/backlog",
    { project: "SHOP", framework: "rice", ...changes },
    backlogAnswerSchema,
  );
const settings = (changes: Partial<ScoringSettings>, basedOn = 0) =>
  scene.ask(
    scene.ada,
    "/forge/settings/save",
    {
      request: newRequest(),
      settings: { ...defaultScoringSettings, ...changes },
      basedOn,
      why: "Agreed on Monday",
      viewerAdministersJira: true,
    },
    saveSettingsAnswerSchema,
  );
const evidence = (position: number, kind: "launch-data" | "opinions"): Write => ({
  kind: "evidence",
  request: newRequest(),
  why: null,
  issue: issue(position),
  evidence: {
    id: newRequest(),
    kind,
    source: "A study",
    quote: "",
    observedOn: "2026-11-01",
    expiresOn: null,
    strength: null,
  },
});
const scoreBy = (
  position: number,
  framework: "value-effort" | "cost-of-delay" | "wsjf" | "moscow",
  inputs: Record<string, unknown>,
): Write => ({
  ...riceWrite(issue(position), {}),
  changes: [{ issue: issue(position), framework, inputs, basedOn: 0 }],
});

describe("the backlog of a project", () => {
  it("ranks the scored issues first and counts the others, with no title and no read from Jira", async () => {
    await scene.write(
      scene.ada,
      riceWrite(issue(0), rice(100, 1, 50, 1)),
      riceWrite(issue(2), rice(900, 1, 50, 1)),
    );
    await backlog();
    const before = scene.jira.requests.summary().requests;
    const answer = await backlog();
    expect(scene.jira.requests.summary().requests).toBe(before);
    expect(answer).toMatchObject({ total: 4, scored: 2, people: { [scene.ada]: "Ada" } });
    expect(answer.rows.map(({ key, rank, value }) => [key, rank, value])).toEqual([
      [issue(2).key, 1, 450],
      [issue(0).key, 2, 50],
      [issue(1).key, null, null],
      [issue(3).key, null, null],
    ]);
    expect(JSON.stringify(answer)).not.toContain("Issue 1");
  });

  it("ranks by what the evidence supports, and by what was stated where the company wants that", async () => {
    await scene.write(
      scene.ada,
      riceWrite(issue(0), rice(100, 1, 100, 1)),
      riceWrite(issue(1), rice(90, 1, 100, 1)),
    );
    await scene.write(scene.ada, evidence(1, "launch-data"), evidence(0, "opinions"));
    const keys = async () =>
      (await backlog()).rows.slice(0, 2).map(({ key, value, stated }) => [key, value, stated]);
    expect(await keys()).toEqual([
      [issue(1).key, 90, 90],
      [issue(0).key, 50, 100],
    ]);
    await settings({ rankBy: "stated" });
    expect(await keys()).toEqual([
      [issue(0).key, 100, 100],
      [issue(1).key, 90, 90],
    ]);
  });

  it("leaves out what is done, and takes it back when it is opened again", async () => {
    await scene.write(scene.ada, riceWrite(issue(0), rice(100, 1, 50, 1)));
    scene.jira.act({ do: "transition", as: "ada@acme.example", issue: issue(0).id, to: "Done" });
    await scene.quiet();
    expect((await backlog()).rows.map(({ key }) => key)).not.toContain(issue(0).key);
    scene.jira.act({ do: "transition", as: "ada@acme.example", issue: issue(0).id, to: "To Do" });
    await scene.quiet();
    expect((await backlog()).rows[0]).toMatchObject({ key: issue(0).key, rank: 1 });
  });

  it("shows where the frameworks disagree, and what the order costs", async () => {
    await settings({
      frameworks: ["rice", "value-effort", "cost-of-delay"].map((id) => ({
        id: id as "rice",
        settings: {},
        mayGive: {},
      })),
    });
    await scene.write(
      scene.ada,
      riceWrite(issue(0), rice(100, 1, 50, 1)),
      riceWrite(issue(1), rice(50, 1, 50, 1)),
      scoreBy(0, "value-effort", { value: 1, effort: 9 }),
      scoreBy(1, "value-effort", { value: 9, effort: 1 }),
      scoreBy(0, "cost-of-delay", { costPerWeek: 10, weeks: 2 }),
      scoreBy(1, "cost-of-delay", { costPerWeek: 30, weeks: 4 }),
    );
    const { rows, checks } = await backlog();
    expect(rows[0]).toMatchObject({ otherRanks: { "value-effort": 2, "cost-of-delay": 2 }, disagreement: 1 });
    expect(checks.costOfOrder).toMatchObject({
      cost: 200,
      bestCost: 180,
      extra: 20,
      bestOrder: [issue(1).key, issue(0).key],
    });
  });

  it("says what the framework's own rules say of it", async () => {
    await settings({ frameworks: [{ id: "wsjf", settings: {}, mayGive: {} }], primary: "wsjf" });
    await scene.write(
      scene.ada,
      scoreBy(0, "wsjf", { userBusinessValue: 8, timeCriticality: 1, riskReduction: 1, jobSize: 1 }),
    );
    expect((await backlog({ framework: "wsjf" })).checks.sentences).toEqual([
      "User-business value holds no 1: give the smallest one 1 and the others relative to it.",
    ]);
  });

  it("comes in pages that fit together", async () => {
    await scene.write(
      scene.ada,
      ...scene.issues.map((one, n) => riceWrite(one, rice(10 * (n + 1), 1, 50, 1))),
    );
    const [head, tail] = [await backlog({ limit: 3 }), await backlog({ after: 3, limit: 3 })];
    expect(head.version).toBe(tail.version);
    expect([...head.rows, ...tail.rows].map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
  });

  it("holds only the project that is asked for", async () => {
    expect(await backlog({ project: "OTHER" })).toMatchObject({ total: 0, rows: [] });
  });
});

describe("scores, evidence and doubts in the issue context", () => {
  it("says between which neighbours an issue stands, why, and what would raise its confidence", async () => {
    await scene.write(
      scene.ada,
      riceWrite(issue(0), rice(100, 1, 50, 1)),
      riceWrite(issue(1), rice(100, 1, 100, 2)),
      riceWrite(issue(2), rice(100, 1, 50, 4)),
    );
    const { scoring } = await scene.context(scene.ada, issue(1));
    expect(scoring.scores[0]?.standing).toMatchObject({
      rank: 2,
      of: 3,
      unscored: 1,
      above: issue(0),
      below: issue(2),
      sentence: `rank 2 of 3: above ${issue(2).key} because effort is half; below ${issue(0).key} because effort is twice as much`,
    });
    expect(scoring.scores[0]?.support).toContain("would support it");
  });

  it("lists evidence with what it counts today, and not what was withdrawn", async () => {
    const [strong, weak] = [evidence(0, "launch-data"), evidence(0, "opinions")];
    await scene.write(scene.ada, riceWrite(issue(0), rice(100, 1, 100, 1)), weak, strong);
    const before = (await scene.context(scene.ada, issue(0))).scoring;
    expect(before.evidence.items.map(({ value }) => value)).toEqual([10, 0.1]);
    expect(before.scores[0]).toMatchObject({ isCapped: false, supported: { value: 100 } });
    const id = strong.kind === "evidence" ? strong.evidence.id : "";
    await scene.write(scene.jon, {
      kind: "withdraw-evidence",
      request: newRequest(),
      why: "Counted twice",
      issue: issue(0),
      evidence: id,
    });
    const after = (await scene.context(scene.ada, issue(0))).scoring;
    expect(after.evidence.items.map(({ value }) => value)).toEqual([0.1]);
    expect(after.scores[0]).toMatchObject({ isCapped: true, supported: { value: 50 } });
  });

  it("keeps a doubt about a score open until the score is given anew", async () => {
    await scene.write(scene.ada, riceWrite(issue(0), rice(100, 1, 50, 1)));
    await scene.write(scene.jon, {
      kind: "rescore",
      request: newRequest(),
      why: null,
      issue: issue(0),
      framework: "rice",
      input: "effort",
      sentence: "It needs a certification.",
    });
    expect((await scene.context(scene.ada, issue(0))).scoring.rescores).toMatchObject([
      { label: "Effort", sentence: "It needs a certification.", by: { name: "Jon" } },
    ]);
    expect((await backlog()).rows[0]).toMatchObject({ rescores: 1 });
    await scene.write(scene.ada, riceWrite(issue(0), rice(100, 1, 50, 3), { basedOn: 1 }));
    expect((await scene.context(scene.ada, issue(0))).scoring.rescores).toEqual([]);
  });

  it("refuses an outcome that does not exist", async () => {
    const [answer] = await scene.write(scene.ada, {
      kind: "outcomes",
      request: newRequest(),
      why: null,
      issue: issue(0),
      outcomes: [{ id: "none", contribution: null }],
      basedOn: 0,
    });
    expect(answer).toMatchObject({ kind: "refused", reason: "unknown" });
  });
});

describe("the settings of scoring", () => {
  it("are saved by who administers Jira or is named, once, and never over another's unseen", async () => {
    const wanted = { ...defaultScoringSettings, admins: [scene.jon] };
    const body = {
      request: newRequest(),
      settings: wanted,
      basedOn: 0,
      why: null,
      viewerAdministersJira: false,
    };
    const path = "/forge/settings/save";
    expect(await scene.refused(scene.jon, path, body)).toMatchObject({ status: 403 });
    await scene.ask(scene.ada, path, { ...body, viewerAdministersJira: true }, saveSettingsAnswerSchema);
    expect(
      await scene.ask(scene.ada, path, { ...body, viewerAdministersJira: true }, saveSettingsAnswerSchema),
    ).toEqual({ revision: 1, repeated: true });
    const strange = {
      ...wanted,
      frameworks: [{ id: "rice", settings: {}, mayGive: {}, rubrics: { worth: "?" } }],
    };
    expect(
      await scene.refused(scene.jon, path, {
        ...body,
        request: newRequest(),
        settings: strange,
        basedOn: 1,
      }),
    ).toMatchObject({ status: 400, message: "RICE has no input “worth” that a rubric could be for." });
    const late = { ...body, request: newRequest() };
    expect(await scene.refused(scene.jon, path, late)).toMatchObject({
      status: 409,
      message: "Ada saved other settings since you opened these.",
    });
    const now = await scene.ask(scene.jon, "/forge/settings", {}, settingsAnswerSchema);
    expect(now).toMatchObject({ revision: 1, savedBy: { name: "Ada" }, viewerIsNamed: true });
    expect(now.service.mirrors).toMatchObject([{ id: "shop", links: 4, parkedWrites: 0 }]);
    const own = { ...late, request: newRequest(), basedOn: 1 };
    expect(await scene.ask(scene.jon, path, own, saveSettingsAnswerSchema)).toMatchObject({ revision: 2 });
  });

  it("are refused with the reason when a framework cannot work with them", async () => {
    const frameworks = [{ id: "value-effort", settings: { split: 99 }, mayGive: {} }];
    const body = {
      request: newRequest(),
      settings: { ...defaultScoringSettings, primary: "value-effort", frameworks },
      basedOn: 0,
      why: null,
      viewerAdministersJira: true,
    };
    const refusal = await scene.refused(scene.ada, "/forge/settings/save", body);
    expect(refusal.status).toBe(400);
    expect(refusal.message).toContain("Value vs effort");
  });

  it("change every property that they concern, which then waits to be written", async () => {
    await scene.write(
      scene.ada,
      riceWrite(issue(0), rice(100, 1, 50, 1)),
      scoreBy(0, "value-effort", { value: 8, effort: 2 }),
    );
    await settings({ primary: "value-effort" });
    const { scoring, score } = await scene.context(scene.ada, issue(0));
    expect(score).toMatchObject({ framework: "value-effort", value: 4 });
    expect(scoring.property).toMatchObject({ accepted: { framework: "value-effort" }, isDue: true });
  });
});
