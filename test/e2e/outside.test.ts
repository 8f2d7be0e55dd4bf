import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "#forge/build.ts";
import type { ProgressReport } from "#sync/cli/progress.ts";
import { startCompany, type RunningCompany } from "#sync/cli/start-company.ts";
import { signInUrl } from "#sync/http/operations/access.ts";
import { barriersOf } from "./barriers.ts";
import { NARROW, PATIENCE, openBrowser, openPage, screenshot } from "./browser.ts";

/** The pages outside Jira, as the service of the demo's company serves them. */

let browser: Browser;
let company: RunningCompany;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  await buildPages(() => undefined);
  company = await startCompany({ stagePort: 1, progress: silent });
  browser = await openBrowser();
  ({ page, troubles } = await openPage(browser, await invitation()));
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await company.stop();
});

const BY = "a test";
const CHECKOUT = "Checkout that nobody abandons";
async function invitation(): Promise<string> {
  const { access, url } = company.service;
  return signInUrl(url, await access.inviteToSignIn({ name: "Lena Berg", email: null }, 1, BY));
}

describe("outside Jira", { timeout: 2 * PATIENCE }, () => {
  it("a person signs in with a link, and sees the company's initiatives", async () => {
    const link = page.url();
    await screenshot(page, "outside sign-in");
    expect(await barriersOf(page.mainFrame())).toEqual([]);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Lena Berg").waitFor();
    expect(page.url()).toBe(`${company.service.url}/initiatives`);
    await page.getByRole("link", { name: CHECKOUT }).first().waitFor();
    expect(troubles).toEqual([]);
    expect(await barriersOf(page.mainFrame())).toEqual([]);
    await screenshot(page, "outside initiatives");

    const again = await openPage(browser, link);
    await again.page.getByRole("button", { name: "Sign in" }).click();
    await again.page.getByText("This sign-in link was used already.").waitFor();
    await screenshot(again.page, "outside link used up");
    await again.page.close();
  });

  it("whoever has a share link reads one initiative, until the link is revoked", async () => {
    await page.getByRole("link", { name: CHECKOUT }).first().click();
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByLabel("Whom or what it is for").fill("Board, November");
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByLabel("The new link").inputValue();
    await page.getByRole("button", { name: "Revoke the link for Board, November" }).waitFor();
    expect(await barriersOf(page.mainFrame())).toEqual([]);
    await screenshot(page, "outside share links");
    const other = await openPage(browser, link, { size: NARROW, theme: "dark" });
    await other.page.getByText("Shared to be read: Board, November").waitFor();
    await other.page.getByRole("heading", { name: CHECKOUT }).first().waitFor();
    expect(await other.page.getByText("Find it in one try").count()).toBe(0);
    for (const name of ["Edit", "Write update", "Share"]) {
      expect(await other.page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    }
    expect(await other.page.getByRole("link", { name: "Outcomes" }).count()).toBe(0);
    expect(await barriersOf(other.page.mainFrame())).toEqual([]);
    await screenshot(other.page, "outside shared");

    await page.getByRole("button", { name: "Revoke the link for Board, November" }).click();
    await page.getByText("No link is open.").waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    // Without a reload: the page hears that its link has ended.
    await other.page.getByText("This share link was revoked.").waitFor();
    expect(await barriersOf(other.page.mainFrame())).toEqual([]);
    await screenshot(other.page, "outside share revoked");
    await other.page.close();
  });

  it("nobody sees a page without signing in", async () => {
    const stranger = await browser.newContext();
    const strangers = await stranger.newPage();
    await strangers.goto(`${company.service.url}/initiatives/checkout`);
    await strangers.getByText("You are not signed in.").waitFor();
    await stranger.close();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("Your session has ended.").or(page.getByText("You are not signed in.")).waitFor();
    await screenshot(page, "outside signed out");
  });
});

const nothing = () => undefined;
const silent: ProgressReport = { say: nothing, begin: nothing, step: nothing, end: nothing, log: nothing };
