import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritesRequest } from "#shared/contract/scoring/writes.ts";
import { contextAnswer, mirrored, scored, worth } from "../forge-app/example-context.ts";
import { seriousBarriers } from "./barriers.ts";
import { NARROW, PATIENCE, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { oneIssueOnStage } from "./one-issue.ts";

/** Scoring from the issue: the modal with its tabs, what is sent, and what follows on the panel. */

let on: Awaited<ReturnType<typeof oneIssueOnStage>>;
let opened: OpenPage;
let page: Page;
const CONTEXT = "/forge/issue-context";
const answer = contextAnswer(mirrored(), { ...worth, scoring: scored() });

beforeAll(async () => {
  on = await oneIssueOnStage();
  on.answers.set(CONTEXT, { body: answer });
  opened = await openPage(on.browser, `${on.stage.url}/#/jira/${on.issue.key}`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(() => on.close());

async function modal(button = "Change score") {
  await page.reload();
  opened.troubles.length = 0;
  await page.getByRole("button", { name: button, exact: true }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

const accepted = (request: string) => ({
  request,
  kind: "accepted",
  repeated: false,
  revisions: [{ issue: on.issue, revision: 5 }],
  properties: [],
  met: [],
  left: [],
});
/** The writes that the service was sent. */
const sent = () =>
  on.service.asked
    .filter(({ path }) => path === "/forge/writes")
    .flatMap(({ body }) => (body as WritesRequest).writes);

describe("the score’s modal", { timeout: 2 * PATIENCE }, () => {
  it("shows the score that the inputs make, before anything is saved, by keyboard alone", async () => {
    const dialog = await modal();
    await dialog.getByText("RICE 533").waitFor();
    await dialog.getByLabel("Effort").fill("1");
    await dialog.getByText("RICE 800").waitFor();
    await dialog.getByText("500 users per quarter × 2 (high) × 80 % (medium) ÷ 1 person-month").waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    expect(await page.locator("[data-unsupported]").count()).toBe(0);
    await screenshot(page, "score-modal score");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(opened.troubles).toEqual([]);
  });

  it("refuses what is not on the scale, at the field, and sends nothing", async () => {
    const dialog = await modal();
    const before = sent().length;
    await dialog.getByLabel("Effort").fill("0.1");
    await dialog.getByText("0.1 is not on that scale").first().waitFor();
    await dialog.getByRole("button", { name: "Save score" }).click();
    await screenshot(page, "score-modal off the scale");
    expect(sent().length).toBe(before);
  });

  it("sends what was changed, based on what the person saw, and shows what follows", async () => {
    const dialog = await modal();
    await dialog.getByLabel("Effort").fill("1");
    await dialog.getByLabel("Why (kept in the history)").fill("The storage exists already.");
    const better = scored();
    on.answers.set(CONTEXT, {
      body: {
        ...answer,
        scoring: {
          ...better,
          scores: better.scores.map((score) => ({
            ...score,
            supported: score.stated === null ? null : { ...score.stated, value: 800 },
          })),
        },
      },
    });
    on.answers.set("/forge/writes", { body: { answers: [accepted("x")] } });
    await dialog.getByRole("button", { name: "Save score" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.locator("[data-surface]").getByText("800", { exact: true }).waitFor();
    expect(sent().at(-1)).toMatchObject({
      kind: "scores",
      why: "The storage exists already.",
      changes: [
        {
          issue: on.issue,
          framework: "rice",
          inputs: { reach: 500, impact: 2, confidence: 80, effort: 1 },
          basedOn: 4,
        },
      ],
    });
    on.answers.set(CONTEXT, { body: answer });
  });

  it("says who scored meanwhile, and what stands", async () => {
    const dialog = await modal();
    const met = {
      issue: on.issue,
      framework: "rice",
      by: { accountId: "b", name: "Bo Tan" },
      at: 0,
      merged: [],
      kept: [{ key: "effort", label: "Effort", stands: 3, asked: 1 }],
      sentence: "Bo Tan gave effort 3 a minute before; your 1 is in the history.",
    };
    on.answers.set("/forge/writes", { body: { answers: [{ ...accepted("x"), met: [met] }] } });
    await dialog.getByLabel("Effort").fill("1");
    await dialog.getByRole("button", { name: "Save score" }).click();
    await page.getByText("Bo Tan gave effort 3 a minute before").waitFor();
    await screenshot(page, "issue-context met another");
  });

  it("keeps the score while the service is away, and says so", async () => {
    const dialog = await modal();
    await dialog.getByLabel("Effort").fill("1");
    on.answers.delete(CONTEXT);
    on.answers.delete("/forge/writes");
    await dialog.getByRole("button", { name: "Save score" }).click();
    const panel = page.locator("[data-surface]");
    await panel.getByText("One change is waiting").waitFor();
    await panel.getByText("Yours, a score, saved at", { exact: false }).waitFor();
    await screenshot(page, "issue-context kept while away");
    const kept = sent().at(-1)?.request ?? "";
    on.answers.set(CONTEXT, { body: answer });
    on.answers.set("/forge/writes", { body: { answers: [accepted(kept)] } });
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByText("One change is waiting").waitFor({ state: "detached" });
    expect(sent().at(-1)).toMatchObject({ request: kept, kept: {} });
  });

  it("attaches evidence with its kind, source, quote and day", async () => {
    const dialog = await modal();
    await dialog.getByRole("tab", { name: "Evidence" }).click();
    await dialog.getByText("Checkout interviews, February").waitFor();
    await dialog.getByLabel("Kind").press("ArrowDown");
    await dialog.getByText("A test (4 to 5 of 10)").click();
    await dialog.getByLabel("Source").fill("Prototype test with 12 buyers");
    await dialog.getByLabel("Quote").fill("11 of 12 finished.");
    on.answers.set("/forge/writes", { body: { answers: [accepted("x")] } });
    await screenshot(page, "score-modal evidence");
    expect(await seriousBarriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Attach" }).click();
    await expect.poll(() => sent().at(-1)?.kind).toBe("evidence");
    expect(sent().at(-1)).toMatchObject({
      issue: on.issue,
      evidence: { kind: "tests", source: "Prototype test with 12 buyers", observedOn: "2026-03-02" },
    });
  });

  it("links outcomes with what the issue is expected to bring", async () => {
    const dialog = await modal();
    await dialog.getByRole("tab", { name: "Outcomes" }).click();
    await dialog.getByLabel("Expected contribution in %").fill("6");
    await screenshot(page, "score-modal outcomes");
    expect(await seriousBarriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save outcomes" }).click();
    await dialog.getByText("Saved.").waitFor();
    expect(sent().at(-1)).toMatchObject({
      kind: "outcomes",
      basedOn: 1,
      outcomes: [{ id: "guest-checkout", contribution: 6 }],
    });
  });

  it("tells the history with who, when and why", async () => {
    const entry = {
      what: {
        kind: "score",
        framework: "rice",
        revision: 4,
        inputs: { reach: 500, effort: 1.5 },
        before: { reach: 500, effort: 2 },
        asked: null,
        value: 533.33,
        batch: null,
      },
      by: { accountId: "a", name: "Ada Lindqvist" },
      at: 1_770_000_000_000,
      why: "Design is done.",
      keptAt: null,
    };
    on.answers.set("/forge/score-history", { body: { entries: [entry] } });
    const dialog = await modal();
    await dialog.getByRole("tab", { name: "History" }).click();
    await dialog.getByText("RICE 533: effort 1.5 instead of 2").waitFor();
    await dialog.getByText("Design is done.").waitFor();
    await screenshot(page, "score-modal history");
  });

  it("rates an input together: opens a round, hides the votes, shows the spread", async () => {
    const round = {
      round: "round-00001",
      issue: on.issue,
      framework: "rice",
      input: "effort",
      label: "Effort",
      openedBy: { accountId: "a", name: "Ada Lindqvist" },
      openedAt: 0,
      voted: [{ accountId: "b", name: "Bo Tan" }],
      votes: [],
      revealed: null,
      result: null,
    };
    on.answers.set("/forge/poker", { body: { rounds: [round] } });
    const dialog = await modal();
    await dialog.getByRole("tab", { name: "Poker" }).click();
    await dialog.getByText("Voted: Bo Tan.").waitFor();
    await dialog.getByLabel("Your vote").fill("3");
    await screenshot(page, "score-modal poker");
    const revealed = {
      ...round,
      votes: [
        { person: { accountId: "a", name: "Ada Lindqvist" }, value: 3 },
        { person: { accountId: "b", name: "Bo Tan" }, value: 1 },
      ],
      revealed: { by: round.openedBy, at: 0 },
      result: {
        median: 1,
        lowest: 1,
        highest: 3,
        spread: "far apart",
        sentence: "Effort: from 1 (Bo Tan) to 3 (Ada Lindqvist): let these two talk.",
        confidence: { stated: 80, lowered: 50 },
      },
    };
    on.answers.set("/forge/poker", { body: { rounds: [revealed] } });
    await dialog.getByRole("button", { name: "Vote" }).click();
    await dialog.getByText("lowers the confidence from 80 % to 50 %").waitFor();
    await screenshot(page, "score-modal poker revealed");
    const votes = on.service.asked.filter(({ path }) => path === "/forge/poker");
    expect(votes.at(-1)?.body).toEqual({ act: "vote", round: "round-00001", value: 3 });
    expect(await seriousBarriers(page)).toEqual([]);
    on.answers.set("/forge/writes", { body: { answers: [accepted("x")] } });
    await dialog.getByRole("button", { name: "Take 1 with the lower confidence" }).click();
    await expect
      .poll(() => sent().at(-1))
      .toMatchObject({
        why: expect.stringContaining("Rated together. Effort: from 1 (Bo Tan)") as unknown,
        changes: [{ inputs: { reach: 500, impact: 2, confidence: 50, effort: 1 }, basedOn: 4 }],
      });
  });

  it("lets anyone who sees a score doubt one of its inputs", async () => {
    const dialog = await modal("This is wrong");
    await dialog.getByLabel("What you know that the score does not").fill("It needs its own storage.");
    await screenshot(page, "rescore-modal");
    expect(await seriousBarriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Ask for a new score" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(sent().at(-1)).toMatchObject({ kind: "rescore", input: "effort", issue: on.issue });
  });

  it.each([
    ["narrow, light", NARROW, "light"],
    ["wide, dark", { width: 1280, height: 900 }, "dark"],
  ] as const)("is whole when the page is %s", async (name, size, theme) => {
    const look = { size, theme };
    const other = await openPage(on.browser, `${on.stage.url}/#/jira/${on.issue.key}`, look);
    await other.page.getByRole("button", { name: "Change score" }).click();
    await other.page.getByRole("dialog").getByText("RICE 533").waitFor();
    expect(await seriousBarriers(other.page)).toEqual([]);
    await screenshot(other.page, `score-modal ${name}`);
    await other.page.close();
  });
});
