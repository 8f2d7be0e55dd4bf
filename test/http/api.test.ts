import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "#shared/contract/operations.ts";
import { statusSchema } from "#shared/contract/service-api.ts";
import { OPERATOR_TOKEN, scoringScene, type Scene } from "./forge/scoring-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await scoringScene();
});
afterAll(() => scene.close());
const get = (url: string, token?: string) =>
  scene.server.inject({ url, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

describe("what only who runs the service reads", () => {
  it.each([
    "/api/status",
    "/api/mirrors/shop/links",
    "/api/issues/SHOP-1/why",
    "/api/initiatives",
    "/api/initiatives/checkout",
  ])("is told to nobody else: %s", async (url) => {
    const session = await scene.access.openSession({ name: "Lena", email: null }, 1, "a test");
    for (const token of [undefined, session, `${OPERATOR_TOKEN}x`]) {
      const { statusCode, body } = await get(url, token);
      expect([statusCode, body.includes("Issue 1")]).toEqual([401, false]);
    }
  });

  it("is told to them", async () => {
    const { mirrors } = statusSchema.parse((await get("/api/status", OPERATOR_TOKEN)).json());
    expect(mirrors).toHaveLength(1);
  });
});

const mediaSchema = z.strictObject({
  "application/json": z.strictObject({ schema: z.record(z.string(), z.unknown()) }),
});
const operationSchema = z.strictObject({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  description: z.string().exactOptional(),
  tags: z.array(z.string().min(1)),
  security: z.array(z.partialRecord(z.enum(["token", "operator"]), z.array(z.string()).length(0))).length(1),
  parameters: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        in: z.enum(["path", "query"]),
        required: z.boolean(),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .exactOptional(),
  requestBody: z.strictObject({ required: z.literal(true), content: mediaSchema }).exactOptional(),
  responses: z.record(
    z.string().regex(/^(?:\d{3}|default)$/),
    z.strictObject({ description: z.string(), content: mediaSchema }),
  ),
});
/** An OpenAPI 3.1 document, as far as ours goes. */
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(
    z.string().startsWith("/"),
    z.strictObject({ get: operationSchema.exactOptional(), post: operationSchema.exactOptional() }),
  ),
  components: z.strictObject({
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer"), description: z.string() }),
    ),
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
});

describe("the API's description", () => {
  const described = async () => documentSchema.parse((await get("/api/openapi.json")).json());

  it("is OpenAPI 3.1 and has every operation, under an id of its own", async () => {
    const { paths, servers } = await described();
    expect(servers).toEqual([{ url: "https://throughline.example" }]);
    for (const name of Object.keys(operations))
      expect(paths).toHaveProperty([`/api/operations/${name}`, "post"]);
    const ids = Object.values(paths).flatMap(({ get: read, post }) =>
      [read, post].flatMap((one) => one?.operationId ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every parameter of a path", async () => {
    for (const [path, { get: read }] of Object.entries((await described()).paths)) {
      const named = (read?.parameters ?? []).flatMap((one) => (one.in === "path" ? [one.name] : []));
      expect(named, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it("has schemas that a validator takes, and that take what the service answers", async () => {
    const { paths } = await described();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = Object.values(paths).flatMap(({ get: read, post }) =>
      [read, post].flatMap((one) => [
        one?.requestBody?.content["application/json"].schema,
        one?.responses["200"]?.content["application/json"].schema,
      ]),
    );
    for (const schema of schemas) if (schema) ajv.compile(schema);

    const list = paths["/api/operations/initiatives.list"]?.post;
    const takesRequest = ajv.compile(list?.requestBody?.content["application/json"].schema ?? false);
    const takesAnswer = ajv.compile(list?.responses["200"]?.content["application/json"].schema ?? false);
    const token = await scene.access.openSession({ name: "Report", email: null }, 1, "a test");
    const headers = { authorization: `Bearer ${token}` };
    const answer = await scene.server.inject({
      method: "POST",
      url: "/api/operations/initiatives.list",
      headers,
      payload: {},
    });
    expect([takesRequest({}), takesRequest({ asOf: 5 })]).toEqual([true, false]);
    expect([takesAnswer(answer.json()), takesAnswer({})]).toEqual([true, false]);
  });
});
