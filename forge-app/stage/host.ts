import fastify from "fastify";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { readManifest } from "../check/manifest.ts";
import type { AppManifest } from "../check/manifest.ts";
import { passRequestSchema, stageClock } from "./clock.ts";
import { jiraAs } from "./jira-as.ts";
import { LiveFeed } from "./live.ts";
import { ForgeRuntime } from "./runtime/runtime.ts";
import { ForgeStorage } from "./runtime/storage.ts";
import { invocationTokens } from "./runtime/tokens.ts";
import { Service } from "./service.ts";
import { jiraOfStage, projectsOf } from "./trackers/jira.ts";
import { linearOfStage } from "./trackers/linear.ts";
import { Sandbox, StageRefusal } from "./trackers/sandbox.ts";
import { editRequestSchema, invokeRequestSchema, openedSchema, productRequestSchema } from "./views.ts";
import type { Extension, Live, PairView, ProductAnswer, StageSettings } from "./views.ts";
import { sendFile } from "./files.ts";
import { sendPageFile } from "./frame/files.ts";

/** Forge's shortest interval of scheduled triggers, ms. */
const FIVE_MINUTES = 300_000;

interface HostOptions {
  /** Base URLs: the Throughline service and the two sandbox twins. */
  service: string;
  jira: string;
  linear: string;
  /** Where the demo's time is told and let pass; without it the time is this machine's. */
  clock?: string;
  /** Opens what the service tells only who runs it; a stand-in for the service asks for none. */
  operatorToken?: string;
  /** Folder of the built page. */
  page: string;
  /** Folder of the built Custom UI. */
  pages: string;
}

const pairQuery = z.object({ jira: z.string().optional(), linear: z.string().optional() });
const linksQuery = z.object({
  search: z.string().default(""),
  after: z.string().nullable().default(null),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/**
 * The stage's server: the page, a Forge that runs the app's functions, and what the page asks of sandboxes
 * and service. Serves the keys of its invocation tokens at /.well-known/jwks.json.
 */
export async function stageHost(options: HostOptions): Promise<FastifyInstance> {
  const manifest = readManifest();
  const jiraSandbox = new Sandbox("jira", options.jira);
  const linearSandbox = new Sandbox("linear", options.linear);
  const trackers = { jira: jiraOfStage(jiraSandbox), linear: linearOfStage(linearSandbox) };
  const service = new Service(options.service, options.operatorToken ?? null);
  // What Jira learns when the app is installed: the paths that JQL finds issues by.
  const entityProperties = manifest.modules["jira:entityProperty"].map(({ propertyKey, values }) => ({
    propertyKey,
    values,
  }));
  await jiraSandbox.seed({ entityProperties });
  const clock = stageClock(options.clock);
  const tokens = await invocationTokens({
    id: manifest.app.id,
    jiraUrl: jiraSandbox.url,
    now: async () => (await clock.look()).now,
  });
  const runtime = new ForgeRuntime({
    manifest,
    outside: {
      manifest,
      tokens,
      service: options.service,
      jira: (path, init, as) => jiraAs(jiraSandbox.url, path, init, as),
      fetch,
      storage: new ForgeStorage(() => Date.now()),
    },
    now: () => Date.now(),
  });
  const deliveries = setInterval(() => {
    runtime.schedule("fiveMinute").catch((error: unknown) => console.error(error));
  }, FIVE_MINUTES);

  const live = new LiveFeed(trackers, service);
  const server = fastify({ bodyLimit: 6_000_000, forceCloseConnections: true });

  server.addHook("onClose", () => {
    clearInterval(deliveries);
  });
  server.setErrorHandler((error, _request, reply) => refuse(reply, error));
  server.get("/.well-known/jwks.json", () => tokens.jwks);
  server.get("/stage/settings", async (): Promise<StageSettings> => {
    const [jira, linear, projects, start] = await Promise.all([
      trackers.jira.people(),
      trackers.linear.people(),
      projectsOf(jiraSandbox),
      service.issueWorthSeeing().catch(() => null),
    ]);
    return {
      jiraUrl: jiraSandbox.url,
      linearUrl: linearSandbox.url,
      modules: {
        issueContext: firstOf(manifest, "jira:issueContext"),
        projectPage: {
          ...firstOf(manifest, "jira:projectPage"),
          pages: manifest.modules["jira:projectPage"][0]?.pages ?? [],
        },
        globalPage: firstOf(manifest, "jira:globalPage"),
        adminPage: firstOf(manifest, "jira:adminPage"),
      },
      people: { jira: [...jira], linear: [...linear] },
      projects,
      start,
    };
  });
  server.get("/stage/links", ({ query }) => service.links(linksQuery.parse(query)));
  server.get("/stage/pair", async ({ query }): Promise<PairView> => {
    const { jira, linear } = pairQuery.parse(query);
    const [jiraIssue, linearIssue] = await Promise.all([
      jira === undefined ? null : trackers.jira.issue(jira),
      linear === undefined ? null : trackers.linear.issue(linear),
    ]);
    return { jira: jiraIssue, linear: linearIssue };
  });
  server.get<{ Params: { key: string } }>("/stage/why/:key", ({ params }) => service.why(params.key));
  server.get("/stage/clock", () => clock.look());
  server.post("/stage/clock", ({ body }) => clock.pass(passRequestSchema.parse(body).days));
  server.post("/stage/edit", async ({ body }) => {
    const { side, ...edit } = editRequestSchema.parse(body);
    await trackers[side].edit(edit);
    return {};
  });
  server.post("/stage/invoke", async ({ body }) => {
    const { payload, ...call } = invokeRequestSchema.parse(body);
    return { answer: await runtime.invoke({ ...call, payload }) };
  });
  server.post("/stage/status", async ({ body }) => ({
    status: await runtime.status(openedSchema.parse(body)),
  }));
  // In the demo nobody wants to wait five minutes for Forge's clock.
  server.post("/stage/schedule", async () => {
    await runtime.schedule("fiveMinute");
    return {};
  });
  server.post("/stage/fetch-product", async ({ body }): Promise<ProductAnswer> => {
    const { path, method, headers, body: text, ...opened } = productRequestSchema.parse(body);
    const response = await runtime.requestProduct(opened, path, {
      method,
      headers: Object.fromEntries(headers),
      ...(text === null || text === undefined ? {} : { body: text }),
    });
    const { status, statusText } = response;
    const type = response.headers.get("content-type") ?? "application/json";
    return { status, statusText, headers: { "content-type": type }, body: await response.text() };
  });
  server.get("/stage/live", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const stop = live.listen((news: Live) => reply.raw.write(`data: ${JSON.stringify(news)}\n\n`));
    request.raw.on("close", stop);
  });
  server.get("/pages/*", ({ url }, reply) =>
    sendPageFile(reply, options.pages, pathOf(url).slice("/pages".length)),
  );
  server.get("/*", ({ url }, reply) => sendFile(reply, options.page, pathOf(url)));
  return server;
}

const pathOf = (url: string) => url.split("?")[0] ?? "/";

function firstOf({ modules }: AppManifest, type: Extension["type"]): { key: string; title: string } {
  const [surface] = modules[type];
  return { key: surface?.key ?? "", title: surface?.title ?? "" };
}

function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof StageRefusal) {
    return reply.status(error.status).send({ message: error.message, advice: error.advice });
  }
  if (error instanceof z.ZodError) {
    const message = error.issues.map((issue) => issue.message).join(" ");
    return reply.status(400).send({ message, advice: "Change the value and try again." });
  }
  const message = error instanceof Error ? error.message : String(error);
  return reply.status(500).send({ message, advice: "See the stage’s log." });
}
