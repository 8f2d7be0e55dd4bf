import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  operations,
  type AnswerOf,
  type OperationName,
  type RequestOf,
} from "#shared/contract/operations.ts";
import { newRequest, scoringScene, type Scene } from "./scoring-scene.ts";

let scene: Scene;
let initiative = "";
beforeAll(async () => {
  scene = await scoringScene();
  const saved = await ask("initiative.save", {
    request: newRequest(),
    initiative: null,
    basedOn: 0,
    definition: {
      name: "Checkout",
      targetOn: "2026-12-31",
      sources: [{ kind: "jql", label: "Labelled checkout", jql: "labels = checkout" }],
    },
  });
  initiative = saved.initiative;
});
afterAll(() => scene.close());

async function ask<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<AnswerOf<Name>> {
  const schemas: { readonly [Each in OperationName]: { answer: (typeof operations)[Each]["answer"] } } =
    operations;
  return (await scene.ask(
    scene.ada,
    `/forge/operations/${name}`,
    request,
    schemas[name].answer,
  )) as AnswerOf<Name>;
}
const refused = (person: string | null, name: OperationName, request: unknown) =>
  scene.refused(person, `/forge/operations/${name}`, request);

describe("an initiative that was created over the operations", () => {
  it("is on the overview and has a page before anything was gathered", async () => {
    expect(initiative).toBe("checkout");
    const { rows, statements } = await ask("initiatives.list", {});
    expect(rows.map(({ id, progress }) => [id, progress.sentence])).toEqual([
      ["checkout", "Nothing counts yet, so there is no progress to show."],
    ]);
    expect(statements.progress).toContain("(completed + 0.25 × started) ÷ total");
    const page = await ask("initiative.page", { initiative });
    expect(page.initiative.forecast).toMatchObject({ kind: "too little history" });
    expect((await ask("initiative.works", { initiative })).works).toEqual([]);
    expect((await ask("initiative.changes", { initiative })).kinds).toEqual([]);
  });

  it("takes a human update in the name of who gives it, prefilled with what changed", async () => {
    const { text } = await ask("initiative.draft", { initiative });
    expect(text).toContain("Nothing changed since");
    const { update } = await ask("initiative.update", {
      request: newRequest(),
      initiative,
      health: "at risk",
      text: "The wallet waits for the bank.",
    });
    expect(update).toMatchObject({ by: scene.ada, health: "at risk" });
    const { entries } = await ask("initiative.history", { initiative });
    expect(entries.map(({ kind }) => kind)).toEqual(["update", "edit"]);
  });

  it("is edited from what was read, and refuses an edit of an older one", async () => {
    const { definition, revision } = await ask("initiative.definition", { initiative });
    const edit = { request: newRequest(), initiative, definition, basedOn: revision };
    expect(await ask("initiative.save", edit)).toEqual({ initiative, revision: revision + 1 });
    const late = await refused(scene.jon, "initiative.save", { ...edit, request: newRequest() });
    expect(late).toMatchObject({ status: 409 });
    expect(late.message).toContain("saved another version since you opened this one.");
  });

  it("has a version that a page can poll, another after each change", async () => {
    const version = async () => (await ask("initiatives.version", { initiative })).version;
    const before = await version();
    expect(await version()).toBe(before);
    const text = "On its way again.";
    await ask("initiative.update", { request: newRequest(), initiative, health: "on track", text });
    expect(await version()).not.toBe(before);
  });
});

it("what names no person or no initiative is refused, with what to do", async () => {
  const update = { request: newRequest(), initiative, health: "on track", text: "Fine." };
  expect(await refused(null, "initiative.update", update)).toMatchObject({ status: 403 });
  expect(await refused(scene.ada, "initiative.page", { initiative: "nothing" })).toMatchObject({
    status: 404,
    message: "There is no initiative “nothing”.",
    advice: "Open the overview to see which there are.",
  });
  const sourceless = {
    request: newRequest(),
    initiative: null,
    basedOn: 0,
    definition: { name: "X", sources: [] },
  };
  expect(await refused(scene.ada, "initiative.save", sourceless)).toMatchObject({ status: 400 });
});

it("the rule is chosen for everybody, and views are kept", async () => {
  const before = await ask("rollup.settings", {});
  expect([before.settings.rule, before.rules.length]).toEqual(["linear", 3]);
  const settings = { rule: "jira-product-discovery", measure: "count", severalTeams: "count" } as const;
  const saved = await ask("rollup.save-settings", {
    request: newRequest(),
    settings,
    basedOn: before.revision,
  });
  expect(saved.settings).toEqual(settings);
  const view = {
    id: "board",
    name: "For the board",
    audience: "Board",
    layout: "list",
    sort: { by: "health", descending: true },
    filter: { owners: [], health: [], outcomes: [], needsDecision: true, isArchived: false, text: "" },
  } as const;
  const given = { ...view, filter: { ...view.filter, owners: [], health: [], outcomes: [] } };
  expect((await ask("initiatives.save-view", { request: newRequest(), view: given })).views).toEqual([given]);
  expect((await ask("initiatives.remove-view", { request: newRequest(), view: "board" })).views).toEqual([]);
});
