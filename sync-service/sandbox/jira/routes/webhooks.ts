import { z } from "zod";
import { body, ok, page, type Call, type Route } from "../call.ts";
import { JiraRefusal, refuse } from "../errors.ts";
import { parse, type Clause } from "../jql/parser.ts";

const MAXIMUM_WEBHOOKS = 100;
const DYNAMIC_EVENTS =
  /^(jira:issue_(created|updated|deleted)|comment_(created|updated|deleted)|issue_property_(set|deleted)|sprint_(created|updated|closed|deleted|started)|jira:version_(released|unreleased|created|moved|updated|merged|deleted))$/;
/** What the filter of a dynamic webhook may ask for. */
const FILTER_FIELDS =
  /^(issuekey|key|project|issuetype|status|assignee|reporter|issue\.property\[.+|cf\[\d+\])$/i;

const registrationSchema = z.strictObject({
  url: z.url(),
  webhooks: z
    .array(
      z.strictObject({
        events: z.array(z.string()).min(1),
        jqlFilter: z.string(),
        fieldIdsFilter: z.array(z.string()).optional(),
        issuePropertyKeysFilter: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});
const idsSchema = z.strictObject({ webhookIds: z.array(z.int()) });

/** Dynamic webhooks: an app registers them for itself, and they expire after 30 days. */
export const webhookRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/webhook",
    handle: (call) => {
      needApp(call);
      const { url, webhooks } = body(call, registrationSchema);
      const webhookRegistrationResult = webhooks.map((webhook) => {
        const errors = problems(call, webhook);
        if (errors.length > 0) return { errors };
        const { fieldIdsFilter, issuePropertyKeysFilter, ...rest } = webhook;
        const createdWebhookId = call.webhooks.addDynamic({
          url,
          ...rest,
          ...(fieldIdsFilter ? { fieldIdsFilter } : {}),
          ...(issuePropertyKeysFilter ? { issuePropertyKeysFilter } : {}),
        });
        return { createdWebhookId };
      });
      return { status: 200, body: { webhookRegistrationResult } };
    },
  },
  {
    method: "GET",
    path: "/webhook",
    handle: (call) => {
      needApp(call);
      const registered = call.webhooks
        .dynamic()
        .map(({ expires, ...webhook }) => ({ ...webhook, expirationDate: expires }));
      return ok(page(call, "webhook", registered, { usual: 100, most: 100 }));
    },
  },
  {
    method: "DELETE",
    path: "/webhook",
    handle: (call) => {
      needApp(call);
      call.webhooks.remove(body(call, idsSchema).webhookIds);
      return { status: 202 };
    },
  },
  {
    method: "PUT",
    path: "/webhook/refresh",
    handle: (call) => {
      needApp(call);
      return ok({ expirationDate: call.webhooks.refresh(body(call, idsSchema).webhookIds) }, 1);
    },
  },
];

function needApp(call: Call): void {
  if (!call.isApp) throw refuse(403, "Only Connect and OAuth 2.0 apps can use this operation.");
}

function problems(
  call: Call,
  { events, jqlFilter }: { events: readonly string[]; jqlFilter: string },
): string[] {
  const unknown = events.filter((event) => !DYNAMIC_EVENTS.test(event));
  if (unknown.length > 0) return unknown.map((event) => `The event ${event} is not supported.`);
  if (call.webhooks.dynamic().length >= MAXIMUM_WEBHOOKS) {
    return [`No more than ${MAXIMUM_WEBHOOKS} webhooks can be registered.`];
  }
  try {
    const { where } = parse(jqlFilter);
    return where === null ? [] : unsupported(where).map((field) => `The clause ${field} is unsupported`);
  } catch (error) {
    if (error instanceof JiraRefusal) return [error.message];
    throw error;
  }
}

function unsupported(clause: Clause): string[] {
  switch (clause.kind) {
    case "and":
    case "or":
      return clause.clauses.flatMap(unsupported);
    case "not":
      return unsupported(clause.clause);
    case "term": {
      const fits = FILTER_FIELDS.test(clause.field) && ["=", "!=", "in", "not in"].includes(clause.operator);
      return fits ? [] : [clause.field];
    }
  }
}
