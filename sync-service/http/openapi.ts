import { z } from "zod";
import type { Operation } from "#shared/contract/operation.ts";
import { operations } from "#shared/contract/operations.ts";
import {
  initiativeSchema,
  initiativesSchema,
  linksPageSchema,
  linksQuerySchema,
  statusSchema,
  whySchema,
} from "#shared/contract/service-api.ts";
import { refusalSchema } from "#shared/contract/words.ts";

interface Read {
  path: string;
  id: string;
  summary: string;
  answer: z.ZodType;
  query?: z.ZodObject<Record<string, z.ZodType>>;
}

/** What who runs the service reads: shared/contract/service-api.ts. */
const READS: readonly Read[] = [
  {
    path: "/api/status",
    id: "status",
    summary: "What is mirrored, waiting, parked and in conflict",
    answer: statusSchema,
  },
  {
    path: "/api/mirrors/{id}/links",
    id: "links",
    summary: "The pairs of a mirror, a page at a time",
    answer: linksPageSchema,
    query: linksQuerySchema,
  },
  { path: "/api/issues/{jiraKey}/why", id: "why", summary: "Why an issue matters", answer: whySchema },
  {
    path: "/api/initiatives",
    id: "initiatives",
    summary: "Every initiative’s progress",
    answer: initiativesSchema,
  },
  {
    path: "/api/initiatives/{id}",
    id: "initiative",
    summary: "One initiative, explained",
    answer: initiativeSchema,
  },
];

/** The API as an OpenAPI 3.1 document, made of the schemas that requests and answers are parsed by. */
export function openApiDocument(publicUrl: string): Record<string, unknown> {
  const asked = Object.entries(operations).map(([name, operation]) => [
    `/api/operations/${name}`,
    { post: described(name, operation) },
  ]);
  const read = READS.map((one) => [one.path, { get: readDescribed(one) }]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Throughline",
      version: "1",
      description:
        "Every operation is a POST of its request as JSON. A write bears an id made by the caller (`request`) where it " +
        "says so: its repeat changes nothing and gets the first answer again.",
    },
    servers: [{ url: publicUrl }],
    paths: Object.fromEntries([...asked, ...read]),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "Of `npm run throughline -- api-token`; a share link’s where an operation says so",
        },
        operator: {
          type: "http",
          scheme: "bearer",
          description: "THROUGHLINE_OPERATOR_TOKEN of the service",
        },
      },
      schemas: { Refusal: jsonSchema(refusalSchema, "output") },
    },
  };
}

function described(
  name: string,
  { summary, does, shared, request, answer }: Operation,
): Record<string, unknown> {
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    description: `${does === "read" ? "Reads." : "Writes."}${shared ? " A share link may ask it of its own initiative." : ""}`,
    security: [{ token: [] }],
    requestBody: { required: true, content: json(jsonSchema(request, "input")) },
    responses: responses(answer),
  };
}

function readDescribed({ path, id, summary, answer, query }: Read): Record<string, unknown> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: "path", required: true },
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    ...{ name, in: "query", required: false },
    schema: jsonSchema(schema, "output"),
  }));
  return {
    operationId: id,
    summary,
    tags: ["operator"],
    security: [{ operator: [] }],
    parameters: [...inPath, ...inQuery],
    responses: responses(answer),
  };
}

function responses(answer: z.ZodType): Record<string, unknown> {
  return {
    "200": { description: "The answer", content: json(jsonSchema(answer, "output")) },
    default: {
      description: "A refusal: what happened, and what to do",
      content: json({ $ref: "#/components/schemas/Refusal" }),
    },
  };
}

const json = (schema: unknown) => ({ "application/json": { schema } });

function jsonSchema(schema: z.core.$ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}
