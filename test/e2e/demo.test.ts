import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCompany } from "#sync/cli/start-company.ts";
import type { RunningCompany } from "#sync/cli/start-company.ts";
import type { ProgressReport } from "#sync/cli/progress.ts";
import { seriousBarriers } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot } from "./browser.ts";
import { freePort, openStage } from "./stage.ts";

/** The whole demo: both sandboxes, the real service, the stage, and a visitor with a browser. */

let company: RunningCompany;
let stage: Awaited<ReturnType<typeof openStage>>;
let browser: Browser;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  const port = await freePort();
  company = await startCompany({ stagePort: port, progress: silent });
  const { sandboxes, service, operatorToken } = company;
  stage = await openStage(
    { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl, operatorToken },
    port,
  );
  browser = await openBrowser();
  ({ page, troubles } = await openPage(browser, stage.url));
  await field("jira", "Title").waitFor();
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await company.stop();
});

const side = (name: "jira" | "linear"): Locator =>
  page.getByRole("region", { name: `The issue in ${name === "jira" ? "Jira" : "Linear"}` });
const field = (name: "jira" | "linear", label: string): Locator =>
  side(name).getByLabel(label, { exact: true });
/** What a choice shows beside its input. */
const shown = (name: "jira" | "linear", label: string): Locator =>
  side(name).locator(`[data-field="${label}"]`);

async function choose(name: "jira" | "linear", label: string, option: string): Promise<void> {
  await field(name, label).focus();
  await page.keyboard.type(option);
  await page.keyboard.press("Enter");
}

async function type(name: "jira" | "linear", label: string, value: string): Promise<void> {
  await field(name, label).fill(value);
  await field(name, label).press("Enter");
}

const valueOf = (name: "jira" | "linear", label: string) =>
  expect.poll(() => field(name, label).inputValue(), { timeout: PATIENCE, interval: 100 });
const choiceOf = (name: "jira" | "linear", label: string) =>
  expect.poll(() => shown(name, label).innerText(), { timeout: PATIENCE, interval: 100 });

