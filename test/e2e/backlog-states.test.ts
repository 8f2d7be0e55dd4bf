import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import type { WritesAnswer } from "#shared/contract/scoring/writes.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { backlogAnswer, row, scored } from "../forge-app/pages/example-backlog.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { barriersInFrame } from "./barriers.ts";
import { PATIENCE, openBrowser, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { openStage } from "./stage.ts";

/** The backlog in each of its states; only the service is a stub, and it speaks HTTP. */

type Answer = { status?: number; body: unknown } | "never";

let browser: Browser;
let sandboxes: Sandboxes;
let service: Awaited<ReturnType<typeof serviceStub>>;
let stage: Awaited<ReturnType<typeof openStage>>;
let answer: Answer;
let writes: Answer;
let opened: OpenPage;
let page: Page;

beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [
      { project: "SHOP", type: "Story", summary: "Let guests check out without an account" },
      { project: "SHOP", type: "Story", summary: "Show delivery dates before paying" },
    ],
  });
  const seeded = sandboxes.jira.dump().issues;
  ids.push(...seeded.map(({ id }) => id));
  service = await serviceStub(({ path }) => {
    if (path === "/forge/settings")
      return answer === "never" || answer.status !== undefined ? answer : { body: settings };
    if (path === "/forge/backlog") return answer;
    if (path === "/forge/writes") return writes;
    return { status: 503, body: {} };
  });
  stage = await openStage({ service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl });
  browser = await openBrowser();
  answer = "never";
  opened = await openPage(browser, `${stage.url}/#/backlog/`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
});

const ids: string[] = [];
const settings = {
  settings: defaultScoringSettings,
  revision: 1,
  savedBy: null,
  savedAt: null,
  why: null,
  viewerIsNamed: false,
  service: { now: 0, mirrors: [], propertiesDue: 0 },
};

/** The page opened anew, with this from the service. */
async function backlog(given: Answer | BacklogAnswer): Promise<Locator> {
  answer = given === "never" || "body" in given ? given : { body: given };
  await page.getByRole("tab", { name: "Side by side" }).click();
  opened.troubles.length = 0;
  await page.getByRole("tab", { name: "Backlog" }).click();
  return page.frameLocator("iframe[data-surface]").locator("main");
}

/** Both issues that Jira has, and one that it does not show. */
const rows = () => [
  scored(1, 100, { id: ids[0] ?? "", key: "SHOP-1", span: { from: 1, to: 2 } }),
  scored(2, 80, { id: ids[1] ?? "", key: "SHOP-2", evidence: { meter: 0, strongest: null, items: 0 } }),
  row(3, { key: "SHOP-3", inputs: { reach: 10 }, revision: 1 }),
];
const away: Answer = { status: 503, body: {} };
const refusal: Answer = {
  status: 403,
  body: { message: "You may not see the backlog of SHOP.", advice: "Ask the project’s lead." },
};

