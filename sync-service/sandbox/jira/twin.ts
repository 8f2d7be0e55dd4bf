import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { Agenda } from "../kit/agenda.ts";
import { EditLog } from "../kit/edit-log.ts";
import { Faults } from "../kit/faults.ts";
import { RequestLog } from "../kit/request-log.ts";
import { WebhookSender } from "../kit/webhooks.ts";
import { act, jiraActionSchema, type JiraAction } from "./act.ts";
import { control, type Controlled } from "./control.ts";
import { dumpJira, type JiraDump } from "./dump.ts";
import { RestApi } from "./rest.ts";
import { jiraSeedSchema, type JiraSeed, type JiraSeeded } from "./seed.ts";
import { seedJira } from "./seeding.ts";
import { Site } from "./site.ts";
import { Switches } from "./switches.ts";
import { Webhooks } from "./webhooks.ts";

/** Jira tries a webhook again at most five times, minutes apart. */
const WEBHOOK_RETRIES = [5, 7, 10, 12, 15].map((minutes) => minutes * 60_000);

export interface JiraTwin {
  /** REST at /rest/api/3/…, control at /sandbox/…; a leading "/ex/jira/<cloudId>" is accepted. */
  handle(request: Request): Promise<Response>;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly edits: EditLog;
  readonly requests: RequestLog;
  readonly webhooks: WebhookSender;
  /** The account that a service calls with. */
  readonly credentials: { email: string; apiToken: string };
  /** An installed app: its own account's bearer token, and the secret that signs its dynamic webhooks. */
  readonly app: { accountId: string; bearerToken: string; clientSecret: string };
  /** Signs the webhooks that an administrator made. */
  readonly webhookSecret: string;
  readonly cloudId: string;
  /** Where links in answers point to; set it once a server's port is known. */
  baseUrl: string;
  readonly switches: Switches;
  /** Fills the site; seeding twice adds to what is there. Not counted as requests. */
  seed(seed: JiraSeed): JiraSeeded;
  /** A named person does something in Jira's own pages. */
  act(action: JiraAction): unknown;
  /** Everything, or with `only` those issues (keys or ids) and the site around them. */
  dump(only?: ReadonlySet<string>): JiraDump;
  /** Back to an empty site: no issues, webhooks, faults, counts or edits; credentials stay. */
  reset(): void;
  close(): void;
}

export function createJiraTwin(environment: {
  clock: Clock;
  random: Random;
  fetch: Fetch;
  baseUrl?: string;
}): JiraTwin {
  const { clock, random, fetch } = environment;
  const agenda = new Agenda(clock);
  const faults = new Faults(random);
  const edits = new EditLog();
  const requests = new RequestLog();
  const switches = new Switches();
  const sender = new WebhookSender({ agenda, faults, fetch, retryAfter: WEBHOOK_RETRIES });
  const baseUrl = environment.baseUrl ?? "https://example.atlassian.net";
  const site = new Site({ agenda, random, edits, switches, baseUrl });
  const secret = (name: string) => `${name}-${random.uuid()}`;
  const credentials = { email: "throughline@example.com", apiToken: secret("jira-api-token") };
  const app = {
    accountId: "712020:throughline-app",
    bearerToken: secret("jira-app-token"),
    clientSecret: secret("jira-app-secret"),
  };
  const serviceAccountId = "712020:throughline-service";
  const webhookSecret = secret("jira-webhook-secret");
  const cloudId = random.uuid();
  const hooks = new Webhooks(site, sender, { webhook: webhookSecret, client: app.clientSecret });
  const rest = new RestApi({
    site,
    faults,
    requests,
    app,
    webhooks: hooks,
    sleep: (milliseconds) => clock.sleep(milliseconds),
  });

  const ownAccounts = () => {
    const shared = { timeZone: "UTC", active: true };
    site.state.accounts.set(serviceAccountId, {
      ...shared,
      accountId: serviceAccountId,
      email: credentials.email,
      displayName: "Throughline",
      emailVisible: true,
      accountType: "atlassian",
      apiToken: credentials.apiToken,
    });
    site.state.accounts.set(app.accountId, {
      ...shared,
      accountId: app.accountId,
      email: "throughline-app@connect.atlassian.com",
      displayName: "Throughline for Jira",
      emailVisible: false,
      accountType: "app",
      apiToken: null,
    });
  };
  ownAccounts();

  const controlled: Controlled = {
    site,
    agenda,
    faults,
    edits,
    requests,
    sender,
    hooks,
    seed: (seed) => {
      const parsed = jiraSeedSchema.parse(seed);
      const seeded = seedJira(site, parsed, serviceAccountId);
      for (const webhook of parsed.webhooks) hooks.addAdmin(webhook);
      return seeded;
    },
    act: (action) => act(site, jiraActionSchema.parse(action)),
    dump: (only) => dumpJira(site, only),
    reset: () => {
      agenda.clear();
      faults.set([]);
      edits.clear();
      requests.clear();
      switches.reset();
      sender.clear();
      hooks.clear();
      rest.limits.clear();
      site.clear();
      ownAccounts();
    },
  };

  return {
    agenda,
    faults,
    edits,
    requests,
    webhooks: sender,
    credentials,
    app,
    webhookSecret,
    cloudId,
    switches,
    get baseUrl() {
      return site.baseUrl;
    },
    set baseUrl(url) {
      site.baseUrl = url.replace(/\/$/, "");
    },
    async handle(request) {
      await agenda.runDue();
      const url = new URL(request.url);
      const path = url.pathname.startsWith(`/ex/jira/${cloudId}/`)
        ? url.pathname.slice(`/ex/jira/${cloudId}`.length)
        : url.pathname;
      if (path.startsWith("/rest/api/3/") || path.startsWith("/rest/agile/1.0/"))
        return rest.handle(request, path, url.searchParams);
      if (path.startsWith("/sandbox/")) {
        const text = await request.text();
        const answer = await control(controlled, {
          method: request.method,
          path,
          query: url.searchParams,
          text,
        });
        return json(answer.status, answer.body);
      }
      return json(404, { errorMessages: [`null for uri: ${url.pathname}`], errors: {} });
    },
    seed: controlled.seed,
    act: controlled.act,
    dump: controlled.dump,
    reset: controlled.reset,
    close: () => agenda.close(),
  };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
}
