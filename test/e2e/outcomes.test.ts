import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCompany } from "#sync/cli/start-company.ts";
import type { RunningCompany } from "#sync/cli/start-company.ts";
import { addDays } from "#shared/day.ts";
import { barriersInFrame } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot } from "./browser.ts";
import { frameOf } from "./frame.ts";
import { freePort, openStage } from "./stage.ts";

/** Outcomes in the demo: one is made, measured, bet on; a no comes back. The demo's clock lets the days pass. */

/** How many pixels would have to be scrolled to the side for. */
const TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

let company: RunningCompany;
let stage: Awaited<ReturnType<typeof openStage>>;
let browser: Browser;
let page: Page;
let troubles: string[];
let frame: FrameLocator;
let today: string;

const silent = {
  say: () => undefined,
  begin: () => undefined,
  step: () => undefined,
  end: () => undefined,
  log: () => undefined,
};

beforeAll(async () => {
  const port = await freePort();
  company = await startCompany({ stagePort: port, progress: silent });
  const { sandboxes, service, clockUrl, operatorToken } = company;
  const addresses = {
    service: service.url,
    jira: sandboxes.jiraUrl,
    linear: sandboxes.linearUrl,
    operatorToken,
  };
  stage = await openStage({ ...addresses, clock: clockUrl }, port);
  browser = await openBrowser();
  today = new Date(company.clock.now()).toISOString().slice(0, 10);
  ({ page, troubles } = await openPage(browser, `${stage.url}/#/outcomes/SHOP-1`));
  frame = page.frameLocator("iframe[data-surface]");
  await frame.getByRole("tree").waitFor();
  page.setDefaultTimeout(30_000);
}, 4 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await company.stop();
});

