import { GraphQLError } from "graphql";
import { z } from "zod";
import { askedIssues } from "../kit/asked-issues.ts";
import { faultSchema } from "../kit/faults.ts";
import { linearActionSchema } from "./actions.ts";
import { linearSeedSchema } from "./seed.ts";
import { switchesSchema } from "./switches.ts";
import type { LinearTwin } from "./linear-twin.ts";

const clockSchema = z.union([
  z.strictObject({ advance: z.int().nonnegative() }),
  z.strictObject({ skew: z.int() }),
]);

type Route = (twin: LinearTwin, body: unknown, url: URL) => unknown;

const routes: Readonly<Record<string, Route>> = {
  "GET /sandbox": (twin) => ({
    now: new Date(twin.agenda.now()).toISOString(),
    apiKey: twin.apiKey,
    webhookSecret: twin.webhookSecret,
  }),
  "POST /sandbox/reset": (twin) => {
    twin.reset();
    return { ok: true };
  },
  "POST /sandbox/seed": (twin, body) => twin.seed(linearSeedSchema.parse(body)),
  "POST /sandbox/act": (twin, body) => twin.act(linearActionSchema.parse(body)) ?? { ok: true },
  "GET /sandbox/dump": (twin, _body, url) => twin.dump(askedIssues(url.searchParams)),
  "GET /sandbox/edits": (twin, _body, url) =>
    twin.edits.since(
      z.coerce
        .number()
        .int()
        .nonnegative()
        .parse(url.searchParams.get("since") ?? "0"),
    ),
  "GET /sandbox/requests": (twin) => twin.requests.summary(),
  "DELETE /sandbox/requests": (twin) => {
    twin.requests.clear();
    return { ok: true };
  },
  "GET /sandbox/faults": (twin) => ({ faults: twin.faults.list(), strikes: twin.faults.strikes() }),
  "PUT /sandbox/faults": (twin, body) => {
    twin.faults.set(z.array(faultSchema).parse(body));
    return { faults: twin.faults.list() };
  },
  "GET /sandbox/webhooks": (twin) => twin.webhooks.log(),
  "POST /sandbox/clock": async (twin, body) => {
    const clock = clockSchema.parse(body);
    if ("advance" in clock) await twin.agenda.advance(clock.advance);
    else twin.agenda.skew(clock.skew);
    return { now: new Date(twin.agenda.now()).toISOString() };
  },
  "GET /sandbox/switches": (twin) => twin.switches,
  "PUT /sandbox/switches": (twin, body) =>
    Object.assign(twin.switches, switchesSchema.partial().strict().parse(body)),
};

/** The control endpoint: JSON over HTTP under /sandbox, not counted as requests of the tracker. */
export async function control(twin: LinearTwin, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/\/$/, "");
  const route = routes[`${request.method} ${path}`];
  if (!route) {
    return Response.json(
      { error: `There is no ${request.method} ${path}`, routes: Object.keys(routes) },
      { status: 404 },
    );
  }
  try {
    const text = await request.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    return Response.json(await route(twin, body, url));
  } catch (error) {
    const message =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof GraphQLError
          ? presentable(error)
          : error instanceof Error
            ? error.message
            : String(error);
    return Response.json({ error: message }, { status: 400 });
  }
}

function presentable(error: GraphQLError): string {
  const message = error.extensions["userPresentableMessage"];
  return typeof message === "string" ? message : error.message;
}
