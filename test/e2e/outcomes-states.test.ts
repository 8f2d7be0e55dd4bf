import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import {
  ask,
  bet,
  calibration,
  decision,
  head,
  page as onePage,
  tree,
} from "../forge-app/pages/outcomes/example-outcomes.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { barriersInFrame } from "./barriers.ts";
import { PATIENCE, openBrowser, openPage, screenshot } from "./browser.ts";
import { openStage } from "./stage.ts";

/** The page of outcomes in each of its states; only the service is a stub, and it speaks HTTP. */

type Answer = { status?: number; body: unknown } | "never";

const OPERATIONS = "/forge/operations/";
const TODAY = "2026-11-29";

let browser: Browser;
let sandboxes: Sandboxes;
let service: Awaited<ReturnType<typeof serviceStub>>;
let stage: Awaited<ReturnType<typeof openStage>>;
let page: Page;
/** What the service answers, by the operation's name; a test changes it. */
let answers: Partial<Record<string, Answer>> = {};
/** What it answers to everything else. */
let otherwise: Answer;

const body = (answer: unknown): Answer => ({ body: answer });
const nothing: Readonly<Record<string, Answer>> = {
  "outcomes.tree": body(tree()),
  "inbox.list": body({ today: TODAY, items: [], counts: {} }),
  "bets.list": body({ today: TODAY, bets: [] }),
  "bets.calibration": body(calibration(0, 0)),
  "decisions.list": body({ today: TODAY, decisions: [], sentence: "", effortSaved: 0 }),
};
const away: Answer = { status: 503, body: {} };
const refusal: Answer = {
  status: 403,
  body: { message: "You may not see the outcomes of SHOP.", advice: "Ask the project’s lead." },
};

beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", type: "Story", summary: "Let guests check out without an account" }],
  });
  service = await serviceStub(({ path }) => {
    if (!path.startsWith(OPERATIONS)) return away;
    return answers[path.slice(OPERATIONS.length)] ?? otherwise;
  });
  stage = await openStage({ service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl });
  browser = await openBrowser();
  ({ page } = await openPage(browser, "about:blank"));
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
});

/** A view opened anew, with this from the service. */
async function opened(
  route: string,
  given: Partial<Record<string, Answer>>,
  others: Answer = away,
): Promise<Locator> {
  answers = given;
  otherwise = others;
  await page.goto("about:blank");
  await page.goto(`${stage.url}/#/outcomes/${route}`);
  return page.frameLocator("iframe[data-surface]").locator("main");
}

