import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { parseJiraWebhook } from "#sync/trackers/jira/webhook.ts";
import { createJiraTwin } from "#sync/sandbox/jira/twin.ts";
import { FlowingClock } from "./flowing-clock.ts";

const NOW = Date.parse("2026-09-01T09:00:00Z");
const SECRET = "the webhook's secret";
const CAPTURED = join(import.meta.dirname, "../../../../shared/data/jira-webhooks");

const bytes = (text: string) => new TextEncoder().encode(text);
const signature = (body: string, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

function deliver(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signed = { "x-hub-signature": signature(text), ...headers };
  return parseJiraWebhook(bytes(text), new Headers(signed), { secret: SECRET }, { now: NOW });
}

async function hints(body: unknown) {
  const webhook = await deliver(body);
  if (webhook.kind !== "delivery") throw new Error(webhook.message);
  return webhook.hints;
}

describe("a webhook's authenticity", () => {
  const body = JSON.stringify({ webhookEvent: "jira:issue_updated", issue: { id: "10001" } });

  // Fails when the body is parsed and written again before it is signed (webhook.ts, `isAuthentic`).
  it("case 18: is the signature over the very bytes that came", async () => {
    expect(await deliver(body)).toMatchObject({ kind: "delivery" });
    const headers = new Headers({ "x-hub-signature": signature(body) });
    const respaced = bytes(body.replace(",", ", "));
    expect(await parseJiraWebhook(respaced, headers, { secret: SECRET }, { now: NOW })).toMatchObject({
      kind: "refused",
      reason: "signature",
    });
  });

  it("is refused without a signature, with another secret's, and with one of another length", async () => {
    for (const given of [null, signature(body, "other"), "sha256=00", ""]) {
      const headers = new Headers(given === null ? {} : { "x-hub-signature": given });
      const webhook = await parseJiraWebhook(bytes(body), headers, { secret: SECRET }, { now: NOW });
      expect(webhook).toMatchObject({ kind: "refused", reason: "signature" });
    }
  });

  it("is refused when nobody told us a secret", async () => {
    const headers = new Headers({ "x-hub-signature": signature(body) });
    expect(await parseJiraWebhook(bytes(body), headers, {}, { now: NOW })).toMatchObject({ kind: "refused" });
  });

  it("is the app's token where the webhook was registered through REST", async () => {
    const issued = NOW / 1000;
    const token = (secret: string, expires: number) =>
      new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setExpirationTime(expires).sign(bytes(secret));
    const attempt = async (authorization: string) =>
      (
        await parseJiraWebhook(
          bytes(body),
          new Headers({ authorization }),
          { clientSecret: "client" },
          { now: NOW },
        )
      ).kind;
    expect(await attempt(`Bearer ${await token("client", issued + 180)}`)).toBe("delivery");
    // A clock that is off by minutes is no reason to lose webhooks.
    expect(await attempt(`Bearer ${await token("client", issued - 200)}`)).toBe("delivery");
    expect(await attempt(`Bearer ${await token("client", issued - 4_000)}`)).toBe("refused");
    expect(await attempt(`Bearer ${await token("other", issued + 180)}`)).toBe("refused");
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ exp: issued + 180 }))}.`;
    expect(await attempt(`Bearer ${unsigned}`)).toBe("refused");
  });
});

describe("what a webhook hints at", () => {
  it("is the issue, with its project and the version it had", async () => {
    const fields = { updated: "2026-09-01T11:00:00.250+0200", project: { id: "10100", key: "APP" } };
    expect(await hints({ webhookEvent: "jira:issue_updated", issue: { id: "10001", fields } })).toEqual([
      { id: "10001", version: NOW + 250, container: "10100" },
    ]);
  });

  it("is the issue without a version where only a stub came along, or its time cannot be read", async () => {
    const stub = { id: "10001", key: "APP-1", fields: { summary: "Stub" } };
    expect(await hints({ webhookEvent: "comment_created", issue: stub })).toEqual([
      { id: "10001", version: null, container: null },
    ]);
    const comment = { id: "5", updated: "2026-09-01T11:00:00.250+0200" };
    expect(await hints({ webhookEvent: "comment_updated", issue: stub, comment })).toEqual([
      { id: "10001", version: null, container: null, comment: { id: "5", version: NOW + 250 } },
    ]);
    // Of a deleted comment its version says nothing new.
    expect(await hints({ webhookEvent: "comment_deleted", issue: stub, comment })).toEqual([
      { id: "10001", version: null, container: null },
    ]);
    const odd = { id: "10001", fields: { updated: "yesterday" } };
    expect(await hints({ webhookEvent: "jira:issue_updated", issue: odd })).toEqual([
      { id: "10001", version: null, container: null },
    ]);
  });

  it("is both ends of a link, and the issue of a worklog", async () => {
    const issueLink = { id: 7, sourceIssueId: 10001, destinationIssueId: 10002 };
    expect((await hints({ webhookEvent: "issuelink_created", issueLink })).map(({ id }) => id)).toEqual([
      "10001",
      "10002",
    ]);
    expect(await hints({ webhookEvent: "worklog_created", worklog: { issueId: "10003" } })).toEqual([
      { id: "10003", version: null, container: null },
    ]);
  });

  it("is nothing when it tells of our own mark, but something when of another property", async () => {
    const issue = { id: "10001" };
    const about = (key: string) => hints({ webhookEvent: "issue_property_set", issue, property: { key } });
    expect(await about("throughline-link")).toEqual([]);
    expect(await about("throughline-creation")).toEqual([]);
    expect(await about("throughline-score")).toEqual([{ id: "10001", version: null, container: null }]);
  });

  it("is nothing for events that name no issue", async () => {
    expect(await hints({ webhookEvent: "project_created", project: { id: 1 } })).toEqual([]);
    expect(await hints({ webhookEvent: "comment_created", comment: { id: "5" } })).toEqual([]);
  });

  it("is not spoiled by a changelog item's key named toString", async () => {
    const changelog = { items: [{ field: "status", fromString: "To Do", toString: "Done" }] };
    expect(await hints({ webhookEvent: "jira:issue_updated", issue: { id: "1" }, changelog })).toHaveLength(
      1,
    );
  });

  it("comes with an id that is the same for every retry", async () => {
    const body = { webhookEvent: "jira:issue_updated", issue: { id: "1" } };
    expect(await deliver(body, { "x-atlassian-webhook-identifier": "abc" })).toMatchObject({
      deliveryId: "abc",
    });
    expect(await deliver(body)).toMatchObject({ deliveryId: null });
  });

  it("is refused for a body that is none of Jira's", async () => {
    for (const body of ["", "not json", "[]", '{"action":"create"}']) {
      expect(await deliver(body)).toMatchObject({ kind: "refused", reason: "malformed" });
    }
  });

  it.skipIf(!existsSync(CAPTURED))(
    "is read from every captured webhook (needs ../shared/data/jira-webhooks)",
    async () => {
      const files = readdirSync(CAPTURED, { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(".json"),
      );
      let read = 0;
      for (const file of files) {
        const text = readFileSync(join(CAPTURED, file), "utf8");
        if (!text.includes('"webhookEvent"') || text.trimStart().startsWith("[")) continue;
        const webhook = await deliver(text);
        if (webhook.kind !== "delivery") throw new Error(`${file}: ${webhook.message}`);
        const names = /"issue":|"issueLink":/.test(text);
        expect([file, webhook.hints.length > 0]).toEqual([file, names]);
        if (/"webhookEvent": ?"jira:issue/.test(text)) {
          expect([file, typeof webhook.hints[0]?.version]).toEqual([file, "number"]);
        }
        read += 1;
      }
      expect(read).toBeGreaterThan(20);
    },
  );

  it("is read from what the sandbox sends, whichever way it is signed", async () => {
    const clock = new FlowingClock(NOW);
    const received: Promise<unknown>[] = [];
    const twin = createJiraTwin({
      clock,
      random: { next: () => 0.5, uuid: () => crypto.randomUUID() },
      fetch: async (request) => {
        const raw = new Uint8Array(await request.arrayBuffer());
        const secrets = { secret: twin.webhookSecret, clientSecret: twin.app.clientSecret };
        received.push(parseJiraWebhook(raw, request.headers, secrets, { now: clock.now() }));
        return new Response(null, { status: 200 });
      },
    });
    const { issues } = twin.seed({
      users: [{ email: "ada@acme.test", displayName: "Ada" }],
      projects: [{ key: "APP", name: "App" }],
      issues: [{ project: "APP", summary: "One" }],
      webhooks: [{ url: "https://throughline.test/webhooks/jira" }],
    });
    twin.act({ do: "editIssue", as: "Ada", issue: "APP-1", summary: "Changed" });
    await twin.agenda.runDue();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await Promise.all(received)).toMatchObject([
      { kind: "delivery", hints: [{ id: issues[0]?.id, version: NOW }] },
    ]);
  });
});