const button = (name: string | RegExp) => frame.getByRole("button", { name });
const view = (name: string) => frame.getByRole("navigation", { name: "Outcomes" }).getByText(name).click();
const said = (words: string | RegExp) => frame.locator(".saved", { hasText: words }).waitFor();
/** A choice of Atlaskit: what is typed leaves one option. */
async function choose(label: string, option: string): Promise<void> {
  await frame.getByRole("combobox", { name: label, exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await frame.getByRole("option", { name: option }).click();
}
async function looked(name: string): Promise<void> {
  expect(await barriersInFrame(page)).toEqual([]);
  await screenshot(page, name);
}

describe("outcomes in the demo", { timeout: 2 * PATIENCE }, () => {
  it("are a tree with live issues, gone through by keys", async () => {
    await frame.getByText(/of work in progress serves no outcome/).waitFor();
    await frame.getByText("Let guests check out without an account").first().waitFor();
    await looked("outcomes tree");
    const focused = () => frame.locator("[role=treeitem]:focus").getAttribute("aria-level");
    await frame.getByRole("treeitem").first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("2");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe("1");
    const rows = await frame.getByRole("treeitem").count();
    await page.keyboard.press("ArrowLeft");
    await expect
      .poll(() => frame.getByRole("treeitem").count(), { timeout: PATIENCE })
      .toBeLessThan(rows - 1);
    await page.keyboard.press("ArrowRight");
  });

  it("are made with the one number that tells", async () => {
    await button("New outcome").click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByLabel("What it is called").fill("Guests come back");
    await dialog.getByLabel("For whom").fill("guests who bought once");
    await dialog.getByLabel("What changes for them").fill("they buy again within a month");
    await choose("Kind", "Retention");
    await dialog.getByLabel("Metric", { exact: true }).fill("Guests who buy again");
    await dialog.getByLabel("Baseline").fill("20");
    await dialog.getByLabel("Target", { exact: true }).fill("10");
    await dialog.getByText("The target lies on the wrong side").waitFor();
    await dialog.getByLabel("Target", { exact: true }).fill("30");
    await dialog.getByLabel("Counts from").fill(addDays(today, -60));
    await looked("outcomes new");
    await dialog.getByRole("button", { name: "Create it" }).click();
    await frame.getByRole("heading", { name: "Guests come back" }).waitFor();
    await frame.getByText("No reading yet").first().waitFor();
  });

  it("take readings from a CSV, each line shown first and what is refused with its reason", async () => {
    await button("Import readings").click();
    const days = [50, 40, 30, 20, 10, 5].map((ago, at) => `${addDays(today, -ago)},${20 + at * 0.4}`);
    const csv = `date,value\n${days.join("\n")}\nlast week,22\n`;
    const file = { name: "returns.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await frame.locator("input[type=file]").setInputFiles(file);
    await frame.getByText("“last week” is no day; write 2026-03-01.").waitFor();
    await frame.getByText(/6 taken, 1 refused: 6 new days/).waitFor();
    await looked("outcomes import");
    await button("Import 6 readings").click();
    await said("6 readings imported from returns.csv.");
    const curve = frame.getByRole("slider", { name: "Guests who buy again, day by day" });
    await expect
      .poll(() => curve.getAttribute("aria-valuetext"), { timeout: PATIENCE })
      .not.toBe("No reading yet");
    await curve.focus();
    await page.keyboard.press("Home");
    expect(await curve.getAttribute("aria-valuetext")).toMatch(/: 20\s%$/u);
  });

  it("are served by issues that are found as the viewer", async () => {
    await button("Link issues").click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByLabel(/^Issues: a key/).fill("SHOP-4, SHOP-5");
    await dialog.getByText("Suggest addresses while typing").click();
    await dialog.getByText("Checkout button does nothing on Safari 17").click();
    await dialog.getByLabel(/^Expected change of Guests who buy again/).fill("2");
    await dialog.getByRole("button", { name: "Link 2 issues" }).click();
    await said("2 issues serve it.");
    await frame.getByRole("button", { name: /^\+2 points expected of SHOP-4/ }).waitFor();
  });

  it("are bet on; the bet is frozen, with how the last ideas like it did", async () => {
    await button("Freeze a bet").click();
    await choose("On which issue", "SHOP-4");
    const dialog = frame.getByRole("dialog");
    await dialog.getByText(/ideas? like this/i).waitFor();
    await dialog.getByLabel(/will have changed by/).fill("1.5");
    await dialog.getByLabel("Measured on").fill(addDays(today, 10));
    await dialog.getByLabel("How sure are you?").fill("80");
    await dialog.getByText("likely: wrong once in five").waitFor();
    await looked("outcomes bet");
    await dialog.getByRole("button", { name: "Freeze this bet" }).click();
    await said(/^The bet on SHOP-4 is frozen/);
    await frame
      .getByText(/80\s% sure/)
      .first()
      .waitFor();
    expect(await button("Measure it").count()).toBe(0);
  });

  it("let a no to an issue wait for a metric", async () => {
    await view("What we said no to");
    await button("Say no to an issue").click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByLabel(/^Issue: a key/).fill("SHOP-9");
    await dialog.getByText("VAT is shown twice for business customers").click();
    await dialog.getByLabel(/^Reason/).fill("Few business customers come back yet");
    await dialog.getByLabel("Effort it saves").fill("2");
    await choose("When", "A metric crosses a value");
    await choose("Metric", "Guests who buy again");
    await dialog.getByLabel("Value").fill("24");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.getByText("Comes back when Guests who buy again rises above 24 %").waitFor();
    await looked("outcomes no");
    await dialog.getByRole("button", { name: "Keep the no" }).click();
    await said(/It comes back by itself/);
    await frame.getByText("Few business customers come back yet").waitFor();
    await button("Hide internal notes").click();
    await expect.poll(() => frame.getByText(/person-month/).count(), { timeout: PATIENCE }).toBe(0);
    await looked("outcomes decisions for others");
  });

  it("ask in the inbox once the day of a bet has come and the metric has crossed", async () => {
    await page.getByRole("button", { name: "+1 week" }).click();
    await expect.poll(() => company.clock.daysAhead, { timeout: PATIENCE }).toBe(7);
    await frame.getByRole("navigation", { name: "Outcomes" }).getByText("Tree").click();
    await button("Guests come back").click();
    const form = frame.getByRole("form", { name: "Check in: Guests come back" });
    await form.getByLabel("The number now").fill("25");
    await form.getByLabel("What happened, in one sentence").fill("Reminders go out");
    await page.keyboard.press("Enter");
    await said("Checked in: Guests come back is at 25 %.");
    await page.getByRole("button", { name: "+1 week" }).click();
    await expect.poll(() => company.clock.daysAhead, { timeout: PATIENCE }).toBe(14);
    await view("Inbox");
    await button("Show everybody’s").click();
    const bet = frame.getByRole("article", { name: "Bet to measure: SHOP-4" });
    await bet.getByText(/Guests who buy again rises by 1.5 points/).waitFor();
    const back = frame.getByRole("article", { name: "Decision came back: SHOP-9" });
    await back.getByText(/crossed 24/).waitFor();
    await back.getByRole("button", { name: "Decide again" }).waitFor();
    await looked("outcomes inbox");
  });

  it("are measured from the inbox, and the calibration moves", async () => {
    await view("Calibration");
    const measured = frame.locator(".numbers > div", { hasText: "Measured" }).locator("dd").first();
    const before = Number(await measured.innerText());
    await view("Inbox");
    await button("Show everybody’s").click();
    const bet = frame.getByRole("article", { name: "Bet to measure: SHOP-4" });
    await bet.getByRole("button", { name: "Measure it" }).click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByText(/that is a hit/).waitFor();
    await dialog.getByLabel(/^What was learned/).fill("A reminder did more than the form");
    await looked("outcomes measure");
    await dialog.getByRole("button", { name: "Settle it" }).click();
    await said("Measured: a hit. The calibration has moved.");
    await bet.waitFor({ state: "detached" });
    await view("Calibration");
    await expect.poll(() => measured.innerText()).toBe(String(before + 1));
    await looked("outcomes calibration");
  });

  it("settle what came back with one act", async () => {
    await view("Inbox");
    await button("Show everybody’s").click();
    const back = frame.getByRole("article", { name: "Decision came back: SHOP-9" });
    await back.getByRole("button", { name: "Take the no back" }).click();
    await said("The no to SHOP-9 is taken back: it may be built.");
    await back.waitFor({ state: "detached" });
  });

  it("are led to from the issue that serves them", async () => {
    await page.goto(`${stage.url}/#/jira/SHOP-4`);
    await page
      .locator("[data-surface=throughline-issue]")
      .getByRole("link", { name: "Guests come back" })
      .click();
    await page.waitForURL("**/#/outcomes/SHOP-4/outcome/**");
    await frame.getByRole("heading", { name: "Guests come back" }).waitFor();
    await looked("outcomes page");
  });

  it("fit small screens and follow the theme", async () => {
    const { hash } = new URL(page.url());
    for (const theme of ["light", "dark"] as const) {
      for (const size of [WIDE, NARROW]) {
        const narrow = size === NARROW ? " narrow" : "";
        const look = await openPage(browser, `${stage.url}/${hash}`, { size, theme });
        const inside = look.page.frameLocator("iframe[data-surface]");
        await inside.getByRole("heading", { name: "Guests come back" }).waitFor();
        await look.page.locator("iframe[data-surface]").scrollIntoViewIfNeeded();
        expect(await barriersInFrame(look.page)).toEqual([]);
        await screenshot(look.page, `outcomes page ${theme}${narrow}`);
        await inside.getByRole("button", { name: "Outcomes", exact: true }).click();
        await inside.getByRole("tree").waitFor();
        const wide = await (await frameOf(look.page)).evaluate<number>(TOO_WIDE);
        expect(wide).toBeLessThanOrEqual(0);
        expect(await barriersInFrame(look.page)).toEqual([]);
        await screenshot(look.page, `outcomes tree ${theme}${narrow}`);
        await look.page.close();
      }
    }
  });

  it("went without a trouble in the page", () => {
    expect(troubles).toEqual([]);
  });
});
