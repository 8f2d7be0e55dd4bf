import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { LinkRow, ServiceStatus } from "#shared/contract/service-api.ts";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { contextAnswer, mirrored, worth } from "../forge-app/example-context.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { NARROW, PATIENCE, WIDE, openBrowser, openPage, screenshot, seriousBarriers } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { openStage } from "./stage.ts";

/** The surface inside Jira in each of its states; only the service is a stub, and it speaks HTTP. */

let browser: Browser;
let sandboxes: Sandboxes;
let service: Awaited<ReturnType<typeof serviceStub>>;
let stage: Awaited<ReturnType<typeof openStage>>;
let answer: { status?: number; body: unknown } | "never";
let issue: { id: string; key: string };
let opened: OpenPage;
let page: Page;

beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const seeded = sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", type: "Story", summary: "Let guests check out without an account" }],
  });
  const [first] = seeded.issues;
  issue = { id: first?.id ?? "", key: first?.key ?? "" };
  service = await serviceStub(({ path }) => {
    if (path === "/api/status") return { body: status };
    if (path.startsWith("/api/mirrors/")) return { body: { links: [row()], total: 1, next: null } };
    if (path.startsWith("/api/issues/")) return { body: { issue, ...worth } };
    if (path === "/api/initiatives") return { body: { initiatives: [] } };
    if (path === "/forge/look-again") return { body: { links: 1 } };
    return answer;
  });
  const addresses = { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl };
  stage = await openStage(addresses);
  browser = await openBrowser();
  answer = "never";
  opened = await openPage(browser, `${stage.url}/#/jira/${issue.key}`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
});

/** Opens the surface anew on the page of all tests; what went wrong before is forgotten. */
async function surface(given: typeof answer | IssueContextAnswer) {
  answer = given === "never" || "body" in given ? given : { body: given };
  await page.getByRole("tab", { name: "Side by side" }).click();
  opened.troubles.length = 0;
  await page.getByRole("tab", { name: "In Jira" }).click();
  const panel = page.locator("[data-surface]");
  await panel.waitFor();
  return panel;
}

const parked = {
  side: "linear",
  field: "dueDate",
  message: "Linear takes due dates from 1970 on only; set a later one in Jira.",
  since: contextAnswer(mirrored()).now - 3_600_000,
  retryAt: contextAnswer(mirrored()).now + 300_000,
} as const;
const conflict = {
  id: "1",
  field: "title",
  kept: "jira",
  jira: "Let guests check out",
  linear: "Guests check out without an account",
  at: parked.since,
} as const;

const states: [name: string, given: typeof answer | IssueContextAnswer, words: string[]][] = [
  [
    "in sync",
    contextAnswer(mirrored(), worth),
    ["In sync", "ENG-7 in Linear", "seen equal 2 minutes ago", "RICE", "533", "Faster checkout", "62.5 %"],
  ],
  ["in sync without a score", contextAnswer(mirrored()), ["In sync", "No score, outcome or initiative yet."]],
  ["syncing", contextAnswer(mirrored({ state: "syncing" }), worth), ["Syncing"]],
  [
    "creating",
    contextAnswer(mirrored({ state: "creating", counterpart: null, lastAgreedAt: null })),
    ["Creating", "on its way to Linear", "not been seen equal yet"],
  ],
  [
    "parked",
    contextAnswer(mirrored({ state: "parked", parked: [parked] }), worth),
    ["Parked", "Linear refuses the due date", "from 1970 on", "in 5 minutes"],
  ],
  [
    "conflict",
    contextAnswer(mirrored({ state: "conflict", conflicts: [conflict] })),
    ["Conflict", "Both sides changed the title", "“Let guests check out”", "Jira’s was kept."],
  ],
  [
    "paused",
    contextAnswer(
      mirrored({ state: "paused", note: "6 % of the mirror went missing at once; a person must look." }),
    ),
    ["Paused", "a person must look"],
  ],
  [
    "counterpart deleted",
    contextAnswer(mirrored({ state: "deleted", note: "ENG-7 was deleted in Linear." })),
    ["Counterpart deleted", "ENG-7 was deleted"],
  ],
  [
    "counterpart missing",
    contextAnswer(
      mirrored({ state: "missing", note: "Linear does not show ENG-7 to Throughline any more." }),
    ),
    ["Counterpart missing", "does not show"],
  ],
  [
    "not mirrored",
    contextAnswer({ kind: "not-mirrored", reason: "No mirror holds the project SHOP." }),
    ["Not mirrored", "No mirror holds the project SHOP."],
  ],
  ["service away", { status: 503, body: {} }, ["Throughline is away", "Try again"]],
  [
    "no permission",
    { status: 403, body: { message: "You may not see SHOP-1.", advice: "Ask the project’s lead." } },
    ["Throughline says no", "You may not see SHOP-1.", "Ask the project’s lead."],
  ],
];

