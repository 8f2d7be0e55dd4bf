import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { PATIENCE, openBrowser, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { openStage } from "./stage.ts";

/** What the stage gives to any page of Custom UI: the frame, and the bridge as @forge/bridge calls it. */

let browser: Browser;
let sandboxes: Sandboxes;
let service: Awaited<ReturnType<typeof serviceStub>>;
let stage: Awaited<ReturnType<typeof openStage>>;
let opened: OpenPage;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  sandboxes.jira.seed({
    users: [
      { displayName: "Ada Lindqvist", email: "ada@acme.example" },
      { displayName: "Bo Tan", email: "bo@acme.example" },
    ],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", type: "Story", summary: "Let guests check out without an account" }],
  });
  service = await serviceStub(() => ({ status: 503, body: {} }));
  const addresses = { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl };
  stage = await openStage(addresses);
  browser = await openBrowser();
  opened = await openPage(browser, `${stage.url}/#/backlog/`);
  page = opened.page;
  frame = await pageFrame();
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
});

async function pageFrame(): Promise<Frame> {
  const element = await page.locator("iframe[data-surface]").elementHandle();
  const content = await element.contentFrame();
  if (!content) throw new Error("the project page has no frame");
  // The frame's policy forbids the polling that Playwright would do inside it.
  const shows = "window.__bridge !== undefined && document.body.innerText !== ''";
  await vi.waitUntil(() => content.evaluate<boolean>(shows).catch(() => false), { timeout: PATIENCE });
  return content;
}

/** What a page gets from its bridge. */
const bridge = (command: string, data: unknown = null) =>
  frame.evaluate<unknown>(`__bridge.callBridge(${JSON.stringify(command)}, ${JSON.stringify(data)})`);

const myself = {
  product: "jira",
  restPath: "/rest/api/3/issue/SHOP-1?fields=summary",
  fetchRequestInit: { method: "GET", headers: [["accept", "application/json"]], body: null },
};

describe("a page of Custom UI in the stage’s Jira", { timeout: 2 * PATIENCE }, () => {
  it("is shown among the project’s tabs and knows where it is", async () => {
    expect(await bridge("getContext")).toMatchObject({
      moduleKey: "throughline-project",
      extension: { type: "jira:projectPage", project: { key: "SHOP" } },
      theme: { colorMode: "auto" },
    });
    await screenshot(page, "project-page");
  });

  it("asks Jira as the person who looks", async () => {
    expect(await bridge("fetchProduct", myself)).toMatchObject({
      status: 200,
      body: expect.stringContaining("Let guests check out") as unknown,
    });
    await page.getByLabel("Who looks at it in Jira").selectOption({ label: "Bo Tan" });
    frame = await pageFrame();
    const { accountId } = (await bridge("getContext")) as { accountId: string };
    const bo = await fetch(`${sandboxes.jiraUrl}/sandbox/dump?issues=`);
    const { users } = (await bo.json()) as { users: { accountId: string; displayName: string }[] };
    expect(users.find((user) => user.accountId === accountId)?.displayName).toBe("Bo Tan");
  });

  it("is refused what the manifest has no scope for", async () => {
    const write = { ...myself, fetchRequestInit: { method: "PUT", headers: [], body: "{}" } };
    expect(await bridge("fetchProduct", { ...write, restPath: "/rest/api/3/myself" })).toMatchObject({
      status: 401,
      body: expect.stringContaining("scope does not match") as unknown,
    });
  });

  it("has an address of its own, also after going back", async () => {
    await frame.evaluate(`__bridge.callBridge("createHistory").then((made) => {
      window.made = made;
      window.seen = [];
      made.listen(({ pathname, search }, action) => window.seen.push(action + " " + pathname + search));
      made.push("/backlog/matrix?framework=rice");
    })`);
    await page.waitForURL("**/#/backlog//matrix?framework=rice");
    await frame.evaluate("made.push('/backlog/history')");
    await page.waitForURL("**/#/backlog//history");
    await page.goBack();
    await expect.poll(() => frame.evaluate("seen.length")).toBe(3);
    expect(await frame.evaluate("seen")).toEqual([
      "PUSH /backlog/matrix?framework=rice",
      "PUSH /backlog/history",
      "POP /backlog/matrix?framework=rice",
    ]);
  });

  it("follows the theme", async () => {
    await page.getByLabel("Theme").selectOption("dark");
    await expect.poll(() => frame.evaluate("document.documentElement.dataset.colorMode")).toBe("dark");
    await screenshot(page, "project-page dark");
  });

  it("cannot reach anything but through the bridge", async () => {
    const outcome = await frame.evaluate(
      `fetch("${sandboxes.jiraUrl}/sandbox/dump").then(() => "reached", () => "refused")`,
    );
    expect(outcome).toBe("refused");
    expect(await frame.evaluate("try { localStorage.length; 'has' } catch { 'none' }")).toBe("none");
  });
});
