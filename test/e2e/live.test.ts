import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startSandboxes, type Sandboxes } from "#sync/cli/sandboxes.ts";
import { startService, type RunningService } from "#sync/cli/start-service.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { mappingSchema } from "#sync/model/mapping.ts";
import type { JiraAction } from "#sync/sandbox/jira/act.ts";
import type { JiraDump } from "#sync/sandbox/jira/dump.ts";
import type { LinearAction } from "#sync/sandbox/linear/actions.ts";
import type { LinearDump } from "#sync/sandbox/linear/dump.ts";
import { openStore, type Store } from "#sync/store/open.ts";

const ADA = "ada@acme.example";
const JON = "jon@acme.example";
const ARRIVES_WITHIN = 20_000;

type JiraIssue = JiraDump["issues"][number];
type LinearIssue = LinearDump["issues"][number];
type Changes<Action extends { do: string }, Do extends Action["do"]> = Omit<
  Extract<Action, { do: Do }>,
  "do" | "as" | "issue"
>;

interface Scene {
  sandboxes: Sandboxes;
  service: RunningService;
  store: Store;
}

const ways = [
  { way: "by webhooks alone", lost: false, pollEvery: 600_000 },
  { way: "by polls, when every webhook is lost", lost: true, pollEvery: 500 },
];

describe.each(ways)("an edit arrives on the other side $way", ({ lost, pollEvery }) => {
  let scene: Scene | undefined;
  beforeAll(async () => {
    scene = await start({ lost, pollEvery });
  }, 60_000);
  afterAll(async () => {
    await scene?.service.stop();
    await scene?.store.close();
    await scene?.sandboxes.close();
  });
  const sandboxes = (): Sandboxes => {
    if (!scene) throw new Error("The service did not start");
    return scene.sandboxes;
  };

  it.each<{ field: string; edit: Changes<JiraAction, "editIssue">; inLinear: Partial<LinearIssue> }>([
    { field: "title", edit: { summary: "Edited in Jira" }, inLinear: { title: "Edited in Jira" } },
    { field: "description", edit: { description: "New words" }, inLinear: { description: "New words" } },
    { field: "priority", edit: { priority: "Low" }, inLinear: { priority: 4 } },
    { field: "labels", edit: { labels: ["checkout"] }, inLinear: { labels: ["checkout"] } },
    { field: "estimate", edit: { storyPoints: 5 }, inLinear: { estimate: 5 } },
    { field: "due date", edit: { dueDate: "2027-02-03" }, inLinear: { dueDate: "2027-02-03" } },
  ])("$field, edited in Jira", async ({ field, edit, inLinear }) => {
    sandboxes().jira.act({ do: "editIssue", as: ADA, issue: "SHOP-1", ...edit });
    await arrives(() => inLinearAs("SHOP-1"), inLinear, `The ${field} from Jira`);
  });

  it("assignee, edited in Jira", async () => {
    sandboxes().jira.act({ do: "editIssue", as: ADA, issue: "SHOP-1", assignee: JON });
    await arrives(() => inLinearAs("SHOP-1"), { assignee: { email: JON } }, "The assignee from Jira");
  });

  it("status, changed in Jira", async () => {
    sandboxes().jira.act({ do: "transition", as: ADA, issue: "SHOP-1", to: "Done" });
    await arrives(() => inLinearAs("SHOP-1"), { state: { name: "Done" } }, "The status from Jira");
  });

  it.each<{ field: string; edit: Changes<LinearAction, "updateIssue">; inJira: object }>([
    { field: "title", edit: { title: "Edited in Linear" }, inJira: { summary: "Edited in Linear" } },
    { field: "priority", edit: { priority: 1 }, inJira: { priority: "Highest" } },
    { field: "assignee", edit: { assignee: ADA }, inJira: { assignee: { email: ADA } } },
    {
      field: "labels",
      edit: { addLabels: ["needs design"] },
      inJira: { labels: ["checkout", "needs-design"] },
    },
    { field: "estimate", edit: { estimate: 2 }, inJira: { storyPoints: 2 } },
    { field: "due date", edit: { dueDate: null }, inJira: { dueDate: null } },
    { field: "status", edit: { state: "In Progress" }, inJira: { status: { name: "In Progress" } } },
    {
      field: "description",
      edit: { description: "# Head\n\nSome words" },
      inJira: { description: { content: [{ type: "heading" }, { type: "paragraph" }] } },
    },
  ])("$field, edited in Linear", async ({ field, edit, inJira }) => {
    const issue = inLinearAs("SHOP-1")?.identifier ?? "none";
    sandboxes().linear.act({ do: "updateIssue", as: JON, issue, ...edit });
    await arrives(() => inJiraAs("SHOP-1"), inJira, `The ${field} from Linear`);
  });

  it("an issue that is new in Jira", async () => {
    sandboxes().jira.act({ do: "createIssue", as: ADA, project: "SHOP", summary: "New in Jira" });
    const found = (): LinearIssue | undefined =>
      sandboxes()
        .linear.dump()
        .issues.find(({ title }) => title === "New in Jira");
    await arrives(found, { team: "SHO", title: "New in Jira" }, "The new issue from Jira");
  });

  it("an issue that is new in Linear", async () => {
    sandboxes().linear.act({ do: "createIssue", as: JON, team: "SHO", title: "New in Linear" });
    const found = (): JiraIssue | undefined =>
      sandboxes()
        .jira.dump()
        .issues.find(({ summary }) => summary === "New in Linear");
    await arrives(found, { project: "SHOP", summary: "New in Linear" }, "The new issue from Linear");
  });

  it(lost ? "and not one webhook got through" : "and not one webhook was lost", () => {
    const { jira, linear } = sandboxes();
    for (const twin of [jira, linear]) {
      const strikes = twin.faults.strikes()["webhook-lost"] ?? 0;
      if (lost) expect(strikes).toBeGreaterThan(0);
      else expect(strikes).toBe(0);
    }
  });

  function inJiraAs(key: string): JiraIssue | undefined {
    return sandboxes().jira.dump(new Set([key])).issues[0];
  }

  function inLinearAs(key: string): LinearIssue | undefined {
    return sandboxes()
      .linear.dump()
      .issues.find(({ attachments }) => attachments.some(({ url }) => url.endsWith(`/browse/${key}`)));
  }
});

