import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCompany } from "#sync/cli/start-company.ts";
import type { RunningCompany } from "#sync/cli/start-company.ts";
import { barriersInFrame } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot } from "./browser.ts";
import { frameOf } from "./frame.ts";
import { freePort, openStage } from "./stage.ts";

/** The pages about initiatives with the sample company behind them: the real service, the stage, a browser. */

let company: RunningCompany;
let stage: Awaited<ReturnType<typeof openStage>>;
let browser: Browser;
let page: Page;
let troubles: string[];
let frame: FrameLocator;

const soon = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: PATIENCE, interval: 100 });
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
  const { sandboxes, service, operatorToken } = company;
  stage = await openStage(
    { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl, operatorToken },
    port,
  );
  browser = await openBrowser();
  ({ page, troubles } = await openPage(browser, `${stage.url}/#/initiatives/`));
  frame = page.frameLocator("iframe[data-surface]");
  await frame.getByRole("link", { name: CHECKOUT }).waitFor();
}, 4 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await company.stop();
});

const CHECKOUT = "Checkout that nobody abandons";
const PAYMENTS = "Pay the way people pay";
const names = () => frame.locator(".initiative-list .name a").allInnerTexts();
const card = (heading: string) =>
  frame.locator("section.card", { has: frame.getByRole("heading", { name: heading }) });
const percent = (text: string) => Number(/[\d.]+/.exec(text)?.[0]);

/** Every line's share of the number, by its place: only those on the screen are there, so it is scrolled through. */
async function broughtByLines(): Promise<number[]> {
  const scroller = frame.getByRole("rowgroup", { name: "The lines" });
  const total =
    Number(await frame.getByRole("table", { name: "What makes the number" }).getAttribute("aria-rowcount")) -
    1;
  const brought = new Map<string, number>();
  await soon(async () => {
    for (const row of await scroller.getByRole("row").all()) {
      const place = (await row.getAttribute("aria-rowindex")) ?? "";
      brought.set(place, percent(await row.locator(".brings").innerText()));
    }
    await scroller.evaluate((element) => {
      element.scrollTop += element.clientHeight / 2;
    });
    return brought.size;
  }).toBe(total);
  return [...brought.values()];
}