describe("the issue context inside Jira", { timeout: 2 * PATIENCE }, () => {
  it.each(states)("shows when it is %s, to everybody", async (name, given, words) => {
    const panel = await surface(given);
    for (const word of words) await panel.getByText(word, { exact: false }).first().waitFor();
    expect(await page.locator("[data-unsupported]").count()).toBe(0);
    expect(await seriousBarriers(page, "[data-surface]")).toEqual([]);
    expect(opened.troubles).toEqual([]);
    await screenshot(page, `issue-context ${name}`);
  });

  it.each([
    ["narrow, light", NARROW, "light"],
    ["narrow, dark", NARROW, "dark"],
    ["wide, dark", WIDE, "dark"],
  ] as const)("is whole when the page is %s", async (name, size, theme) => {
    answer = {
      body: contextAnswer(mirrored({ state: "conflict", conflicts: [conflict], parked: [parked] }), worth),
    };
    const { page: other } = await openPage(browser, `${stage.url}/#/jira/${issue.key}`, { size, theme });
    const panel = other.locator("[data-surface]");
    await panel.getByText("Faster checkout").waitFor();
    await panel.scrollIntoViewIfNeeded();
    expect(await other.evaluate("document.documentElement.scrollWidth")).toBe(size.width);
    expect(await seriousBarriers(other, "[data-surface]")).toEqual([]);
    await screenshot(other, `issue-context ${name}`);
    await other.close();
  });

  it("holds its place while it asks", async () => {
    const panel = await surface("never");
    await panel.getByText("Asking Throughline…").waitFor();
    await screenshot(page, "issue-context loading");
  });

  it("looks again when asked, by keyboard, and shows what has changed since", async () => {
    const panel = await surface(contextAnswer(mirrored({ state: "syncing", lastAgreedAt: null })));
    await panel.getByText("Syncing").waitFor();
    const before = service.asked.length;
    await panel.getByRole("button", { name: "Look again" }).press("Enter");
    answer = { body: contextAnswer(mirrored()) };
    await panel.getByText("In sync").waitFor();
    expect(service.asked.slice(before).map(({ path }) => path)).toContain("/forge/look-again");
  });

  it("comes back on “Try again” when the service is back", async () => {
    const panel = await surface({ status: 503, body: {} });
    await panel.getByText("Throughline is away").waitFor();
    answer = { body: contextAnswer(mirrored()) };
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByText("In sync").waitFor();
    expect(await panel.getByText("Throughline is away").count()).toBe(0);
  });
});

describe("the stage", { timeout: 2 * PATIENCE }, () => {
  it("is loud about a node that it cannot show", async () => {
    const other = await browser.newPage();
    const doc = {
      type: "Root",
      key: "0",
      props: {},
      children: [{ type: "Carousel", key: "1", props: {}, children: [] }],
    };
    await other.route("**/issue-context.worker-*.js", (route) =>
      route.fulfill({
        contentType: "text/javascript",
        body: `postMessage(${JSON.stringify({ kind: "doc", doc })})`,
      }),
    );
    await other.goto(`${stage.url}/#/jira/${issue.key}`);
    expect(await other.locator("[data-unsupported]").textContent()).toContain("<Carousel>");
  });
});

const row = (): LinkRow => ({
  id: "link-1",
  state: "in-sync",
  note: null,
  title: "Let guests check out without an account",
  jira: { ...issue, url: null },
  linear: null,
  parked: 0,
  conflicts: 0,
});

const spending = { requests: 0, points: 0, remaining: null, limit: null, pausedUntil: null };
const status: ServiceStatus = {
  now: 0,
  mirrors: [
    {
      id: "shop",
      jira: { project: "SHOP", name: "Shop" },
      linear: { team: "ENG", name: "Engineering" },
      paused: null,
      links: {
        total: 1,
        byState: {
          paused: 0,
          deleted: 0,
          missing: 0,
          conflict: 0,
          parked: 0,
          creating: 0,
          syncing: 0,
          "in-sync": 1,
        },
        parkedWrites: 0,
        openConflicts: 0,
      },
    },
  ],
  spending: { jira: spending, linear: spending },
};
