import { createHmac } from "node:crypto";
import { z } from "zod";
import type { WebhookSender } from "../kit/webhooks.ts";
import { satisfies } from "./jql/search.ts";
import { Renderer } from "./render.ts";
import type { Site, SiteEvent } from "./site.ts";
import { webhookBody } from "./webhook-bodies.ts";

const DAY = 86_400_000;
/** A dynamic webhook is forgotten after this long unless it is refreshed. */
const DYNAMIC_LIFE = 30 * DAY;

const EVENTS = [
  "jira:issue_created",
  "jira:issue_updated",
  "jira:issue_deleted",
  "comment_created",
  "comment_updated",
  "comment_deleted",
  "issue_property_set",
  "issue_property_deleted",
  "issuelink_created",
  "issuelink_deleted",
  "attachment_created",
  "attachment_deleted",
] as const;

/** A webhook that an administrator makes in Jira's settings. */
export const adminWebhookSchema = z.strictObject({
  url: z.url(),
  events: z.array(z.enum(EVENTS)).default([...EVENTS]),
  jqlFilter: z.string().default(""),
  /** Absent: the twin's own secret. Null: unsigned. */
  secret: z.string().nullable().optional(),
});
type AdminWebhook = z.infer<typeof adminWebhookSchema>;

interface DynamicWebhook {
  readonly id: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly jqlFilter: string;
  readonly fieldIdsFilter?: readonly string[];
  readonly issuePropertyKeysFilter?: readonly string[];
  readonly expires: number;
}

/** Who is told of what. Admin-made webhooks are signed over the body, dynamic ones carry a token of the app. */
export class Webhooks {
  readonly #site: Site;
  readonly #sender: WebhookSender;
  readonly #secret: string;
  readonly #clientSecret: string;
  #admin: (AdminWebhook & { id: number })[] = [];
  #dynamic: DynamicWebhook[] = [];

  constructor(site: Site, sender: WebhookSender, secrets: { webhook: string; client: string }) {
    this.#site = site;
    this.#sender = sender;
    this.#secret = secrets.webhook;
    this.#clientSecret = secrets.client;
    site.onEvent((event) => this.#tell(event));
  }

  addAdmin(webhook: AdminWebhook): number {
    const id = this.#site.state.next("webhook", 1);
    this.#admin.push({ ...webhook, id });
    return id;
  }

  addDynamic(webhook: Omit<DynamicWebhook, "id" | "expires">): number {
    const id = this.#site.state.next("webhook", 1);
    this.#dynamic.push({ ...webhook, id, expires: this.#site.now() + DYNAMIC_LIFE });
    return id;
  }

  admin(): readonly (AdminWebhook & { id: number })[] {
    return this.#admin;
  }

  /** The dynamic webhooks that have not expired. */
  dynamic(): readonly DynamicWebhook[] {
    this.#dynamic = this.#dynamic.filter(({ expires }) => expires > this.#site.now());
    return this.#dynamic;
  }

  remove(ids: readonly number[]): void {
    this.#admin = this.#admin.filter(({ id }) => !ids.includes(id));
    this.#dynamic = this.#dynamic.filter(({ id }) => !ids.includes(id));
  }

  /** Gives dynamic webhooks another 30 days; the new date of expiry. */
  refresh(ids: readonly number[]): number {
    const expires = this.#site.now() + DYNAMIC_LIFE;
    this.#dynamic = this.dynamic().map((webhook) =>
      ids.includes(webhook.id) ? { ...webhook, expires } : webhook,
    );
    return expires;
  }

  clear(): void {
    this.#admin = [];
    this.#dynamic = [];
  }

  #tell(event: SiteEvent): void {
    const receivers = [
      ...this.#admin
        .filter((webhook) => this.#wants(webhook, event))
        .map((webhook) => ({
          url: webhook.url,
          authenticity: (body: string) => this.#signature(webhook.secret, body),
        })),
      ...this.dynamic()
        .filter((webhook) => this.#wants(webhook, event))
        .map(({ url }) => ({ url, authenticity: () => this.#token() })),
    ];
    if (receivers.length === 0) return;
    const body = JSON.stringify(webhookBody(new Renderer(this.#site, 2, null), event));
    for (const { url, authenticity } of receivers) {
      // The same over every retry, so that a receiver can tell a repetition.
      const identifier = this.#site.random.uuid();
      this.#sender.send({
        url,
        event: event.name,
        body,
        headers: (attempt) => ({
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Atlassian Webhook HTTP Client",
          "x-atlassian-webhook-identifier": identifier,
          ...(attempt > 0 ? { "x-atlassian-webhook-retry": String(attempt) } : {}),
          ...authenticity(body),
        }),
      });
    }
  }

  #wants(webhook: AdminWebhook | DynamicWebhook, event: SiteEvent): boolean {
    if (!webhook.events.some((name) => name === event.name)) return false;
    if ("fieldIdsFilter" in webhook && event.name === "jira:issue_updated") {
      const changed = event.history?.items.map((item) => item.fieldId ?? item.field) ?? [];
      if (!webhook.fieldIdsFilter.some((id) => changed.includes(id))) return false;
    }
    if ("issuePropertyKeysFilter" in webhook && "key" in event) {
      if (!webhook.issuePropertyKeysFilter.includes(event.key)) return false;
    }
    return webhook.jqlFilter === "" || satisfies(this.#site, event.issue, webhook.jqlFilter);
  }

  #signature(secret: string | null | undefined, body: string): Record<string, string> {
    if (secret === null) return {};
    const hex = createHmac("sha256", secret ?? this.#secret)
      .update(body)
      .digest("hex");
    return { "x-hub-signature": `sha256=${hex}` };
  }

  #token(): Record<string, string> {
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const issued = Math.floor(this.#site.now() / 1000);
    const claims = { iss: "throughline-sandbox", iat: issued, exp: issued + 180 };
    const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    const signature = createHmac("sha256", this.#clientSecret).update(signed).digest("base64url");
    return { authorization: `Bearer ${signed}.${signature}` };
  }
}