describe("the backlog", { timeout: 2 * PATIENCE }, () => {
  it.each<[name: string, given: () => Answer | BacklogAnswer, words: string[]]>([
    ["empty", () => backlogAnswer([]), ["No open issues here", "Throughline knows no open issue of SHOP"]],
    [
      "unscored",
      () => backlogAnswer([row(1, { id: ids[0] ?? "" }), row(2, { id: ids[1] ?? "" })]),
      ["Nothing is scored yet", "Import scores", "Let guests check out"],
    ],
    ["away", () => away, ["Throughline is away", "Try again"]],
    [
      "not permitted",
      () => refusal,
      ["Throughline says no", "You may not see the backlog of SHOP.", "Ask the project’s lead."],
    ],
    [
      "with notices and an issue that Jira does not show",
      () =>
        backlogAnswer(rows(), {
          checks: {
            costOfOrder: {
              cost: 250_000,
              bestCost: 237_700,
              extra: 12_300,
              bestOrder: ["SHOP-2", "SHOP-1"],
              leftOut: 1,
              currency: "EUR",
            },
            sentences: ["Job size holds no 1: give the smallest one 1 and the others relative to it."],
          },
        }),
      [
        "EUR 12,300",
        "1 issue without cost or duration left out",
        "Job size holds no 1",
        "not visible to you",
        "unfinished",
      ],
    ],
    ["that somebody may only read", () => backlogAnswer(rows(), { mayGive: [] }), ["Let guests check out"]],
  ])("is shown when it is %s", async (name, given, words) => {
    const main = await backlog(given());
    for (const word of words) await main.getByText(word, { exact: false }).first().waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, `backlog ${name}`);
  });

  it("holds its place while it asks", async () => {
    const main = await backlog("never");
    await main.getByLabel("Asking Throughline for the backlog").waitFor();
    await screenshot(page, "backlog loading");
  });

  it("comes when the service is back", async () => {
    const main = await backlog(away);
    await main.getByText("Throughline is away").waitFor();
    answer = { body: backlogAnswer(rows()) };
    await main.getByRole("button", { name: "Try again" }).click();
    await main.getByText("Let guests check out").waitFor();
  });

  it("puts an edit back that the service refuses, says why, and can try it again", async () => {
    const main = await backlog(backlogAnswer(rows()));
    const [first] = rows();
    writes = { status: 403, body: { message: "Reach is Bo’s to give.", advice: "Ask Bo Tan." } };
    await main.locator(`[data-cell="${first?.id ?? ""} reach"]`).click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("7");
    await page.keyboard.press("Enter");
    await main.getByText("Not saved: reach from 100 to 7 for SHOP-1").waitFor();
    await main.getByText("Reach is Bo’s to give.").waitFor();
    await expect.poll(() => main.locator(`[data-cell="${first?.id ?? ""} reach"]`).innerText()).toBe("100");
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog not saved");
    await main.getByRole("button", { name: "Drop it" }).click();
    expect(await main.getByText("Not saved").count()).toBe(0);
  });

  it("keeps what is scored while the service is away, and shows the last it knew", async () => {
    const main = await backlog(backlogAnswer(rows()));
    const [first] = rows();
    await main.locator(`[data-cell="${first?.id ?? ""} reach"]`).click();
    writes = away;
    answer = away;
    await page.keyboard.type("7");
    await page.keyboard.press("Enter");
    await main.getByText("is kept in this Jira site").waitFor();
    await main.getByText(/^As of/).waitFor();
    expect(await main.locator(`[data-cell="${first?.id ?? ""} reach"]`).innerText()).toBe("7");
    await screenshot(page, "backlog kept");
  });

  it("shows what a batch changed although the backlog does not come again", async () => {
    const main = await backlog(backlogAnswer(rows()));
    const [first, second] = rows();
    for (const each of [first, second]) {
      await main.locator(`[data-cell="${each?.id ?? ""} rank"]`).click();
      await page.keyboard.press(" ");
    }
    await main.getByRole("button", { name: "Edit 2 selected" }).click();
    const dialog = page.frameLocator("iframe[data-surface]").getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Value/ }).fill("50");
    writes = { body: acceptedWrite([first?.id ?? "", second?.id ?? ""]) };
    answer = away;
    await dialog.getByRole("button", { name: "Save 2 issues" }).click();
    await main.getByText("2 issues changed. Bo Tan changed SHOP-2 meanwhile").waitFor();
    await dialog.waitFor({ state: "detached" });
    await main.getByText(/^As of/).waitFor();
    expect(await main.locator(`[data-cell="${first?.id ?? ""} reach"]`).innerText()).toBe("50");
  });
});

function acceptedWrite(issues: readonly string[]): WritesAnswer {
  const named = issues.map((id, position) => ({ id, key: `SHOP-${position + 1}` }));
  const by = { accountId: "bo", name: "Bo Tan" };
  const sentence = "Bo Tan changed SHOP-2 meanwhile; both changes were taken together.";
  return {
    answers: [
      {
        request: "request-0001",
        kind: "accepted",
        repeated: false,
        revisions: named.map((issue) => ({ issue, revision: 2 })),
        properties: [],
        met: named.slice(1).map((issue) => ({
          issue,
          framework: "rice",
          by,
          at: 1,
          merged: ["effort"],
          kept: [],
          sentence,
        })),
        left: [],
      },
    ],
  };
}