async function arrives(found: () => unknown, expected: object, what: string): Promise<void> {
  await expect
    .poll(found, {
      timeout: ARRIVES_WITHIN,
      interval: 50,
      message: `${what} did not arrive within ${ARRIVES_WITHIN / 1_000} s`,
    })
    .toMatchObject(expected);
}

/** Both twins behind HTTP with three issues each, mirrored; webhooks come only after that. */
async function start({ lost, pollEvery }: { lost: boolean; pollEvery: number }): Promise<Scene> {
  const sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const { jira, linear } = sandboxes;
  jira.seed({
    users: [
      { email: ADA, displayName: "Ada" },
      { email: JON, displayName: "Jon" },
    ],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [1, 2, 3].map((number) => ({ project: "SHOP", summary: `From Jira ${number}` })),
  });
  linear.seed({
    users: [
      { email: ADA, name: "Ada" },
      { email: JON, name: "Jon" },
    ],
    teams: [{ key: "SHO", name: "Shop", members: [ADA, JON], estimation: "fibonacci" }],
    labels: [{ name: "needs design", team: "SHO" }],
    issues: [1, 2, 3].map((number) => ({ team: "SHO", title: `From Linear ${number}` })),
  });
  const store = await openStore({ url: ":memory:", random: systemRandom });
  const service = await startService({
    connection: {
      id: "sandbox",
      jira: { baseUrl: sandboxes.jiraUrl, ...jira.credentials },
      linear: { apiKey: linear.apiKey, apiUrl: `${sandboxes.linearUrl}/graphql` },
    },
    mirrors: mappingSchema.parse({
      version: 1,
      mirrors: [{ id: "shop", jira: { project: "SHOP" }, linear: { team: "SHO" } }],
    }).mirrors,
    store,
    webhookSecrets: { jira: jira.webhookSecret, linear: linear.webhookSecret, readings: undefined },
    forge: undefined,
    publicUrl: undefined,
    pages: undefined,
    operatorToken: undefined,
    host: "127.0.0.1",
    port: 0,
    pollEvery,
    sweepEvery: 600_000,
    progressFields: [],
    worker: "live",
    clock: systemClock,
    log: () => undefined,
  });
  await vi.waitFor(
    async () => {
      const counts = await store.mirror.counts("shop");
      expect(counts, "everything is mirrored").toMatchObject({ byState: { linked: 6 }, dirty: 0 });
    },
    { timeout: ARRIVES_WITHIN, interval: 100 },
  );
  if (lost) for (const twin of [jira, linear]) twin.faults.set([{ kind: "webhook-lost" }]);
  jira.seed({ webhooks: [{ url: `${service.url}/webhooks/jira` }] });
  linear.seed({ webhooks: [{ url: `${service.url}/webhooks/linear` }] });
  return { sandboxes, service, store };
}
