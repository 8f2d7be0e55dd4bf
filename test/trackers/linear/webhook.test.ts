import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LinearWebhookClient } from "@linear/sdk/webhooks";
import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { createLinearTwin } from "#sync/sandbox/linear/twin.ts";
import { parseLinearWebhook } from "#sync/trackers/linear/webhook.ts";
import { ManualClock } from "../manual-clock.ts";

const secret = "lin_wh_secret";
const now = Date.parse("2026-09-01T09:00:00Z");
const hour = 3_600_000;

interface Signed {
  raw: Buffer;
  headers: Headers;
}
function signed(body: object | string, by = secret): Signed {
  const raw = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const signature = createHmac("sha256", by).update(raw).digest("hex");
  return { raw, headers: new Headers({ "linear-signature": signature, "linear-delivery": "delivery-1" }) };
}
const parse = ({ raw, headers }: Signed, options: object = {}) =>
  parseLinearWebhook(raw, headers, secret, { now, ...options });

const issue = { id: "issue-1", teamId: "team-1", title: "Ünïcode", updatedAt: "2026-09-01T08:59:59.000Z" };
const event = (type: string, data: unknown, more: object = {}) => ({
  type,
  action: "update",
  data,
  webhookTimestamp: now - 1_000,
  webhookId: "hook",
  ...more,
});

describe("a Linear webhook", () => {
  it("names the comment it speaks of with its version, unless that comment was deleted", () => {
    const data = { id: "comment-1", issueId: "issue-2", updatedAt: "2026-09-01T08:59:59.000Z" };
    const about = { id: "issue-2", version: null, container: null };
    expect(parse(signed(event("Comment", data)))).toMatchObject({
      hints: [{ ...about, comment: { id: "comment-1", version: now - 1_000 } }],
    });
    const removed = parse(signed(event("Comment", data, { action: "remove" })));
    expect(removed.kind === "delivery" && removed.hints).toEqual([about]);
  });

  it("names the issue to look at, with its team and the version it had", () => {
    expect(parse(signed(event("Issue", issue)))).toEqual({
      kind: "delivery",
      deliveryId: "delivery-1",
      hints: [{ id: "issue-1", version: Date.parse(issue.updatedAt), container: "team-1" }],
    });
  });

  it.each([
    ["Comment", { id: "comment-1", issueId: "issue-2" }, [{ id: "issue-2", version: null }]],
    ["Attachment", { id: "attachment-1", issueId: "issue-2" }, [{ id: "issue-2", version: null }]],
    ["Issue", { id: "issue-2", updatedAt: "yesterday" }, [{ id: "issue-2", version: null }]],
    ["Comment", { id: "comment-1", projectUpdateId: "update-1" }, []],
    ["IssueLabel", { id: "label-1", name: "bug" }, []],
    ["Issue", null, []],
    ["Something new", { id: "x" }, []],
  ])("of a %s with %j gives the hints it can", (type, data, hints) => {
    expect(parse(signed(event(type, data)))).toMatchObject({ kind: "delivery", hints });
  });

  // Fails when the body is parsed and written again before it is signed (webhook.ts, `isSignedBy`).
  it("case 18: is refused when a single byte, the secret or the signature is another", () => {
    const good = signed(event("Issue", issue));
    const body = good.raw.toString();
    const spaced = { ...good, raw: Buffer.from(body.replace('"Issue"', ' "Issue"')) };
    const others = [
      spaced,
      signed(event("Issue", issue), "another secret"),
      { ...good, headers: new Headers() },
      { ...good, headers: new Headers({ "linear-signature": "zz" }) },
      { ...good, headers: new Headers({ "linear-signature": "00".repeat(32) }) },
    ];
    for (const other of others) expect(parse(other)).toMatchObject({ kind: "refused", reason: "signature" });
  });

  // Fails when the time it was signed at is not looked at (webhook.ts, `age`).
  it("case 18: is taken as late as the last retry, and refused when it is older or from the future", () => {
    const at = (webhookTimestamp: number) => parse(signed(event("Issue", issue, { webhookTimestamp })));
    expect(at(now - 7 * hour - 60_000)).toMatchObject({ kind: "delivery" });
    expect(at(now + 60_000)).toMatchObject({ kind: "delivery" });
    expect(at(now - 9 * hour)).toMatchObject({ kind: "refused", reason: "stale" });
    expect(at(now + hour)).toMatchObject({ kind: "refused", reason: "stale" });
    const late = signed(event("Issue", issue, { webhookTimestamp: now - 61_000 }));
    expect(parse(late, { past: 60_000 })).toMatchObject({ kind: "refused", reason: "stale" });
  });

  it.each([
    "not json",
    "[]",
    "null",
    '{"type":"Issue"}',
    '{"type":7,"action":"update","webhookTimestamp":1}',
  ])("is refused when its body is %s, although it is signed", (body) => {
    expect(parse(signed(body))).toMatchObject({ kind: "refused", reason: "malformed" });
  });

  it("is signed as the SDK checks it", () => {
    const fresh = signed(event("Issue", issue, { webhookTimestamp: Date.now() }));
    const signature = fresh.headers.get("linear-signature") ?? "";
    expect(new LinearWebhookClient(secret).verify(fresh.raw, signature)).toBe(true);
    expect(parse(fresh, { now: Date.now() })).toMatchObject({ kind: "delivery" });
  });

  it("of the sandbox is accepted, the retry of a day that Linear could not reach us included", async () => {
    const clock = new ManualClock();
    const results: unknown[] = [];
    let count = 0;
    const twin = createLinearTwin({
      clock,
      random: { next: () => 0, uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}` },
      fetch: async (request) => {
        const raw = new Uint8Array(await request.arrayBuffer());
        results.push(parseLinearWebhook(raw, request.headers, twin.webhookSecret, { now: clock.now() }));
        return new Response("", { status: results.length === 1 ? 503 : 200 });
      },
    });
    twin.seed({
      users: [{ email: "ada@acme.test", name: "Ada" }],
      teams: [{ key: "ENG", name: "Engineering" }],
      webhooks: [{ url: "https://throughline.test/webhooks/linear", resourceTypes: ["Issue"] }],
    });
    twin.act({ as: "Ada", do: "createIssue", team: "ENG", title: "New" });
    for (const wait of [0, 60_000]) {
      clock.advance(wait);
      await twin.agenda.runDue();
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    const id = issueId(twin.dump().issues[0]?.id ?? "");
    expect(results).toMatchObject([
      { kind: "delivery", hints: [{ id }] },
      { kind: "delivery", hints: [{ id }] },
    ]);
  });
});

const folder = join(import.meta.dirname, "../../../../shared/data/linear-webhooks");

describe.skipIf(!existsSync(folder))("recorded Linear webhooks (../shared/data/linear-webhooks)", () => {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"))
    : [];

  it("are there", () => expect(files.length).toBeGreaterThan(30));

  it.each(files)("%s: is read without trusting it", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const recorded = JSON.parse(text) as { type: string; data?: { id: string; issueId?: string } };
    // They were recorded before Linear signed the time, so as they are they are none of today's.
    expect(parse(signed(text))).toMatchObject({ kind: "refused", reason: "malformed" });
    const stamped = parse(signed({ ...recorded, webhookTimestamp: now }));
    const expected =
      recorded.type === "Issue"
        ? [recorded.data?.id]
        : recorded.type === "Comment"
          ? [recorded.data?.issueId]
          : [];
    expect(stamped).toMatchObject({ kind: "delivery", hints: expected.map((id) => ({ id })) });
  });
});
