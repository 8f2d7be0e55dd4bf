import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import type { InitiativeList } from "#shared/contract/initiatives/writes.ts";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import {
  NOW,
  initiativeList,
  initiativePage,
  initiativeRow,
  workRow,
} from "../forge-app/pages/initiatives/example-initiative.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { barriersInFrame } from "./barriers.ts";
import { PATIENCE, openBrowser, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { openStage } from "./stage.ts";

/** The pages about initiatives in each of their states; only the service is a stub, and it speaks HTTP. */

type Answer = { status?: number; body: unknown } | "never";

let browser: Browser;
let sandboxes: Sandboxes;
let service: Awaited<ReturnType<typeof serviceStub>>;
let stage: Awaited<ReturnType<typeof openStage>>;
let opened: OpenPage;
let page: Page;
/** What the service answers, by the operation's name; a test changes it. */
const answers = new Map<string, Answer>();

const away: Answer = { status: 503, body: {} };
const refusal = (message: string, advice: string): Answer => ({ status: 403, body: { message, advice } });

beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", type: "Story", summary: "Let guests check out without an account" }],
  });
  const [issue] = sandboxes.jira.dump().issues;
  works[0] = workRow(1, {
    ...works[0],
    jira: { id: issue?.id ?? "", key: issue?.key ?? "", url: null },
  });
  service = await serviceStub(({ path }) => {
    const name = path.replace("/forge/operations/", "");
    return answers.get(name) ?? away;
  });
  stage = await openStage({ service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl });
  browser = await openBrowser();
  opened = await openPage(browser, `${stage.url}/#/mirror/`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stage.close();
  await service.close();
  await sandboxes.close();
});

/** Nine that count and bring 62.5 % together, and two that do not. */
const works: WorkRow[] = [
  ...Array.from({ length: 9 }, (_, at) =>
    workRow(at + 1, {
      status: at < 5 ? "completed" : at === 5 ? "started" : "unstarted",
      counted: {
        weight: 2,
        done: at < 5 ? 1 : at === 5 ? 0.25 : 0,
        tenths: at < 5 ? 120 : at === 5 ? 25 : 0,
      },
      why: at < 5 ? "completed" : at === 5 ? "started counts a quarter" : "not started",
      linear: at % 2 === 0 ? { id: `l${at}`, key: `ENG-${at + 1}`, url: null } : null,
      assignee: at % 3 === 0 ? "Jon Park" : null,
      blocked: at === 3 ? { since: "2026-11-18", by: ["SHOP-9"] } : null,
    }),
  ),
  workRow(10, { status: "canceled", counted: null, why: "cancelled: taken out of the scope" }),
  workRow(11, { jira: null, linear: { id: "x", key: "SEC-2", url: null }, itemIds: ["linear:x"], isPrivate: true, counted: null, why: "cancelled: taken out of the scope" }), // prettier-ignore
];
const allWorks = () => ({
  version: "1",
  progress: initiativeRow().progress,
  total: works.length,
  tenths: 625,
  works,
});
const changes = {
  since: NOW - 9 * 86_400_000,
  until: NOW,
  sentence: "Since 2026-11-20: 2 completed (SHOP-2, SHOP-3), 1 added (SHOP-4).",
  scopeThen: 18,
  scopeNow: 20,
  unit: "points",
  kinds: [
    { kind: "completed", count: 2, weight: 4, works: [workRow(2), workRow(3)].map((work) => ({ ...work, weight: 2, from: null })) }, // prettier-ignore
    { kind: "added", count: 1, weight: 2, works: [{ ...workRow(4), weight: 2, from: null }] },
  ],
  properties: [{ sentence: "The target moved from 2026-12-11 to 2026-12-18.", by: "Ada Lindqvist", at: NOW }],
  forecastThen: initiativeRow().forecast,
  forecastNow: initiativeRow().forecast,
};

/** Every operation answers; a test takes away what it is about. */
function whole(): void {
  answers.clear();
  answers.set("initiatives.version", { body: { version: "1" } });
  answers.set("initiatives.list", { body: initiativeList([initiativeRow(), ...others]) });
  answers.set("initiative.page", { body: initiativePage() });
  answers.set("initiative.works", { body: allWorks() });
  answers.set("initiative.changes", { body: changes });
  answers.set("initiative.history", { body: { entries: [] } });
  answers.set("initiative.draft", {
    body: {
      health: "off track",
      text: "Since the last update 2 issues were completed.",
      since: "2026-11-20",
    },
  });
}
const { health } = initiativeRow();
const others = [
  initiativeRow({
    id: "returns",
    name: "Returns in a week",
    owner: { side: "linear", id: "jon", name: "Jon Park" },
    targetOn: "2027-03-31",
    health: { ...health, gap: null, declared: null, computed: { health: "on track", reasons: [] } },
    decisions: 0,
    outcomes: [],
  }),
  initiativeRow({
    id: "search",
    name: "A search that finds what people mean, in every language that the shop speaks",
    owner: null,
    startsOn: null,
    targetOn: null,
    forecast: {
      kind: "too little history",
      weeks: 2,
      sentence: "There are only 2 weeks of history; a forecast needs at least 6.",
    },
    health: { ...health, gap: null, declared: null, computed: { health: "unknown", reasons: [] } },
    decisions: 1,
  }),
];

/** The page opened anew at a place of its own. */
async function open(route = "", given: Readonly<Record<string, Answer>> = {}): Promise<Locator> {
  await page.getByRole("tab", { name: "Side by side" }).click();
  await page.locator("iframe[data-surface]").waitFor({ state: "detached" });
  whole();
  for (const [name, answer] of Object.entries(given)) answers.set(name, answer);
  opened.troubles.length = 0;
  await page.goto(`${stage.url}/#/initiatives/${route}`);
  return page.frameLocator("iframe[data-surface]").locator("main");
}

