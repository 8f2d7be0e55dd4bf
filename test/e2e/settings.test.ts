import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { SaveSettingsRequest, SettingsAnswer } from "#shared/contract/scoring/settings.ts";
import { seriousBarriers } from "./barriers.ts";
import { NARROW, PATIENCE, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { oneIssueOnStage } from "./one-issue.ts";

/** The administrator's page inside Jira. */

let on: Awaited<ReturnType<typeof oneIssueOnStage>>;
let opened: OpenPage;
let page: Page;

const settings: SettingsAnswer = {
  settings: defaultScoringSettings,
  revision: 0,
  savedBy: null,
  savedAt: null,
  why: null,
  viewerIsNamed: false,
  service: {
    now: 0,
    mirrors: [
      {
        id: "shop",
        jiraProject: "SHOP",
        linearTeam: "Engineering",
        paused: null,
        links: 61,
        dirty: 0,
        parkedWrites: 2,
        openConflicts: 1,
      },
    ],
    propertiesDue: 3,
  },
};

beforeAll(async () => {
  on = await oneIssueOnStage();
  on.answers.set("/forge/settings/save", { body: { revision: 1, repeated: false } });
  on.answers.set("/forge/settings", { body: settings });
  opened = await openPage(on.browser, `${on.stage.url}/#/settings/`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(() => on.close());

describe("the settings inside Jira’s administration", { timeout: 2 * PATIENCE }, () => {
  it("shows that the service answers, how fast, and what it holds", async () => {
    await page.getByText("The service answers and takes this site’s token").waitFor();
    await page.getByText("1 mirror. 3 scores are still to be written").waitFor();
    expect(await page.locator("[data-unsupported]").count()).toBe(0);
    expect(await seriousBarriers(page, "[data-surface]")).toEqual([]);
    await screenshot(page, "settings");
    await page.getByRole("tab", { name: "Mirror" }).click();
    await page.getByRole("cell", { name: "Engineering" }).waitFor();
    await screenshot(page, "settings mirror");
    expect(opened.troubles).toEqual([]);
  });

  it("saves what was changed, with the administrator’s right as Jira tells it", async () => {
    await page.reload();
    await page.getByText("Use WSJF", { exact: false }).waitFor({ state: "attached" });
    await page.getByLabel("Use WSJF").press("Space");
    await page.getByLabel("Reach is counted in").fill("accounts");
    await page.getByRole("button", { name: "Explain the inputs in your own words" }).first().click();
    await page.getByLabel("What impact means here").fill("3: it moves the yearly goal");
    await screenshot(page, "settings rubrics");
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect
      .poll(() => on.service.asked.filter(({ path }) => path === "/forge/settings/save").length)
      .toBe(1);
    const body = on.service.asked.findLast(({ path }) => path === "/forge/settings/save")?.body;
    const { settings: saved, ...others } = body as SaveSettingsRequest;
    expect(others).toMatchObject({ basedOn: 0, viewerAdministersJira: true });
    expect(saved.frameworks.map(({ id }) => id)).toEqual(["rice", "value-effort", "wsjf"]);
    expect(saved.frameworks[0]?.settings).toMatchObject({ reachUnit: "accounts" });
    expect(saved.frameworks[0]?.rubrics).toEqual({ impact: "3: it moves the yearly goal" });
  });

  it.each([
    ["away", { status: 503, body: {} }, "The service does not answer"],
    [
      "refusing",
      { status: 401, body: { message: "The token names another app.", advice: "Check FORGE_APP_ID." } },
      "The service answers and refuses",
    ],
  ] as const)("says so when the service is %s", async (name, given, title) => {
    on.answers.set("/forge/settings", given);
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText(title).waitFor();
    await screenshot(page, `settings ${name}`);
    on.answers.set("/forge/settings", { body: settings });
  });

  it("is whole when the page is narrow and dark", async () => {
    const look = { size: NARROW, theme: "dark" } as const;
    const { page: other } = await openPage(on.browser, `${on.stage.url}/#/settings/`, look);
    await other.getByText("The service answers").waitFor();
    expect(await other.evaluate("document.documentElement.scrollWidth")).toBe(NARROW.width);
    expect(await seriousBarriers(other, "[data-surface]")).toEqual([]);
    await screenshot(other, "settings narrow, dark");
    await other.close();
  });
});
