import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { Agenda } from "../kit/agenda.ts";
import { EditLog } from "../kit/edit-log.ts";
import { Faults, underFaults } from "../kit/faults.ts";
import { RequestLog } from "../kit/request-log.ts";
import { WebhookSender } from "../kit/webhooks.ts";
import { act, linearActionSchema } from "./actions.ts";
import type { LinearAction } from "./actions.ts";
import { Budgets } from "./budgets.ts";
import { Changes } from "./changes.ts";
import { control } from "./control.ts";
import { dump } from "./dump.ts";
import type { LinearDump } from "./dump.ts";
import { understand } from "./graphql-endpoint.ts";
import { extensionsOf } from "./refusals.ts";
import type { LinearTwin } from "./linear-twin.ts";
import { linearSchema } from "./schema.ts";
import { linearSeedSchema } from "./seed.ts";
import type { LinearSeed, LinearSeeded } from "./seed.ts";
import { sow } from "./seeding.ts";
import { State } from "./state.ts";
import { defaultSwitches } from "./switches.ts";
import type { Switches } from "./switches.ts";
import { Uploads } from "./uploads.ts";
import { deliveriesOf, retryAfter } from "./webhooks.ts";
import { newWorkspace } from "./workspace.ts";
import type { Access, Caller } from "./caller.ts";
import type { World } from "./world.ts";

export type { LinearTwin };

export function createLinearTwin(environment: {
  clock: Clock;
  random: Random;
  fetch: Fetch;
  baseUrl?: string;
}): LinearTwin {
  return new Twin(environment);
}

class Twin implements LinearTwin {
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly edits = new EditLog();
  readonly requests = new RequestLog();
  readonly webhooks: WebhookSender;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly switches: Switches = { ...defaultSwitches };
  readonly #clock: Clock;
  readonly #world: World;
  readonly #budgets: Budgets;
  #access = new Map<string, Access>();
  #botId = "";

  constructor(environment: { clock: Clock; random: Random; fetch: Fetch; baseUrl?: string }) {
    const { clock, random, fetch } = environment;
    this.#clock = clock;
    this.agenda = new Agenda(clock);
    this.faults = new Faults(random);
    this.webhooks = new WebhookSender({ agenda: this.agenda, faults: this.faults, fetch, retryAfter });
    this.apiKey = `lin_api_${random.uuid().replaceAll("-", "")}`;
    this.webhookSecret = `lin_wh_${random.uuid().replaceAll("-", "")}`;
    this.#budgets = new Budgets(() => this.agenda.now());
    this.#world = {
      state: new State(),
      agenda: this.agenda,
      random,
      switches: this.switches,
      uploads: new Uploads(),
      baseUrl: environment.baseUrl ?? "https://uploads.linear.app",
      changes: new Changes((events, edits) => {
        for (const edit of edits) this.edits.add(edit);
        for (const event of events) {
          for (const delivery of deliveriesOf(this.#world, event)) this.webhooks.send(delivery);
        }
      }),
    };
    this.#begin();
  }

  get baseUrl(): string {
    return this.#world.baseUrl;
  }

  set baseUrl(value: string) {
    this.#world.baseUrl = value;
  }

  async handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (/^\/sandbox(\/|$)/.test(pathname)) return control(this, request);
    await this.agenda.runDue();
    if (pathname === "/graphql" && request.method === "POST") return this.#graphql(request);
    if (pathname.startsWith("/uploads/")) return this.#upload(request, pathname);
    return Response.json({ error: `Linear has no ${request.method} ${pathname}` }, { status: 404 });
  }

  seed(seed: LinearSeed): LinearSeeded {
    const parsed = linearSeedSchema.parse(seed);
    const world: World = {
      ...this.#world,
      switches: { ...this.switches, rewriteMarkdown: false },
      changes: new Changes((_events, edits) => {
        for (const edit of edits) this.edits.add(edit);
      }),
    };
    return sow(world, parsed, {
      botId: this.#botId,
      webhookSecret: this.webhookSecret,
      grant: (access) => this.#access.set(access.token, access),
    });
  }