const SHOP = "/checkout";
const list = (body: InitiativeList): Record<string, Answer> => ({ "initiatives.list": { body } });
const one = (body: InitiativePage): Record<string, Answer> => ({ "initiative.page": { body } });
const past = { ...initiativePage(), asOf: "2026-11-01" };
const bare = initiativePage({
  decisions: [],
  theCase: null,
  update: null,
  outcomes: [],
  delivery: { unit: "issues", lines: [], cone: [], warnings: [] },
  initiative: {
    ...initiativePage().initiative,
    forecast: { kind: "too little history", weeks: 2, sentence: "There are only 2 weeks of history; a forecast needs at least 6." },
    health: { ...health, declared: null, gap: null, computed: { health: "unknown", reasons: ["There are only 2 weeks of history."] } },
  },
}); // prettier-ignore

describe("the pages about initiatives", { timeout: 2 * PATIENCE }, () => {
  it.each<[name: string, route: string, given: Readonly<Record<string, Answer>>, words: string[]]>([
    ["an overview", "", {}, ["1 at risk, 1 on track, 1 not known yet", "work says off track", "Too little history"]],
    ["an empty overview", "", list(initiativeList([])), ["No initiative yet", "Create the first initiative"]],
    ["an overview of archived ones alone", "", list(initiativeList([initiativeRow({ isArchived: true })])), ["No initiative passes these filters"]],
    ["an overview without the service", "", { "initiatives.list": away }, ["Throughline is away", "Try again"]],
    ["an overview that is not permitted", "", { "initiatives.list": refusal("You may not see initiatives.", "Ask an administrator.") }, ["Throughline says no", "You may not see initiatives.", "Ask an administrator."]],
    ["an initiative", SHOP, {}, ["3 decisions needed", "Payment provider is late", "34 %", "in bursts", "Waiting for a measurement", "Let guests check out", "in a private team"]],
    ["an initiative of which little is known", SHOP, one(bare), ["No decision needed", "Nobody has said yet", "There are only 2 weeks of history", "No outcome is linked"]],
    ["an initiative on a past day", `${SHOP}?asOf=2026-11-01`, one(past), ["This is the past: Sunday, November 1, 2026.", "Back to now"]],
    ["an unknown initiative", "/nowhere", { "initiative.page": { status: 404, body: { message: "There is no initiative “nowhere”.", advice: "Open the overview to see which there are." } } }, ["This initiative is not here", "All initiatives"]],
    ["an initiative without the service", SHOP, { "initiative.page": away }, ["Throughline is away", "Try again"]],
    ["an initiative whose lists cannot be read", SHOP, { "initiative.works": away, "initiative.changes": away }, ["The issues could not be read", "This part could not be read"]],
  ])("show %s", async (name, route, given, words) => {
    const main = await open(route, given);
    for (const word of words) await main.getByText(word, { exact: false }).first().waitFor();
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, name);
  }); // prettier-ignore

  it.each([
    ["overview", "", "initiatives.list", "Asking Throughline for the initiatives"],
    ["initiative", SHOP, "initiative.page", "Asking Throughline for the initiative"],
  ])("hold the place of the %s while it is asked for", async (name, route, operation, label) => {
    const main = await open(route, { [operation]: "never" });
    await main.getByLabel(label, { exact: true }).waitFor();
    await screenshot(page, `${name} loading`);
  });

  it("come when the service is back", async () => {
    const main = await open("", { "initiatives.list": away });
    await main.getByText("Throughline is away").waitFor();
    whole();
    await main.getByRole("button", { name: "Try again" }).click();
    await main.getByRole("link", { name: "Returns in a week" }).waitFor();
  });

  it("keep what was known, and say from when it is, when the service goes away", async () => {
    const main = await open(SHOP);
    await main.getByText("3 decisions needed").waitFor();
    answers.set("initiative.page", away);
    answers.set("initiatives.version", { body: { version: "2" } });
    await main.getByText(/^As of /).waitFor();
    await main.getByText("3 decisions needed").waitFor();
    answers.set("initiative.page", { body: initiativePage() });
    await main.getByRole("button", { name: "Load again" }).click();
    await main.getByText(/^As of .*\d/).waitFor({ state: "detached" });
  });

  it("say what is missing in a new initiative, and keep what was written when it is refused", async () => {
    const main = await open();
    await main.getByRole("button", { name: "New initiative" }).click();
    const dialog = page.frameLocator("iframe[data-surface]").getByRole("dialog");
    await dialog.getByRole("button", { name: "Create initiative" }).click();
    await dialog.getByText("An initiative needs a source of issues.").first().waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("Gift cards");
    await dialog.getByLabel("Its key").fill("shop-1");
    await dialog.getByRole("button", { name: "Add source" }).click();
    await dialog.getByLabel("Name of source 1").waitFor();
    expect(await dialog.getByLabel("Name of source 1").inputValue()).toBe("SHOP-1 and below");
    expect(await barriersInFrame(page)).toEqual([]);
    await screenshot(page, "new initiative");
    answers.set("initiative.save", refusal("Only leads create initiatives.", "Ask one of them."));
    await dialog.getByRole("button", { name: "Create initiative" }).click();
    await dialog.getByText("Only leads create initiatives. Ask one of them.").waitFor();
    expect(await dialog.getByLabel("Name", { exact: true }).inputValue()).toBe("Gift cards");
    answers.set("initiative.save", { body: { initiative: "gifts", revision: 1 } });
    await dialog.getByRole("button", { name: "Create initiative" }).click();
    await page.waitForURL("**/gifts");
  });
});
