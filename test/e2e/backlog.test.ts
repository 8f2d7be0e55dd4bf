import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCompany } from "#sync/cli/start-company.ts";
import type { RunningCompany } from "#sync/cli/start-company.ts";
import { barriersInFrame } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot } from "./browser.ts";
import { frameOf } from "./frame.ts";
import { freePort, openStage } from "./stage.ts";

/** The backlog of a real project: thousands of issues with scores, the real service, the stage, a browser. */

const ISSUES = join(import.meta.dirname, "../../../shared/data/jira-issues/springxd.csv");
const isThere = existsSync(ISSUES);
if (!isThere) console.warn(`The backlog of a real project is not tested: ${ISSUES} is not there.`);

let company: RunningCompany;
let stage: Awaited<ReturnType<typeof openStage>>;
let browser: Browser;
let page: Page;
let troubles: string[];
let frame: FrameLocator;
/** How many issues the page has read from Jira, by title. */
let read = 0;

/** On a busy machine a moment is long. */
const soon = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 30_000, interval: 50 });

const silent = {
  say: () => undefined,
  begin: () => undefined,
  step: () => undefined,
  end: () => undefined,
  log: () => undefined,
};

describe.runIf(isThere)("the backlog of 3,526 issues", { timeout: 2 * PATIENCE }, () => {
  beforeAll(async () => {
    const port = await freePort();
    company = await startCompany({ issues: ISSUES, stagePort: port, progress: silent });
    const { sandboxes, service, operatorToken } = company;
    stage = await openStage(
      { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl, operatorToken },
      port,
    );
    browser = await openBrowser();
    ({ page, troubles } = await openPage(browser, "about:blank"));
    page.on("request", (request) => {
      if (!request.url().endsWith("/stage/fetch-product")) return;
      const { path, body } = request.postDataJSON() as { path: string; body?: string };
      if (path !== "/rest/api/3/issue/bulkfetch") return;
      read += (JSON.parse(body ?? "{}") as { issueIdsOrKeys: string[] }).issueIdsOrKeys.length;
    });
    frame = page.frameLocator("iframe[data-surface]");
    await openBacklog();
    page.setDefaultTimeout(30_000);
  }, 4 * PATIENCE);
  // Whatever a failed test left open, the next one begins on a fresh page.
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await openBacklog();
  }, 2 * PATIENCE);
  afterAll(async () => {
    await browser.close();
    await stage.close();
    await company.stop();
  });

  const openBacklog = async () => {
    await page.goto("about:blank");
    await page.goto(`${stage.url}/#/backlog/`);
    // The first answer makes a million trials: on a busy machine that is longer than the app waits.
    const again = frame.getByRole("button", { name: "Try again" });
    await frame.locator("[role=gridcell] .title").or(again).first().waitFor();
    if (await again.isVisible()) await again.click();
    await frame.locator("[role=gridcell] .title").first().waitFor();
  };
  const row = (number: number) => frame.locator(`[role=row][aria-rowindex="${number + 1}"]`);
  const cell = (key: string, column: string) =>
    frame.locator(`[role=row][data-issue="${key}"] [data-cell$=" ${column}"]`);
  const keyOf = async (number: number) => (await row(number).getAttribute("data-issue")) ?? "";
  const rankOf = (key: string) => cell(key, "rank").locator(".rank-number").innerText();
  const press = (key: string) => page.keyboard.press(key);

  it("opens ranked, with titles of the rows on the screen alone", async () => {
    expect(await frame.getByRole("grid").getAttribute("aria-rowcount")).toMatch(/^[12]\d{3}$/);
    expect(await rankOf(await keyOf(1))).toBe("1");
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(200);
    expect(await frame.getByRole("row").count()).toBeLessThan(60);
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog");
  });

  it("is edited by keyboard, and the rank changes at once", async () => {
    const key = await keyOf(5);
    await cell(key, "reach").click();
    await press("ArrowRight");
    expect(await focused(page)).toContain(" impact");
    await press("ArrowLeft");
    await press("Enter");
    await page.keyboard.type("many");
    await press("Enter");
    await frame.getByText("“many” is no number for reach.").waitFor();
    await screenshot(page, "backlog refuses");
    await press("Escape");
    expect(await focused(page)).toContain(" reach");
    await press("Enter");
    await press("ControlOrMeta+a");
    await page.keyboard.type("900000");
    await press("Enter");
    await soon(() => rankOf(key)).toBe("1");
    expect(await focused(page)).toContain(" reach");
    await frame.getByText(`${key}: rank 1 of`).waitFor();
    await screenshot(page, "backlog edited");
    await frame.getByRole("button", { name: /^Order anew/ }).click();
    await soon(() => keyOf(1)).toBe(key);
  });

  it("gives a word of the scale by keyboard and goes on with Tab", async () => {
    const key = await keyOf(3);
    await cell(key, "impact").click();
    await press("Enter");
    await page.keyboard.type("min");
    await press("Tab");
    await soon(() => cell(key, "impact").innerText()).toBe("0.25");
    await press("Escape");
    await soon(() => focused(page)).toContain(" confidence");
  });

  it("keeps who changed what in the history, with the service", async () => {
    const key = await keyOf(8);
    await cell(key, "reach").click();
    await page.keyboard.type("4321");
    await press("Enter");
    await soon(() => cell(key, "reach").innerText()).toBe("4,321");
    await frame.locator(`.under-way[data-issue="${key}"]`).waitFor({ state: "detached" });
    await cell(key, "changed").getByRole("button", { includeHidden: true }).click();
    const history = frame.getByRole("dialog");
    await history.getByText(/reach from [\d,.]+ to 4,321/).waitFor();
    await history.getByText("Ada Lindqvist").first().waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog history");
    await press("Escape");
    await history.waitFor({ state: "detached" });
  });

  it("changes many at once, with the moves shown first, and undoes all of it", async () => {
    await openBacklog();
    const keys = [await keyOf(1), await keyOf(2), await keyOf(3)];
    const before = await Promise.all(keys.map(rankOf));
    await cell(keys[0] ?? "", "rank").click();
    for (const _ of keys) {
      await press(" ");
      await press("ArrowDown");
    }
    await frame.getByRole("button", { name: "Edit 3 selected" }).click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Value/ }).fill("1");
    await dialog.getByText("3 issues would move.").waitFor();
    const then = await dialog
      .getByRole("row", { name: keys[0] ?? "" })
      .getByRole("cell")
      .allInnerTexts();
    await dialog.getByLabel("Why").fill("The numbers were guesses");
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog bulk edit");
    await dialog.getByRole("button", { name: "Save 3 issues" }).click();
    await frame.getByText("3 issues changed.").waitFor();
    await frame.getByLabel("Find by key or title").fill(keys[0] ?? "");
    await soon(() => rankOf(keys[0] ?? "")).toBe(then[1]);
    await screenshot(page, "backlog bulk edited");
    await frame.getByRole("button", { name: "Undo all of it" }).click();
    await frame.getByText("The whole batch is undone.").waitFor();
    await frame.getByLabel("Find by key or title").fill("");
    await soon(() => Promise.all(keys.map(rankOf))).toEqual(before);
  });

  it("filters by words of the title as Jira finds them, and by what the score lacks", async () => {
    await frame.getByLabel("Find by key or title").fill("kafka source");
    await frame.getByText(/^\d+ of [\d,]+$/).waitFor();
    await soon(async () => {
      const titles = await frame.locator(".grid .title").allInnerTexts();
      return titles.length > 0 && titles.every((title) => /kafka/i.test(title));
    }).toBe(true);
    await screenshot(page, "backlog filtered");
    await frame.getByRole("button", { name: "Clear filters" }).click();
    await frame.getByRole("combobox", { name: "Score" }).focus();
    await press("ArrowDown");
    await frame.getByRole("option", { name: "Not scored" }).click();
    await soon(() => row(1).locator(".rank-number").innerText()).toBe("–");
    await frame.getByRole("button", { name: "Clear filters" }).click();
  });

  it("imports a CSV row by row, refuses what is wrong with the reason, and takes the rest", async () => {
    const [first, second] = [await keyOf(4), await keyOf(6)];
    await frame.getByRole("button", { name: "Import", exact: true }).click();
    const dialog = frame.getByRole("dialog");
    const csv = `Key,Reach,Impact\n${first},123,high\n${second},,enormous\nXD-999999,1,1\n`;
    await dialog.getByRole("button", { name: "Paste it instead" }).click();
    await dialog.getByRole("textbox", { name: "The CSV’s text" }).fill(csv);
    await dialog.getByText("3 rows: 1 change, 0 stay as they are, 2 refused.").waitFor();
    await dialog.getByText("Refused: “enormous” is no value of impact").waitFor();
    await dialog.getByText("XD-999999 is not in this backlog").waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog import");
    await dialog.getByRole("button", { name: "Import 1 issue" }).click();
    await frame.getByText("1 issue imported.").waitFor();
    await dialog.waitFor({ state: "detached" });
    await frame.getByLabel("Find by key or title").fill(first);
    await soon(() => cell(first, "reach").innerText()).toBe("123");
    await frame.getByRole("button", { name: "Clear filters" }).click();
  });

  it("takes story points as effort", async () => {
    await frame.getByRole("button", { name: "Import", exact: true }).click();
    const dialog = frame.getByRole("dialog");
    await dialog.getByRole("tab", { name: "From a field in Jira" }).click();
    await dialog.getByLabel("1 there is here").fill("0.5");
    await dialog.getByRole("button", { name: "Read the values" }).click();
    await dialog.getByText(/^[\d,]+ rows:/).waitFor();
    await screenshot(page, "backlog import story points");
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  it("draws value against effort; a point leads to its row by keyboard", async () => {
    await frame.getByRole("tab", { name: "Value and effort" }).click();
    const points = frame.locator("[data-point]");
    await points.first().focus();
    await press("ArrowRight");
    const key = (await frame.locator("[data-point]:focus").getAttribute("data-point")) ?? "";
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog matrix");
    await press("Enter");
    await cell(key, "issue").waitFor();
    await frame.getByText(`${key}: rank 2 of`).waitFor();
  });

  it("shows where the frameworks disagree most", async () => {
    await frame.getByRole("tab", { name: "Disagreement" }).click();
    const region = frame.getByRole("region", { name: /disagree/ });
    const apart = await region.locator(".apart").allInnerTexts();
    const shares = apart.map((text) => Number.parseInt(text, 10));
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((left, right) => right - left));
    await soon(() => region.locator(".title").allInnerTexts()).not.toContain("");
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "backlog disagreement");
    await frame.getByRole("tab", { name: "Table" }).click();
  });

  it("switches the framework", async () => {
    await frame.getByRole("combobox", { name: "Framework" }).focus();
    await press("ArrowDown");
    await frame.getByRole("option", { name: "WSJF" }).click();
    await frame.getByRole("columnheader", { name: "Time criticality" }).waitFor();
    await screenshot(page, "backlog wsjf");
  });

  it.each([
    ["narrow, light", NARROW, "light"],
    ["narrow, dark", NARROW, "dark"],
    ["wide, dark", WIDE, "dark"],
  ] as const)("is whole when the page is %s", async (name, size, theme) => {
    const { page: other } = await openPage(browser, `${stage.url}/#/backlog/`, { size, theme });
    const inside = other.frameLocator("iframe[data-surface]");
    await inside.locator("[role=gridcell] .title").first().waitFor();
    expect(await barriersInFrame(other)).toEqual([]);
    await screenshot(other, `backlog ${name}`);
    await inside.getByRole("grid").scrollIntoViewIfNeeded();
    const document = await frameOf(other);
    expect(await document.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await screenshot(other, `backlog ${name}, table`);
    await other.close();
  });

  it("has made no trouble", () => {
    expect(troubles).toEqual([]);
  });
});

/** Which cell has the focus: "<id> <column>". */
async function focused(of: Page): Promise<string> {
  return (await frameOf(of)).evaluate<string>(
    "document.activeElement?.closest('[data-cell]')?.dataset.cell ?? ''",
  );
}
