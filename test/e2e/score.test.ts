import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ProgressReport } from "#sync/cli/progress.ts";
import { startCompany } from "#sync/cli/start-company.ts";
import type { RunningCompany } from "#sync/cli/start-company.ts";
import { seriousBarriers } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { freePort, openStage } from "./stage.ts";

/** Scoring from end to end: the surface, Forge's runtime, the real service, both sandboxes. */

let company: RunningCompany;
let stage: Awaited<ReturnType<typeof openStage>>;
let browser: Browser;
let opened: OpenPage;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  company = await startCompany({
    stagePort: port,
    progress: silent,
  });
  const { sandboxes, service, operatorToken } = company;
  const addresses = {
    service: service.url,
    jira: sandboxes.jiraUrl,
    linear: sandboxes.linearUrl,
    operatorToken,
  };
  stage = await openStage(addresses, port);
  browser = await openBrowser();
  opened = await openPage(browser, stage.url);
  page = opened.page;
  await page.getByRole("tab", { name: "In Jira" }).click();
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await company.stop();
});

const panel = () => page.locator("[data-surface]");
/** The key of the issue that is open. */
const openKey = () => page.evaluate<string>("location.hash.split('/')[2]");

const foundSchema = z.object({ issues: z.array(z.object({ key: z.string() }).loose()) });

async function foundByJql(jql: string): Promise<readonly string[]> {
  const { jiraUrl, jira } = company.sandboxes;
  const { email, apiToken } = jira.credentials;
  const query = new URLSearchParams({ jql, fields: "key", maxResults: "50" });
  const response = await fetch(`${jiraUrl}/rest/api/3/search/jql?${query.toString()}`, {
    headers: { authorization: `Basic ${btoa(`${email}:${apiToken}`)}` },
  });
  return foundSchema.parse(await response.json()).issues.map(({ key }) => key);
}

describe("a visitor who scores an issue", { timeout: 2 * PATIENCE }, () => {
  it("sees its score, rank and evidence with their reasons when the panel opens", async () => {
    await panel().getByRole("button", { name: "Change score" }).waitFor();
    await panel().getByText("Rank", { exact: true }).waitFor();
    expect(await page.locator("[data-unsupported]").count()).toBe(0);
    await screenshot(page, "score 1 before");
  });

  it("changes an input and attaches evidence, and sees the score and its rank change at once", async () => {
    const before = await panel().innerText();
    await panel().getByRole("button", { name: "Change score" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("tab", { name: "Evidence" }).click();
    await dialog.getByLabel("Kind").press("ArrowDown");
    await dialog.getByText("Launch data", { exact: false }).click();
    await dialog.getByLabel("Source").fill("A/B test of the checkout, week 12");
    await dialog.getByRole("button", { name: "Attach" }).click();
    await dialog.getByText("A/B test of the checkout, week 12").waitFor();
    await dialog.getByRole("tab", { name: "Score" }).click();
    await dialog.getByLabel("Reach").fill("987654");
    await dialog.getByLabel("Effort").fill("0.5");
    await screenshot(page, "score 2 changing");
    await dialog.getByRole("button", { name: "Save score" }).click();
    await dialog.waitFor({ state: "detached" });
    await panel().getByText("1 of", { exact: false }).first().waitFor();
    expect(await panel().innerText()).not.toBe(before);
    await panel().getByText("987,654", { exact: false }).first().waitFor();
    await screenshot(page, "score 3 after");
    expect(opened.troubles).toEqual([]);
  });

  it("finds it by its score in JQL", async () => {
    expect(await foundByJql("throughlineScore >= 987654 ORDER BY key")).toEqual([await openKey()]);
  });

  it("sees the score beside the collapsed panel", async () => {
    await page.getByRole("button", { name: "Throughline" }).click();
    await page.locator(".jira-panel-head").getByText("RICE", { exact: false }).waitFor();
    await screenshot(page, "score 4 collapsed");
    await page.getByRole("button", { name: "Throughline" }).click();
  });

  it("sees one card with the score on the issue in Linear", async () => {
    const [key = ""] = await foundByJql("throughlineScore >= 987654");
    const dumped = await dump(`${company.sandboxes.jiraUrl}/sandbox/dump?issues=${key}`, jiraDump);
    const value = dumped.issues[0]?.properties["throughline-score"]?.value ?? 0;
    const cards = async () => {
      const { issues } = await dump(`${company.sandboxes.linearUrl}/sandbox/dump`, linearDump);
      return issues
        .flatMap(({ attachments }) => attachments)
        .filter(({ title }) => title === `RICE ${grouped.format(value)}`).length;
    };
    await expect.poll(cards, { timeout: PATIENCE }).toBe(1);
    const side = await openPage(browser, `${stage.url}/#/mirror/${key}`);
    const card = side.page
      .getByRole("region", { name: "The issue in Linear" })
      .getByRole("listitem")
      .filter({ hasText: `RICE ${grouped.format(value)}` });
    await card.scrollIntoViewIfNeeded();
    expect(await card.count()).toBe(1);
    expect(await seriousBarriers(side.page)).toEqual([]);
    await screenshot(side.page, "score card in Linear");
    await side.page.close();
  });

  it.each([
    ["narrow, light", NARROW, "light"],
    ["narrow, dark", NARROW, "dark"],
    ["wide, dark", WIDE, "dark"],
  ] as const)("finds all of it there when the page is %s", async (name, size, theme) => {
    const key = await openKey();
    const other = await openPage(browser, `${stage.url}/#/jira/${key}`, { size, theme });
    const beside = other.page.locator("[data-surface]");
    await beside.getByText("987,654", { exact: false }).first().waitFor();
    await beside.scrollIntoViewIfNeeded();
    expect(await seriousBarriers(other.page, "[data-surface]")).toEqual([]);
    await screenshot(other.page, `score ${name}`);
    await other.page.close();
  });

  it("is told when somebody changes the score past the app, and puts the accepted one back", async () => {
    const key = await openKey();
    const { jiraUrl, jira } = company.sandboxes;
    const { email, apiToken } = jira.credentials;
    const property = `${jiraUrl}/rest/api/3/issue/${key}/properties/throughline-score`;
    const headers = {
      authorization: `Basic ${btoa(`${email}:${apiToken}`)}`,
      "content-type": "application/json",
    };
    const { value } = z
      .object({ value: z.looseObject({ value: z.number() }) })
      .parse(await (await fetch(property, { headers })).json());
    await fetch(property, { method: "PUT", headers, body: JSON.stringify({ ...value, value: 9_999_999 }) });
    await panel().getByRole("button", { name: "Look again" }).click();
    await panel().getByText("The score on the issue was changed outside").waitFor();
    await panel().getByText("On the issue: 9,999,999.").waitFor();
    await screenshot(page, "score 5 changed outside");
    await panel().getByRole("button", { name: "Put back" }).click();
    await panel().getByText("changed outside").waitFor({ state: "detached" });
    expect(await (await fetch(property, { headers })).json()).toMatchObject({ value });
  });
});

const jiraDump = z.object({
  issues: z.array(
    z.object({ properties: z.object({ "throughline-score": z.object({ value: z.number() }).optional() }) }),
  ),
});
const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const linearDump = z.object({
  issues: z.array(z.object({ attachments: z.array(z.object({ title: z.string() })) })),
});

async function dump<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(await (await fetch(url)).json());
}

const silent: ProgressReport = {
  say: () => undefined,
  begin: () => undefined,
  step: () => undefined,
  end: () => undefined,
  log: () => undefined,
};
