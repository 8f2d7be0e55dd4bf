import type { Browser } from "playwright-core";
import type { LinkRow, ServiceStatus } from "#shared/contract/service-api.ts";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { worth } from "../forge-app/example-context.ts";
import { serviceStub } from "../forge-app/service-stub.ts";
import { openBrowser } from "./browser.ts";
import { openStage } from "./stage.ts";

type Answer = { status?: number; body: unknown } | "never";

interface OneIssue {
  browser: Browser;
  stage: { url: string };
  sandboxes: Sandboxes;
  service: Awaited<ReturnType<typeof serviceStub>>;
  issue: { id: string; key: string };
  /** What the service answers, by path; a test changes it. */
  answers: Map<string, Answer>;
  close: () => Promise<void>;
}

/** A stage with one issue in Jira, in front of a service that answers what a test wants, over HTTP. */
export async function oneIssueOnStage(): Promise<OneIssue> {
  const sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const seeded = sandboxes.jira.seed({
    users: [{ displayName: "Ada Lindqvist", email: "ada@acme.example" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", type: "Story", summary: "Let guests check out without an account" }],
  });
  const [first] = seeded.issues;
  const issue = { id: first?.id ?? "", key: first?.key ?? "" };
  const answers = new Map<string, Answer>([
    ["/api/status", { body: status }],
    ["/api/mirrors/", { body: { links: [row(issue)], total: 1, next: null } }],
    ["/api/issues/", { body: { issue, ...worth } }],
    ["/forge/look-again", { body: { links: 1 } }],
    ["/forge/properties", { body: { due: [], total: 0 } }],
  ]);
  const service = await serviceStub(({ path }) => {
    const known = [...answers].find(([start]) => path.startsWith(start));
    return known?.[1] ?? { status: 503, body: {} };
  });
  const addresses = { service: service.url, jira: sandboxes.jiraUrl, linear: sandboxes.linearUrl };
  const stage = await openStage(addresses);
  const browser = await openBrowser();
  return {
    browser,
    stage,
    sandboxes,
    service,
    issue,
    answers,
    close: async () => {
      await browser.close();
      await stage.close();
      await service.close();
      await sandboxes.close();
    },
  };
}

const row = (issue: OneIssue["issue"]): LinkRow => ({
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