  act(action: LinearAction): unknown {
    return act(this.#world, linearActionSchema.parse(action));
  }

  dump(only?: ReadonlySet<string>): LinearDump {
    return structuredClone(dump(this.#world, only));
  }

  reset(): void {
    this.agenda.clear();
    this.faults.set([]);
    this.webhooks.clear();
    this.requests.clear();
    this.edits.clear();
    this.#budgets.clear();
    this.#world.uploads.clear();
    this.#world.state.clear();
    Object.assign(this.switches, defaultSwitches);
    this.#begin();
  }

  close(): void {
    this.agenda.close();
  }

  #begin(): void {
    const bot = newWorkspace(this.#world);
    this.#botId = bot.id;
    const access: Access = {
      token: this.apiKey,
      userId: bot.id,
      kind: "apiKey",
      actor: "user",
      scopes: ["read", "write"],
    };
    this.#access = new Map([[access.token, access]]);
  }

  async #graphql(request: Request): Promise<Response> {
    const [schema, text] = await Promise.all([linearSchema(), request.text()]);
    const understood = understand(schema, text);
    const { endpoint, points } = understood;
    this.requests.count(endpoint, points);
    const caller = this.#authenticate(request);
    if (!caller) return authenticationRequired();
    const { access } = caller;
    const limited = (resetAt?: number) => rateLimited(this.#budgets.headers(access, points, resetAt));
    return underFaults(
      endpoint,
      () => {
        if (!this.#budgets.spend(access, points)) return Promise.resolve(limited());
        const { status, body } = understood.ok
          ? understood.run({ world: this.#world, caller })
          : understood.answer;
        const headers = this.#budgets.headers(access, points);
        return Promise.resolve(Response.json(body, { status, headers }));
      },
      {
        ...this.#faultTools(),
        limited: ({ retryAfterSeconds }) => limited(this.agenda.now() + retryAfterSeconds * 1000),
      },
    );
  }

  #upload(request: Request, path: string): Promise<Response> {
    const endpoint = `${request.method} /uploads`;
    this.requests.count(endpoint, 0);
    return underFaults(endpoint, () => this.#store(request, path), {
      ...this.#faultTools(),
      limited: () => new Response("Too many requests", { status: 429 }),
    });
  }

  async #store(request: Request, path: string): Promise<Response> {
    const { uploads } = this.#world;
    // The address that a PUT goes to is itself the permission; reading needs a key.
    if (request.method === "PUT")
      return uploads.put(path, request, new Uint8Array(await request.arrayBuffer()));
    if (request.method !== "GET") return new Response("Method not allowed", { status: 405 });
    return this.#authenticate(request) ? uploads.get(path) : new Response("Unauthorized", { status: 401 });
  }

  #faultTools() {
    return {
      faults: this.faults,
      agenda: this.agenda,
      sleep: (milliseconds: number) => this.#clock.sleep(milliseconds),
      failed: (status: number) =>
        new Response("upstream error", { status, headers: { "content-type": "text/plain; charset=utf-8" } }),
    };
  }

  /** An API key stands bare in the header, an OAuth token after `Bearer`. */
  #authenticate(request: Request): (Caller & { access: Access }) | undefined {
    const token = (request.headers.get("authorization") ?? "").replace(/^Bearer\s+/i, "");
    const access = this.#access.get(token);
    const user = access && this.#world.state.get("User", access.userId);
    if (!access || !user?.active) return undefined;
    return { user, access, actor: { id: user.id, name: user.name, kind: "app" } };
  }
}

function authenticationRequired(): Response {
  const message = "Authentication required, not authenticated";
  const extensions = extensionsOf("authentication error", message);
  return Response.json({ errors: [{ message, extensions }] }, { status: 401 });
}

/** Linear's answer to a caller over its limit: HTTP 400, told from other errors by the code alone. */
function rateLimited(headers: Record<string, string>): Response {
  const message = "Rate limit exceeded. Please try again later.";
  const errors = [{ message, extensions: extensionsOf("ratelimited", message) }];
  return Response.json({ errors }, { status: 400, headers });
}