describe("a visitor of the demo", { timeout: 2 * PATIENCE }, () => {
  it("sees an issue that matters in both trackers at once", async () => {
    expect(await field("linear", "Title").inputValue()).toBe(await field("jira", "Title").inputValue());
    await page
      .getByRole("region", { name: /matters/ })
      .getByText("RICE")
      .waitFor();
    await screenshot(page, "demo");
  });

  it("edits the title in Jira and watches Linear follow, with how long it took", async () => {
    await type("jira", "Title", "Let guests pay without an account");
    await valueOf("linear", "Title").toBe("Let guests pay without an account");
    await choiceOf("linear", "Title").toMatch(/from Jira in \d+\.\d s/);
    const feed = page.getByRole("region", { name: "What just happened" });
    await feed
      .getByText(/Ada Lindqvist changed title of/)
      .first()
      .waitFor();
    await feed
      .getByText(/carried over title of/)
      .first()
      .waitFor();
    await screenshot(page, "demo crossing");
  });

  it("edits each other field in Jira and finds it in Linear", async () => {
    await choose("jira", "Priority", "Low");
    await choiceOf("linear", "Priority").toContain("Low");
    await choose("jira", "Status", "Done");
    await choiceOf("linear", "Status").toContain("Done");
    await type("jira", "Story points", "8");
    await valueOf("linear", "Estimate").toBe("8");
    await type("jira", "Due date", "2027-03-01");
    await valueOf("linear", "Due date").toBe("2027-03-01");
    await choose("jira", "Labels", "from-jira");
    await choiceOf("linear", "Labels").toContain("from-jira");
    await choose("jira", "Assignee", "Jon");
    await choiceOf("linear", "Assignee").toContain("Jon");
    await side("jira").getByRole("button", { name: "Edit description" }).click();
    await field("jira", "Description").fill("Now **bold** in Jira.");
    await side("jira").getByRole("button", { name: "Save" }).click();
    await side("linear").getByText("Now bold in Jira.").waitFor();
  });

  it("edits each field in Linear and finds it in Jira", async () => {
    await type("linear", "Title", "Let guests pay at once");
    await valueOf("jira", "Title").toBe("Let guests pay at once");
    await choose("linear", "Priority", "High");
    await choiceOf("jira", "Priority").toContain("High");
    await choose("linear", "Status", "In Progress");
    await choiceOf("jira", "Status").toContain("In Progress");
    await type("linear", "Estimate", "3");
    await valueOf("jira", "Story points").toBe("3");
    await type("linear", "Due date", "2027-04-01");
    await valueOf("jira", "Due date").toBe("2027-04-01");
    await choose("linear", "Labels", "from-linear");
    await choiceOf("jira", "Labels").toContain("from-linear");
    await choose("linear", "Assignee", "Ada");
    await choiceOf("jira", "Assignee").toContain("Ada");
    await side("linear").getByRole("button", { name: "Edit description" }).click();
    await field("linear", "Description").fill("Now _slanted_ in Linear.");
    await side("linear").getByRole("button", { name: "Save" }).click();
    await side("jira").getByText("Now slanted in Linear.").waitFor();
  });

  it("is told when a tracker refuses, and keeps what was there", async () => {
    const before = await field("linear", "Estimate").inputValue();
    await type("linear", "Estimate", "-1");
    await side("linear").getByRole("alert").waitFor();
    await valueOf("linear", "Estimate").toBe(before);
  });

  it("finds an issue by search and chooses others by keyboard", async () => {
    const list = page.getByRole("listbox", { name: "Linked issues" });
    await page.getByLabel("Search by key or title").fill("SHOP-1");
    await expect.poll(() => list.getByRole("option").first().innerText()).toContain("SHOP-1");
    await page.getByLabel("Search by key or title").fill("");
    await expect.poll(() => list.getByRole("option").count()).toBeGreaterThan(7);
    await list.focus();
    await page.keyboard.press("Home");
    const first = await list.getByRole("option", { selected: true }).innerText();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => list.getByRole("option", { selected: true }).innerText()).not.toBe(first);
    const [title = ""] = (await list.getByRole("option", { selected: true }).innerText()).split("\n");
    await valueOf("jira", "Title").toBe(title);
  });

  it("gets an initiative’s percentage explained by lines that add up to it", async () => {
    await page.getByRole("tab", { name: "Initiatives" }).click();
    const inside = page.frameLocator("iframe[data-surface]");
    await inside
      .getByRole("button", { name: /^Why .* of / })
      .first()
      .click();
    const percent = (text: string) => Number(/[\d.]+/.exec(text)?.[0]);
    const total = percent(await inside.getByRole("heading", { name: /^Why .* of / }).innerText());
    const together = inside.getByText(/issues bring together/);
    await together.waitFor();
    expect(percent(await together.locator("xpath=..").locator("strong").innerText())).toBe(total);
    expect(
      await inside.getByRole("table", { name: "What makes the number" }).getByRole("row").count(),
    ).toBeGreaterThan(3);
    await screenshot(page, "demo initiatives");
  });

  it("sees the mirror’s state inside Jira, and follows the link to the other side", async () => {
    await page.goto(`${stage.url}/#/jira/SHOP-3`);
    const panel = page.locator("[data-surface]");
    await panel.getByText("In sync").waitFor();
    expect(await page.locator("[data-unsupported]").count()).toBe(0);
    await screenshot(page, "demo in Jira");
    await panel.getByRole("link", { name: /in Linear/ }).click();
    await field("linear", "Title").waitFor();
  });

  it("meets no error on the way", () => {
    // The refused estimate is one that the page reports itself.
    expect(troubles.filter((trouble) => !trouble.includes("status of 4"))).toEqual([]);
  });

  it.each([
    ["wide and light", WIDE, "light"],
    ["narrow and dark", NARROW, "dark"],
  ] as const)(
    "finds no barrier on the page when it is %s, and nothing sticks out",
    async (name, size, theme) => {
      const { page: other } = await openPage(browser, `${stage.url}/#/mirror/SHOP-4`, { size, theme });
      await other.getByRole("region", { name: "The issue in Linear" }).getByLabel("Title").waitFor();
      await other.getByRole("heading", { name: "Score" }).waitFor();
      expect(await other.evaluate("document.documentElement.scrollWidth")).toBe(size.width);
      expect(await seriousBarriers(other)).toEqual([]);
      await screenshot(other, `demo ${name}`);
      await other.close();
    },
  );

  it("is told when the service is away, and that nothing is lost", async () => {
    await company.service.stop();
    await page.getByRole("alert").getByText("The Throughline service does not answer").waitFor();
    await type("jira", "Title", "Edited while the service was away");
    await valueOf("jira", "Title").toBe("Edited while the service was away");
    await page.getByRole("tab", { name: "In Jira" }).click();
    await page.locator("[data-surface]").getByText("Throughline is away").waitFor();
    await screenshot(page, "demo service away");
  });
});

const silent: ProgressReport = {
  say: () => undefined,
  begin: () => undefined,
  step: () => undefined,
  end: () => undefined,
  log: () => undefined,
};
