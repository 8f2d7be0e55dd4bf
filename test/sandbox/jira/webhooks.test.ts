import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { scene, settle, type Scene } from "./scene.ts";

const URL_OF_SERVICE = "https://throughline.test/webhooks/jira";
const REAL = new URL("../../../../shared/data/jira-webhooks/", import.meta.url);

const stage = (
  issues = [
    { project: "APP", summary: "Old title" },
    { project: "LIN", summary: "Other" },
  ],
) => scene({ issues, webhooks: [{ url: URL_OF_SERVICE }] });
const bodySchema = z.looseObject({ webhookEvent: z.string() });
const bodies = ({ received }: Scene) => received.map(({ text }) => bodySchema.parse(JSON.parse(text)));

/** One of everything that the twin sends. */
async function everything(made: Scene): Promise<void> {
  const { call, twin } = made;
  const as = "Ada Lovelace";
  twin.act({
    as,
    do: "createIssue",
    project: "APP",
    type: "Story",
    summary: "New",
    description: "Some text",
  });
  twin.act({ as, do: "editIssue", issue: "APP-1", summary: "New title", assignee: "Ben Shneiderman" });
  twin.act({ as, do: "createIssue", project: "APP", type: "Epic", summary: "Epic" });
  twin.act({ as, do: "editIssue", issue: "APP-2", parent: "APP-3" });
  twin.act({ as, do: "editIssue", issue: "APP-2", assignee: "Ben Shneiderman" });
  twin.act({ as, do: "transition", issue: "APP-1", to: "In Progress" });
  twin.act({ as, do: "comment", issue: "APP-1", body: "A comment" });
  twin.act({ as, do: "editComment", issue: "APP-1", comment: "10000", body: "An edit" });
  twin.act({ as, do: "link", type: "Blocks", from: "APP-1", to: "APP-2" });
  twin.act({ as, do: "setProperty", issue: "APP-1", property: "p", value: { a: 1 } });
  twin.act({ as, do: "rank", issue: "APP-2", before: "APP-1" });
  twin.act({ as, do: "moveToProject", issue: "APP-1", project: "LIN" });
  twin.act({ as, do: "deleteComment", issue: "LIN-2", comment: "10000" });
  twin.act({ as, do: "unlink", link: "10000" });
  twin.act({ as, do: "deleteIssue", issue: "APP-2" });
  await call("PUT", "/issue/LIN-1", { fields: { summary: "By the app" } });
  await settle(twin);
}

