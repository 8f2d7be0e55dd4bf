import { z } from "zod";
import type { Agenda } from "../kit/agenda.ts";
import { askedIssues } from "../kit/asked-issues.ts";
import type { EditLog } from "../kit/edit-log.ts";
import { faultSchema, type Faults } from "../kit/faults.ts";
import type { RequestLog } from "../kit/request-log.ts";
import type { WebhookSender } from "../kit/webhooks.ts";
import { jiraActionSchema, type JiraAction } from "./act.ts";
import type { JiraDump } from "./dump.ts";
import { JiraRefusal } from "./errors.ts";
import { GLOBAL_PERMISSIONS, PROJECT_PERMISSIONS } from "./permissions.ts";
import { UnknownName } from "./plain-issue.ts";
import { jiraSeedSchema, type JiraSeed, type JiraSeeded } from "./seed.ts";
import type { Site } from "./site.ts";
import { adminWebhookSchema, type Webhooks } from "./webhooks.ts";

/** What the control endpoint reaches. */
export interface Controlled {
  readonly site: Site;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly edits: EditLog;
  readonly requests: RequestLog;
  readonly sender: WebhookSender;
  readonly hooks: Webhooks;
  readonly seed: (seed: JiraSeed) => JiraSeeded;
  readonly act: (action: JiraAction) => unknown;
  readonly dump: (only?: ReadonlySet<string>) => JiraDump;
  readonly reset: () => void;
}

const permissionsSchema = z.strictObject({
  account: z.string(),
  /** A project key; absent means every project and the whole site. */
  project: z.string().optional(),
  grant: z.array(z.enum([...PROJECT_PERMISSIONS, ...GLOBAL_PERMISSIONS])).default([]),
  revoke: z.array(z.enum([...PROJECT_PERMISSIONS, ...GLOBAL_PERMISSIONS])).default([]),
});
const clockSchema = z.union([
  z.strictObject({ advance: z.int().nonnegative() }),
  z.strictObject({ skew: z.int() }),
]);

/** Answers /sandbox/…: JSON in, JSON out, 400 with the reason for anything that does not fit. */
export async function control(
  twin: Controlled,
  request: { method: string; path: string; query: URLSearchParams; text: string },
): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await answer(twin, request) };
  } catch (error) {
    if (error instanceof UnknownControl) return { status: 404, body: { error: error.message } };
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof JiraRefusal || error instanceof UnknownName) {
      return { status: 400, body: { error: error.message } };
    }
    throw error;
  }
}

class UnknownControl extends Error {}

async function answer(
  twin: Controlled,
  { method, path, query, text }: { method: string; path: string; query: URLSearchParams; text: string },
): Promise<unknown> {
  const input = (): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      throw new UnknownName("The body is no JSON.");
    }
  };
  switch (`${method} ${path}`) {
    case "POST /sandbox/reset":
      twin.reset();
      return { reset: true };
    case "POST /sandbox/seed":
      return twin.seed(jiraSeedSchema.parse(input()));
    case "POST /sandbox/act":
      return twin.act(jiraActionSchema.parse(input()));
    case "GET /sandbox/dump":
      return twin.dump(askedIssues(query));
    case "GET /sandbox/edits":
      return twin.edits.since(
        z.coerce
          .number()
          .int()
          .nonnegative()
          .parse(query.get("since") ?? 0),
      );
    case "GET /sandbox/requests":
      return twin.requests.summary();
    case "DELETE /sandbox/requests":
      twin.requests.clear();
      return twin.requests.summary();
    case "GET /sandbox/faults":
      return { faults: twin.faults.list(), strikes: twin.faults.strikes() };
    case "PUT /sandbox/faults":
      twin.faults.set(z.array(faultSchema).parse(input()));
      return { faults: twin.faults.list(), strikes: twin.faults.strikes() };
    case "POST /sandbox/clock": {
      const change = clockSchema.parse(input());
      if ("advance" in change) await twin.agenda.advance(change.advance);
      else twin.agenda.skew(change.skew);
      return { now: twin.agenda.iso() };
    }
    case "GET /sandbox/switches":
      return twin.site.switches.values;
    case "PUT /sandbox/switches":
      return twin.site.switches.change(input());
    case "POST /sandbox/permissions":
      return permit(twin, permissionsSchema.parse(input()));
    case "GET /sandbox/webhooks":
      return { registered: twin.hooks.admin(), dynamic: twin.hooks.dynamic(), deliveries: twin.sender.log() };
    case "POST /sandbox/webhooks":
      return { id: twin.hooks.addAdmin(adminWebhookSchema.parse(input())) };
    case "DELETE /sandbox/webhooks":
      twin.hooks.remove(twin.hooks.admin().map(({ id }) => id));
      return { registered: [] };
    default:
      throw new UnknownControl(
        `There is no ${method} ${path}. See the README of the Jira sandbox for the control endpoint.`,
      );
  }
}

function permit(twin: Controlled, change: z.infer<typeof permissionsSchema>): unknown {
  const { site } = twin;
  const account = site.state.account(change.account);
  if (!account) throw new UnknownName(`There is no person '${change.account}' in the Jira sandbox.`);
  const project = change.project === undefined ? null : site.state.project(change.project);
  if (project === undefined) throw new UnknownName(`There is no project '${change.project ?? ""}'.`);
  for (const permission of change.revoke) {
    site.permissions.set(account.accountId, project?.id ?? null, permission, false);
  }
  for (const permission of change.grant) {
    site.permissions.set(account.accountId, project?.id ?? null, permission, true);
  }
  return { account: account.accountId, project: project?.key ?? null };
}