describe("the page of outcomes", { timeout: 2 * PATIENCE }, () => {
  it.each<[view: string, route: string, words: string[]]>([
    ["tree", "", ["What should change, and for whom?", "Write the first outcome"]],
    ["inbox", "/inbox", ["Nothing asks anything of you"]],
    ["bets", "/bets", ["No bet yet", "Choose an outcome to bet on"]],
    ["calibration", "/calibration", ["No bet has been measured yet", "Go to the bets"]],
    ["decisions", "/decisions", ["Nothing was said no to yet", "Say the first no"]],
  ])("has a first step where its %s is empty", async (view, route, words) => {
    const main = await opened(route, nothing);
    for (const word of words) await main.getByText(word).first().waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, `outcomes empty ${view}`);
  });

  it("holds its place while it asks", async () => {
    const main = await opened("", {}, "never");
    await main.getByLabel("Asking Throughline for the tree of outcomes").waitFor();
    await screenshot(page, "outcomes loading");
  });

  it("comes when the service is back", async () => {
    const main = await opened("", {}, away);
    await main.getByText("Throughline is away").waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "outcomes away");
    answers = { ...nothing, "outcomes.tree": body(tree({ outcomes: [head("checkout")] })) };
    await main.getByRole("button", { name: "Try again" }).click();
    await main.getByRole("treeitem", { name: /Guests finish the checkout/ }).waitFor();
  });

  it("says who may not see it, and whom to ask", async () => {
    const main = await opened("", {}, refusal);
    await main.getByText("You may not see the outcomes of SHOP.").waitFor();
    await main.getByText("Ask the project’s lead.").waitFor();
    await screenshot(page, "outcomes not permitted");
  });

  it("keeps what was known, and says so, when the service goes away meanwhile", async () => {
    const outcome = head("checkout", { checkIn: { dueOn: TODAY, isDue: true, daysLate: 0 } });
    const known = {
      ...nothing,
      "outcomes.tree": body(tree({ outcomes: [outcome] })),
      "outcomes.page": body(onePage({ outcome })),
    };
    const main = await opened("/outcome/checkout", known);
    const form = main.getByRole("form", { name: /^Check in/ });
    await form.getByLabel("The number now").fill("sixty");
    await form.getByText("“sixty” is no number.").waitFor();
    await form.getByLabel("The number now").fill("60");
    await form.getByLabel("What happened, in one sentence").fill("It went up");
    answers = { ...known, "outcomes.check-in": away };
    await page.keyboard.press("Enter");
    await form.getByText("The Throughline service failed (HTTP 503).", { exact: false }).waitFor();
    expect(await form.getByLabel("The number now").inputValue()).toBe("60");
    answers = { "outcomes.check-in": body({ id: "checkout", revision: 2, repeated: false }) };
    await form.getByRole("button", { name: "Check in" }).click();
    await main.getByText("This is what was known before").waitFor();
    await main.getByRole("heading", { name: "Guests finish the checkout" }).waitFor();
    const sent = service.asked.filter(({ path }) => path.endsWith("outcomes.check-in"));
    const requests = sent.map((one) => (one.body as { request: string }).request);
    expect(new Set(requests).size).toBe(1);
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "outcomes kept");
  });

  it("says too few below twenty measured bets", async () => {
    const main = await opened("/calibration", { ...nothing, "bets.calibration": body(calibration(12, 7)) });
    await main.getByText("Too few to say more").first().waitFor();
    await main.getByText("7 of 12 came true", { exact: false }).first().waitFor();
    await screenshot(page, "outcomes too few");
  });

  it("asks for the reading that a due bet lacks, and tells what it makes of it", async () => {
    const main = await opened("/bets", { ...nothing, "bets.list": body({ today: TODAY, bets: [bet("b")] }) });
    await main.getByRole("button", { name: "Measure it" }).click();
    const dialog = page.frameLocator("iframe[data-surface]").getByRole("dialog");
    await dialog.getByLabel("Checkout completion then").fill("60.5");
    await dialog.getByText("+2.5 points of +4 points: that is near.").waitFor();
    await dialog.getByText("It cannot be measured", { exact: false }).click();
    await expect.poll(() => dialog.getByText("that is near").count()).toBe(0);
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "outcomes measure unread");
  });

  it("settles a check-in in the inbox, and shows what it does not know of an issue without a title", async () => {
    const items = [
      ask("a", {}),
      ask("b", {
        kind: "decision reopened",
        title: null,
        outcome: null,
        decision: "d",
        issue: { id: "99999", key: "SHOP-99", url: null, work: null },
        sentence: "“Not now” is open again.",
      }),
    ];
    const main = await opened("/inbox", {
      ...nothing,
      "outcomes.tree": body(tree({ outcomes: [head("checkout")] })),
      "inbox.list": body({ today: TODAY, items, counts: { "check-in due": 1, "decision reopened": 1 } }),
      "decisions.list": body({
        today: TODAY,
        decisions: [decision("d", { state: "reopened" })],
        sentence: "1 is open again.",
        effortSaved: 0,
      }),
    });
    await main.getByRole("form", { name: "Check in: Guests finish the checkout" }).waitFor();
    await main.getByText("not visible to you").waitFor();
    await main.getByRole("button", { name: "Decide again" }).waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "outcomes inbox states");
  });
});