describe("webhooks", () => {
  it("tell of every change, the issue in version 2 with wiki markup", async () => {
    const made = stage();
    const description = {
      type: "doc",
      version: 1,
      content: [
        { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Why" }] },
        {
          type: "paragraph",
          content: [
            { type: "text", text: "bold", marks: [{ type: "strong" }] },
            { type: "text", text: " and " },
            { type: "text", text: "linked", marks: [{ type: "link", attrs: { href: "https://x.test" } }] },
          ],
        },
        {
          type: "bulletList",
          content: [
            { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "one" }] }] },
          ],
        },
        { type: "codeBlock", attrs: { language: "js" }, content: [{ type: "text", text: "x = 1" }] },
      ],
    };
    await made.call("PUT", "/issue/APP-1", { fields: { description } });
    await settle(made.twin);
    const markup = "h2. Why\n\n*bold* and [linked|https://x.test]\n\n* one\n\n{code:js}\nx = 1\n{code}";
    expect(bodies(made)).toMatchObject([
      {
        webhookEvent: "jira:issue_updated",
        issue_event_type_name: "issue_updated",
        user: { displayName: "Throughline" },
        issue: {
          key: "APP-1",
          self: "https://example.atlassian.net/rest/api/2/issue/10000",
          fields: { summary: "Old title", description: markup },
        },
        changelog: { items: [{ field: "description", fromString: null, toString: markup }] },
      },
    ]);
  });

  it("name a change of status generic, and a comment's issue by six fields and no changelog", async () => {
    const made = stage();
    made.twin.act({ as: "Ada Lovelace", do: "transition", issue: "APP-1", to: "Done" });
    made.twin.act({ as: "Ada Lovelace", do: "comment", issue: "APP-1", body: "Well done" });
    await settle(made.twin);
    const [transition, commented, comment] = bodies(made);
    expect(transition).toMatchObject({ issue_event_type_name: "issue_generic" });
    expect(commented).toMatchObject({
      issue_event_type_name: "issue_commented",
      comment: { body: "Well done" },
    });
    expect(comment).toMatchObject({ webhookEvent: "comment_created", comment: { body: "Well done" } });
    const { issue } = z.looseObject({ issue: z.looseObject({ fields: z.looseObject({}) }) }).parse(comment);
    expect(Object.keys(issue.fields).sort()).toEqual([
      "assignee",
      "issuetype",
      "priority",
      "project",
      "status",
      "summary",
    ]);
    expect(comment).not.toHaveProperty("changelog");
  });

  it("made by an administrator are signed over the raw body", async () => {
    const { twin, received } = stage();
    twin.act({ as: "Ada Lovelace", do: "addLabel", issue: "APP-1", label: "new" });
    await settle(twin);
    const [delivery] = received;
    const hex = createHmac("sha256", twin.webhookSecret)
      .update(delivery?.text ?? "")
      .digest("hex");
    expect(delivery?.headers.get("x-hub-signature")).toBe(`sha256=${hex}`);
  });

  it("registered by the app carry its token, are filtered, and stop after 30 days unless refreshed", async () => {
    const { call, twin, received } = scene({
      issues: [
        { project: "APP", summary: "One" },
        { project: "LIN", summary: "Two" },
      ],
    });
    const app = `Bearer ${twin.app.bearerToken}`;
    const registration = {
      url: URL_OF_SERVICE,
      webhooks: [
        { events: ["jira:issue_updated"], jqlFilter: "project = APP", fieldIdsFilter: ["summary"] },
        { events: ["issue_property_set"], jqlFilter: "project = APP", issuePropertyKeysFilter: ["mark"] },
        { events: ["jira:issue_updated"], jqlFilter: "text ~ payments" },
        { events: ["issuelink_created"], jqlFilter: "project = APP" },
      ],
    };
    expect((await call("POST", "/webhook", registration, app)).body).toEqual({
      webhookRegistrationResult: [
        { createdWebhookId: 1 },
        { createdWebhookId: 2 },
        { errors: ["The clause text is unsupported"] },
        { errors: ["The event issuelink_created is not supported."] },
      ],
    });
    const as = "Ada Lovelace";
    const act = async () => {
      received.length = 0;
      twin.act({ as, do: "editIssue", issue: "APP-1", summary: `Title ${twin.agenda.now()}` });
      twin.act({ as, do: "addLabel", issue: "APP-1", label: `l${twin.agenda.now()}` });
      twin.act({ as, do: "editIssue", issue: "LIN-1", summary: `Title ${twin.agenda.now()}` });
      twin.act({ as, do: "setProperty", issue: "APP-1", property: "mark", value: 1 });
      twin.act({ as, do: "setProperty", issue: "APP-1", property: "other", value: 1 });
      await settle(twin);
      return received.map(({ text }) => bodySchema.parse(JSON.parse(text)).webhookEvent);
    };
    expect(await act()).toEqual(["jira:issue_updated", "issue_property_set"]);
    const [scheme, token = ""] = (received[0]?.headers.get("authorization") ?? "").split(" ");
    const [head, claims, signature] = token.split(".");
    expect(scheme).toBe("Bearer");
    expect(
      createHmac("sha256", twin.app.clientSecret)
        .update(`${head ?? ""}.${claims ?? ""}`)
        .digest("base64url"),
    ).toBe(signature);

    const days = (count: number) => count * 86_400_000;
    await twin.agenda.advance(days(29));
    await call("PUT", "/webhook/refresh", { webhookIds: [1] }, app);
    await twin.agenda.advance(days(2));
    expect(await act()).toEqual(["jira:issue_updated"]);
    await twin.agenda.advance(days(29));
    expect(await act()).toEqual([]);
  });

  it("are tried again at most five times, minutes apart, under the same identifier", async () => {
    const failing = scene(
      { issues: [{ project: "APP", summary: "One" }], webhooks: [{ url: URL_OF_SERVICE }] },
      { receiverAnswers: () => 503 },
    );
    failing.twin.act({ as: "Ada Lovelace", do: "addLabel", issue: "APP-1", label: "x" });
    await settle(failing.twin);
    expect(failing.received).toHaveLength(1);
    for (let hour = 0; hour < 10; hour += 1) await settle(failing.twin, 3_600_000);
    const identifiers = failing.received.map(({ headers }) => headers.get("x-atlassian-webhook-identifier"));
    expect(identifiers).toHaveLength(6);
    expect(new Set(identifiers).size).toBe(1);
  });

  it("come twice on demand, told apart by nothing", async () => {
    const { twin, received } = stage();
    twin.faults.add({ kind: "webhook-doubled", times: 1 });
    twin.act({ as: "Ada Lovelace", do: "addLabel", issue: "APP-1", label: "x" });
    await settle(twin);
    const [first, second] = received;
    expect(received).toHaveLength(2);
    expect(second?.text).toBe(first?.text);
    expect(second?.headers.get("x-atlassian-webhook-identifier")).toBe(
      first?.headers.get("x-atlassian-webhook-identifier"),
    );
  });

  it("are lost, late or out of order on demand", async () => {
    const made = stage();
    const { twin, received } = made;
    const label = (name: string) =>
      twin.act({ as: "Ada Lovelace", do: "addLabel", issue: "APP-1", label: name });
    const seen = () =>
      bodies(made).map(
        (body) =>
          z
            .looseObject({
              changelog: z.looseObject({ items: z.array(z.looseObject({ toString: z.string() })) }),
            })
            .parse(body).changelog.items[0]?.toString,
      );
    twin.faults.set([
      { kind: "webhook-lost", times: 1 },
      { kind: "webhook-reordered", times: 1 },
      { kind: "webhook-late", milliseconds: 60_000, times: 1, skip: 1 },
    ]);
    label("lost");
    label("held");
    label("first");
    label("late");
    await settle(twin);
    expect(seen()).toEqual(["lost held first", "lost held"]);
    await settle(twin, 60_000);
    expect(seen().at(-1)).toBe("lost held first late");
    expect(received).toHaveLength(3);
  });
});

