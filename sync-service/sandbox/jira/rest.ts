import { z } from "zod";
import type { RequestLog } from "../kit/request-log.ts";
import { underFaults, type Faults } from "../kit/faults.ts";
import { authenticate, type AppCredentials } from "./access.ts";
import type { Answer, Call, UploadedFile } from "./call.ts";
import { JiraRefusal, refuse } from "./errors.ts";
import { Limits, type LimitReason } from "./limits.ts";
import { Renderer } from "./render.ts";
import { Router } from "./router.ts";
import { agileRoutes } from "./routes/agile.ts";
import { routes } from "./routes/all.ts";
import type { Site } from "./site.ts";
import type { Webhooks } from "./webhooks.ts";

const PREFIX = "/rest/api/3";
/** Boards and sprints, which Jira Software adds. */
const AGILE_PREFIX = "/rest/agile/1.0";

interface Door {
  readonly site: Site;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly app: AppCredentials;
  readonly webhooks: Webhooks;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The REST API: who calls, how often, which endpoint; then the endpoint itself, in one uninterrupted step. */
export class RestApi {
  readonly #door: Door;
  readonly #router = new Router(routes);
  readonly #agileRouter = new Router(agileRoutes);
  readonly limits: Limits;

  constructor(door: Door) {
    this.#door = door;
    this.limits = new Limits(door.site);
  }

  async handle(request: Request, path: string, query: URLSearchParams): Promise<Response> {
    const { faults, requests, site, sleep } = this.#door;
    const isAgile = path.startsWith(AGILE_PREFIX);
    const prefix = isAgile ? AGILE_PREFIX : PREFIX;
    const router = isAgile ? this.#agileRouter : this.#router;
    const matched = router.match(request.method, path.slice(prefix.length));
    const found = matched !== null && matched !== "other method" ? matched : null;
    const endpoint = `${request.method} ${found ? prefix + found.route.path : path}`;
    const { body, files } = await content(request);
    const traffic = { endpoint, method: request.method, isApp: false };
    let points = 1;
    const effect = (): Promise<Response> => {
      let answer: Answer;
      try {
        const { account, isApp } = authenticate(site, this.#door.app, request.headers.get("authorization"));
        traffic.isApp = isApp;
        if (!found) {
          throw matched === "other method"
            ? refuse(405, `The method ${request.method} is not allowed for ${path}.`)
            : refuse(404, `null for uri: ${path}`);
        }
        const exceeded = this.limits.admit({
          ...traffic,
          issueId:
            request.method === "GET"
              ? null
              : (site.state.issue(found.path["issueIdOrKey"] ?? "")?.id ?? null),
        });
        if (exceeded)
          return Promise.resolve(this.#limited(traffic, exceeded.reason, exceeded.retryAfterSeconds));
        if (body instanceof JiraRefusal) throw body;
        const call: Call = {
          site,
          account,
          isApp,
          renderer: new Renderer(site, 3, account),
          path: found.path,
          query,
          headers: request.headers,
          body,
          files,
          webhooks: this.#door.webhooks,
        };
        answer = found.route.handle(call);
      } catch (error) {
        if (!(error instanceof JiraRefusal)) throw error;
        answer = { status: error.status, body: error.body() };
      }
      points = answer.points ?? 1;
      if (traffic.isApp) this.limits.spend(points);
      return Promise.resolve(this.#respond(traffic, answer));
    };
    try {
      return await underFaults(endpoint, effect, {
        faults,
        agenda: site.agenda,
        sleep,
        limited: (fault) => this.#limited(traffic, reasonSchema.parse(fault.reason), fault.retryAfterSeconds),
        failed: (status) =>
          this.#respond(traffic, {
            status,
            body: {
              errorMessages: ["Something went wrong on our side. Please try again later."],
              errors: {},
            },
          }),
      });
    } finally {
      requests.count(endpoint, points);
    }
  }

  #respond(traffic: Traffic, answer: Answer): Response {
    const headers = new Headers({ ...this.limits.headers(traffic), ...answer.headers });
    headers.set("x-arequestid", this.#door.site.random.uuid());
    if (answer.bytes) {
      headers.set("content-type", answer.bytes.type);
      return new Response(new Uint8Array(answer.bytes.content), { status: answer.status, headers });
    }
    if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
    headers.set("content-type", "application/json;charset=UTF-8");
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
  }

  #limited(traffic: Traffic, reason: string, retryAfterSeconds: number): Response {
    return this.#respond(traffic, {
      status: 429,
      headers: { "retry-after": String(Math.ceil(retryAfterSeconds)), "ratelimit-reason": reason },
      body: { errorMessages: ["Rate limit exceeded."], errors: {} },
    });
  }
}

interface Traffic {
  endpoint: string;
  method: string;
  isApp: boolean;
}

const BURST: LimitReason = "jira-burst-based";
/** A fault may name any reason, also one that nobody knows yet. */
const reasonSchema = z.string().default(BURST);

/** Reads a body before anything happens, so that an effect that comes late still has it. */
async function content(request: Request): Promise<{ body: unknown; files: UploadedFile[] }> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) return { body: undefined, files: await filesOf(request) };
  const text = await request.text();
  if (text === "") return { body: undefined, files: [] };
  try {
    return { body: JSON.parse(text) as unknown, files: [] };
  } catch {
    const message = "There was an error parsing JSON. Check that your request body is valid.";
    return { body: refuse(400, message), files: [] };
  }
}

async function filesOf(request: Request): Promise<UploadedFile[]> {
  const files: UploadedFile[] = [];
  for (const [part, value] of await request.formData()) {
    if (typeof value === "string") continue;
    const content = new Uint8Array(await value.arrayBuffer());
    files.push({ part, name: value.name, type: value.type, content });
  }
  return files;
}