describe("the pages about initiatives", { timeout: 2 * PATIENCE }, () => {
  it("show every initiative with its health, progress, forecast and outcome", async () => {
    expect((await names()).length).toBe(6);
    const row = frame.getByRole("row", { name: CHECKOUT });
    expect(await row.getByRole("progressbar").getAttribute("aria-valuetext")).toMatch(/% ?: .* completed/);
    await row.getByText("Ada Lindqvist").waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "initiatives");
  });

  it("are ordered by any column, filtered, and kept as a view for an audience", async () => {
    await frame.getByRole("button", { name: "Initiative", exact: true }).click();
    const sorted = await names();
    expect(sorted).toEqual([...sorted].sort((left, right) => left.localeCompare(right)));
    await frame.getByLabel("Find by name or owner").fill("jon");
    await soon(names).toEqual(["Month-end in a day", PAYMENTS]);
    await frame.getByRole("button", { name: "Save this view" }).click();
    await frame.getByLabel("Name", { exact: true }).fill("Jon’s");
    await frame.getByLabel(/^For whom/).fill("finance");
    await frame.getByRole("button", { name: "Save view" }).click();
    await frame.getByRole("button", { name: "Jon’s for finance" }).waitFor();
    await frame.getByRole("button", { name: "Everything" }).click();
    await soon(async () => (await names()).length).toBe(6);
    await frame.getByRole("button", { name: "Jon’s for finance" }).click();
    await soon(names).toEqual(["Month-end in a day", PAYMENTS]);
    await frame.getByRole("button", { name: "Everything" }).click();
  });

  it("lie on a timeline with their forecasts against their targets", async () => {
    await frame.getByRole("button", { name: "Timeline" }).click();
    await frame
      .getByText(/50\s%: by .* 95\s%: by .*; target/)
      .first()
      .waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "initiatives timeline");
    await frame.getByRole("button", { name: "List" }).click();
  });

  it("explain a number by lines that add up to it exactly", async () => {
    await frame.getByRole("button", { name: `of ${CHECKOUT}?` }).click();
    const heading = await frame.getByRole("heading", { name: /^Why/ }).innerText();
    const brought = await broughtByLines();
    expect(brought.length).toBeGreaterThan(20);
    const sum = brought.reduce((all, one) => all + Math.round(one * 10), 0);
    expect(sum).toBe(Math.round(percent(heading) * 10));
    await soon(() => frame.getByText(/bring together/).innerText()).toContain("issues bring together");
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "initiative explained");
    await frame.getByRole("button", { name: "Close", exact: true }).click();
  });

  it("open the page of one, decisions first", async () => {
    await frame.getByRole("link", { name: CHECKOUT }).click();
    await frame.getByRole("heading", { name: CHECKOUT }).waitFor();
    const headings = await frame.getByRole("heading", { level: 2 }).allInnerTexts();
    expect(headings[0]).toMatch(/decisions? needed/i);
    expect(headings.slice(1)).toEqual(["Latest update", "Delivery", "Outcomes", "Issues", "What changed"]);
    await card("Delivery")
      .getByRole("img", { name: /85\s%: by/ })
      .waitFor();
    // The titles of the issues on the screen come from Jira, as the viewer.
    await soon(() => card("Issues").locator(".work-title button").first().innerText()).not.toMatch(
      /^…|not visible/,
    );
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "initiative");
  });

  it("make the case for a decision in a paragraph", async () => {
    await frame.getByRole("button", { name: "Make the case" }).click();
    expect(await frame.locator(".the-case p").innerText()).toContain(CHECKOUT);
    await screenshot(page, "initiative case");
  });

  it("filter the issues and look closer at one", async () => {
    const works = card("Issues");
    await works.getByLabel("Find by key").fill("SHO");
    await soon(() => works.locator(".work-keys").first().innerText()).toContain("SHO");
    await works
      .getByRole("button", { name: /look closer/ })
      .first()
      .press("Enter");
    await frame.getByRole("dialog").getByText("Comes from").waitFor();
    await screenshot(page, "initiative peek");
    await page.keyboard.press("Escape");
    await works.getByRole("button", { name: "Clear filters" }).click();
  });

  it("take a human update, begun with what changed", async () => {
    await frame.getByRole("button", { name: "Write update" }).first().click();
    const text = frame.getByLabel("What people should know");
    await soon(() => text.inputValue()).not.toBe("");
    await screenshot(page, "initiative update");
    await frame.getByLabel("At risk", { exact: true }).check();
    await text.fill("Bulky goods take longer than we thought.");
    await frame.getByRole("button", { name: "Post update" }).click();
    await card("Latest update").getByText("Bulky goods take longer than we thought.").waitFor();
    await card("Latest update").getByText("At risk", { exact: true }).first().waitFor();
  });

  it("follow a change in Linear without being loaded anew", async () => {
    await frame.getByRole("link", { name: "Initiatives" }).click();
    await frame.getByRole("link", { name: PAYMENTS }).click();
    const facts = card("Delivery").locator(".delivery-facts");
    const before = await facts.innerText();
    await frame.locator("article.brief").evaluate((element) => element.setAttribute("data-seen", "yes"));
    const open = company.sandboxes.linear
      .dump()
      .issues.find(({ identifier, state }) => identifier.startsWith("PAY-") && state.type === "unstarted");
    if (open === undefined) throw new Error("The sample company has no open issue of payments.");
    company.sandboxes.linear.act({
      do: "updateIssue",
      as: "jon@northwind.example",
      issue: open.identifier,
      state: "Done",
    });
    await soon(() => facts.innerText()).not.toBe(before);
    expect(await frame.locator("article.brief[data-seen=yes]").count()).toBe(1);
    await screenshot(page, "initiative followed");
  });

  it("say loudly when they show a past day, and change nothing there", async () => {
    const day = new Date(Date.now() - 28 * 86_400_000).toISOString().slice(0, 10);
    const now = await card("Delivery").locator(".big").innerText();
    await frame.getByLabel("As of").fill(day);
    await frame.getByText(/^This is the past:/).waitFor();
    await soon(() => card("Delivery").locator(".big").innerText()).not.toBe(now);
    expect(await frame.getByRole("button", { name: "Write update" }).count()).toBe(0);
    await page.waitForURL(`**asOf=${day}`);
    await screenshot(page, "initiative as of");
    await frame.getByRole("button", { name: "Back to now" }).click();
    await soon(() => card("Delivery").locator(".big").innerText()).toBe(now);
  });

  it("meet no error on the way", () => {
    expect(troubles).toEqual([]);
  });

  it.each([
    ["narrow and light", NARROW, "light"],
    ["narrow and dark", NARROW, "dark"],
    ["wide and dark", WIDE, "dark"],
  ] as const)("have no barrier when they are %s, and nothing sticks out", async (look, size, theme) => {
    const { page: other } = await openPage(browser, `${stage.url}/#/initiatives/`, { size, theme });
    const inside = other.frameLocator("iframe[data-surface]");
    await inside.getByRole("link", { name: CHECKOUT }).waitFor();
    const frameWidth = "document.documentElement.scrollWidth <= innerWidth";
    expect(await (await frameOf(other)).evaluate(frameWidth)).toBe(true);
    expect(await barriersInFrame(other)).toEqual([]);
    await screenshot(other, `initiatives ${look}`);
    await inside.getByRole("link", { name: CHECKOUT }).click();
    await inside.getByRole("heading", { name: "Delivery" }).waitFor();
    expect(await (await frameOf(other)).evaluate(frameWidth)).toBe(true);
    expect(await barriersInFrame(other)).toEqual([]);
    await screenshot(other, `initiative ${look}`);
    await other.close();
  });
});
