import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import { contextAnswer, mirrored, scored, worth } from "../forge-app/example-context.ts";
import { seriousBarriers } from "./barriers.ts";
import { NARROW, PATIENCE, WIDE, openPage, screenshot } from "./browser.ts";
import type { OpenPage } from "./browser.ts";
import { oneIssueOnStage } from "./one-issue.ts";

/** The surface inside Jira in each of its states; only the service is a stub, and it speaks HTTP. */

let on: Awaited<ReturnType<typeof oneIssueOnStage>>;
let opened: OpenPage;
let page: Page;

const CONTEXT = "/forge/issue-context";
type Given = { status?: number; body: unknown } | "never" | IssueContextAnswer;
const give = (given: Given) => {
  on.answers.set(CONTEXT, given === "never" || "body" in given ? given : { body: given });
};

beforeAll(async () => {
  on = await oneIssueOnStage();
  give("never");
  opened = await openPage(on.browser, `${on.stage.url}/#/jira/${on.issue.key}`);
  page = opened.page;
}, 2 * PATIENCE);
afterAll(() => on.close());

/** Opens the surface anew on the page of all tests; what went wrong before is forgotten. */
async function surface(given: Given) {
  give(given);
  await page.getByRole("tab", { name: "Side by side" }).click();
  opened.troubles.length = 0;
  await page.getByRole("tab", { name: "In Jira" }).click();
  const panel = page.locator("[data-surface]");
  await panel.waitFor();
  return panel;
}

const property: ScoreProperty = {
  version: 1,
  framework: "rice",
  inputs: { reach: 500, impact: 2, confidence: 80, effort: 1.5 },
  value: 533.33,
  outcomes: ["guest-checkout"],
  revision: 4,
  changedAt: "2026-03-01T09:00:00Z",
};
const parkedSince = contextAnswer(mirrored()).now - 3_600_000;
const parked = {
  side: "linear",
  field: "dueDate",
  message: "Linear takes due dates from 1970 on only; set a later one in Jira.",
  since: parkedSince,
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

const states: [name: string, given: Given, words: string[]][] = [
  [
    "in sync",
    contextAnswer(mirrored(), { ...worth, scoring: scored() }),
    [
      ...[
        "In sync",
        "ENG-7 in Linear",
        "seen equal 2 minutes ago",
        "RICE",
        "533",
        "Faster checkout (62.5 %)",
      ],
      ...["Guest checkout rate 31 %, from 24 to 40 %", "4 of 61", "Above SHOP-9 because effort is half"],
      ...["3 of 10", "fades on 20 Aug 2026", "Value vs effort Quick win", "12 open issues have no score"],
    ],
  ],
  ["not scored", contextAnswer(mirrored()), ["In sync", "Not scored yet", "Score this issue", "no epic"]],
  [
    "unfinished",
    contextAnswer(mirrored(), {
      scoring: scored({
        scores: scored()
          .scores.slice(0, 1)
          .map((score) => ({
            ...score,
            inputs: { reach: 500 },
            problems: [{ key: "effort", message: "Effort is missing: at least 0.5 person-months." }],
            ...{ stated: null, supported: null, standing: null, support: "" },
          })),
      }),
    }),
    ["unfinished", "Effort is missing"],
  ],
  [
    "capped",
    contextAnswer(mirrored(), {
      scoring: scored({
        scores: scored().scores.map((score) => ({
          ...score,
          isCapped: true,
          support: "The evidence (0.5 of 10, anecdotal evidence) supports a confidence of 50 %, not 80 %.",
        })),
      }),
    }),
    ["Stated: 533. What its evidence supports counts."],
  ],
  [
    "doubted",
    contextAnswer(mirrored(), {
      ...worth,
      scoring: scored({
        rescores: [
          {
            id: "r1",
            framework: "rice",
            input: "effort",
            label: "Effort",
            sentence: "Guest sessions need their own storage; that is a month by itself.",
            by: { accountId: "account-of-bo", name: "Bo Tan" },
            at: parkedSince,
          },
        ],
      }),
    }),
    ["Bo Tan doubts the effort", "a month by itself"],
  ],
  [
    "changed outside",
    contextAnswer(mirrored(), {
      ...worth,
      scoring: scored({
        property: {
          accepted: property,
          isDue: false,
          changedOutside: {
            found: JSON.stringify({ ...property, value: 9_999 }),
            at: parkedSince,
            sentence: "The score on SHOP-1 was changed by hand; the accepted one counts.",
          },
        },
      }),
    }),
    ["was changed outside", "On the issue: 9,999.", "Accepted: 533.", "Put back", "Take it"],
  ],
  ["syncing", contextAnswer(mirrored({ state: "syncing" }), { ...worth, scoring: scored() }), ["Syncing"]],
  [
    "creating",
    contextAnswer(mirrored({ state: "creating", counterpart: null, lastAgreedAt: null })),
    ["Creating", "on its way to Linear", "not been seen equal yet"],
  ],
  [
    "parked",
    contextAnswer(mirrored({ state: "parked", parked: [parked] }), { ...worth, scoring: scored() }),
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
  [
    "service away",
    { status: 503, body: {} },
    ["Throughline is away", "Try again", "No score stands on this issue.", "Score this issue"],
  ],
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
    give(
      contextAnswer(mirrored({ state: "conflict", conflicts: [conflict], parked: [parked] }), {
        ...worth,
        scoring: scored(),
      }),
    );
    const { page: other } = await openPage(on.browser, `${on.stage.url}/#/jira/${on.issue.key}`, {
      size,
      theme,
    });
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
    const before = on.service.asked.length;
    await panel.getByRole("button", { name: "Look again" }).press("Enter");
    give(contextAnswer(mirrored()));
    await panel.getByText("In sync").waitFor();
    expect(on.service.asked.slice(before).map(({ path }) => path)).toContain("/forge/look-again");
  });

  it("comes back on “Try again” when the service is back", async () => {
    const panel = await surface({ status: 503, body: {} });
    await panel.getByText("Throughline is away").waitFor();
    give(contextAnswer(mirrored()));
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByText("In sync").waitFor();
    expect(await panel.getByText("Throughline is away").count()).toBe(0);
  });
});

describe("the stage", { timeout: 2 * PATIENCE }, () => {
  it("is loud about a node that it cannot show", async () => {
    const other = await on.browser.newPage();
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
    await other.goto(`${on.stage.url}/#/jira/${on.issue.key}`);
    expect(await other.locator("[data-unsupported]").textContent()).toContain("<Carousel>");
  });
});
