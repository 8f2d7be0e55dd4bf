import type { Page } from "playwright-core";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { openBrowser } from "../e2e/browser.ts";
import { frameOf } from "../e2e/frame.ts";
import { openStage } from "../e2e/stage.ts";
import { backlogAnswer, row } from "../forge-app/pages/example-backlog.ts";
import { serviceStub } from "../forge-app/service-stub.ts";

const ISSUES = 5_000;
const RUNS = 7;

/**
 * What opening the backlog page on 5,000 issues costs in a browser: how many of them are read from Jira, and the
 * time from the data's arrival to the rows on the screen, and from Enter in a cell to the ranks made anew. The
 * service is a stub that answers at once: what it takes is in `-- scoring`.
 */
export async function run(): Promise<void> {
  const sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const { issues } = sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: Array.from({ length: ISSUES }, (_, at) => ({
      project: "SHOP",
      type: "Story",
      summary: `Issue number ${at + 1} of a long backlog`,
    })),
  });
  const answer = backlogAnswer(
    issues.map(({ id, key }, at) =>
      row(at, {
        id,
        key,
        inputs: { reach: 50 + ((at * 137) % 4_000), impact: 1, confidence: 80, effort: 1 + (at % 5) },
        revision: 1,
        span: { from: 1, to: 100 },
      }),
    ),
  );
  const service = await serviceStub(({ path }) => {
    if (path === "/forge/backlog") return { body: answer };
    if (path === "/forge/settings") return { body: settings };
    return { status: 503, body: {} };
  });
  const stage = await openStage({
    service: service.url,
    jira: sandboxes.jiraUrl,
    linear: sandboxes.linearUrl,
  });
  const browser = await openBrowser();

  const opened: Opened[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened.push(await open(page, `${stage.url}/#/backlog/`));
    await page.close();
  }
  const median = (of: (one: Opened) => number) =>
    [...opened.map(of)].sort((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
  console.log(`${ISSUES} scored issues, ${RUNS} runs, the median`);
  console.log(`issues read from Jira on opening: ${median(({ read }) => read)} (at most 200 are wanted)`);
  console.log(`from the data's arrival to rows on the screen: ${median(({ shown }) => shown).toFixed(0)} ms`);
  console.log(`from Enter to the new rank on the screen: ${median(({ ranked }) => ranked).toFixed(0)} ms`);
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
}

interface Opened {
  read: number;
  shown: number;
  ranked: number;
}

async function open(page: Page, url: string): Promise<Opened> {
  let read = 0;
  page.on("request", (request) => {
    if (!request.url().endsWith("/stage/fetch-product")) return;
    const { path, body } = request.postDataJSON() as { path: string; body?: string };
    if (path.endsWith("/issue/bulkfetch")) {
      read += (JSON.parse(body ?? "{}") as { issueIdsOrKeys: string[] }).issueIdsOrKeys.length;
    }
  });
  await page.addInitScript(WATCH);
  await page.goto(url);
  const grid = page.frameLocator("iframe[data-surface]");
  await grid.locator("[role=gridcell] .title").first().waitFor();
  const frame = await frameOf(page);
  const shown = await frame.evaluate<number>("window.shownAt - window.dataAt");
  await grid.locator('[aria-rowindex="4"] .cell.input').first().click();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("90000");
  await page.keyboard.press("Enter");
  const ranked = await frame.evaluate<number>("window.rankedIn");
  return { read, shown, ranked };
}

/** Inside the frame: when the backlog came over the bridge, when its rows were painted, how long a new rank took. */
const WATCH = `
  addEventListener("message", ({ data }) => {
    if (data?.value?.answer?.backlog) window.dataAt ??= performance.now();
  }, true);
  const painted = (tell) => requestAnimationFrame(() => setTimeout(tell));
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[role=gridcell]")) return;
    observer.disconnect();
    painted(() => (window.shownAt = performance.now()));
  }).observe(document, { childList: true, subtree: true });
  window.rankedIn = new Promise((resolve) => {
    addEventListener("keydown", ({ key, target }) => {
      if (key !== "Enter" || target.value !== "90000") return;
      const from = performance.now();
      painted(() => resolve(performance.now() - from));
    }, true);
  });
`;

const settings = {
  settings: backlogAnswer([]).settings,
  revision: 1,
  savedBy: null,
  savedAt: null,
  why: null,
  viewerIsNamed: false,
  service: { now: 0, mirrors: [], propertiesDue: 0 },
};