/** Parts that a real payload has and ours has not. */
function missing(real: unknown, ours: unknown, at = ""): string[] {
  if (typeof real !== "object" || real === null || Array.isArray(real)) return [];
  if (typeof ours !== "object" || ours === null) return [`${at} is no object`];
  return Object.entries(real).flatMap(([key, value]) => {
    const path = `${at}/${key}`;
    const isOfItsOwnSite = /customfield_|avatarId$/.test(path) || NOT_HERE.some((part) => part.test(path));
    if (isOfItsOwnSite) return [];
    if (!Object.hasOwn(ours, key)) return [path];
    const own: unknown = Reflect.get(ours, key);
    return value === null || own === null ? [] : missing(value, own, path);
  });
}
/**
 * What Jira Cloud does not send: user names, which it gave up; what the collector of the payloads added; the
 * estimates of a site that tracks time; the types of a team-managed project.
 */
const NOT_HERE = [
  /\/(author|updateAuthor|user|creator|reporter|assignee)\/(name|key)$/,
  /^\/(level|message|label)$/,
  /\/timetracking\//,
  /\/issuetype\/entityId$/,
];
/** A server of 2018 put comment and changes into one event. */
const OF_A_SERVER = /commented-changed/;

describe.skipIf(!existsSync(REAL))("real webhooks (in ../shared/data/jira-webhooks)", () => {
  it("have no part that the twin's lack, event by event", async () => {
    const made = stage();
    await everything(made);
    const ours = bodies(made);
    const problems: string[] = [];
    let compared = 0;
    for (const folder of ["mobitel-ltd__jira-to-matrix", "jenkinsci__jira-trigger-plugin"]) {
      for (const file of readdirSync(new URL(`${folder}/`, REAL)).filter(
        (name) => name.endsWith(".json") && !OF_A_SERVER.test(name),
      )) {
        const parsed = bodySchema.safeParse(
          JSON.parse(readFileSync(new URL(`${folder}/${file}`, REAL), "utf8")),
        );
        if (!parsed.success) continue;
        const real = parsed.data;
        const alike = ours.filter(
          (body) =>
            body.webhookEvent === real.webhookEvent &&
            (real["issue_event_type_name"] === undefined ||
              body["issue_event_type_name"] === real["issue_event_type_name"]),
        );
        if (alike.length === 0) continue;
        compared += 1;
        const best = alike.map((body) => missing(real, body)).sort((a, b) => a.length - b.length)[0] ?? [];
        problems.push(...best.map((path) => `${file}: ${path}`));
      }
    }
    expect(compared).toBeGreaterThan(15);
    expect(problems).toEqual([]);
  });
});
