import { existsSync, readFileSync } from "node:fs";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { z } from "zod";
import type { Fetch } from "#sync/model/effects.ts";

const FILE = new URL("../../../../shared/data/specs/jira-platform-v3.openapi.json", import.meta.url);

/** Atlassian's own OpenAPI document is not part of this repository; tests that need it say so. */
export const contractIsHere = existsSync(FILE);

/**
 * Where the contract and Jira itself disagree, and the twin follows Jira:
 * a changelog item's ends are null where there was no value, though the contract knows only strings;
 * `properties/multi` takes any JSON as a value, though the contract describes Java's JSON nodes;
 * the assignee is removed by null, as its description says, though its schema knows only strings;
 * the bulk move asks for two properties that it does not have.
 */
const KNOWN: readonly { path: RegExp; keyword: string; only?: RegExp }[] = [
  { path: /\/items\/\d+\/(from|fromString|to|toString)$/, keyword: "type" },
  { path: /^\/issues\/\d+\/properties\//, keyword: "type" },
  { path: /^\/issues\/\d+\/properties\//, keyword: "additionalProperties" },
  { path: /^\/accountId$/, keyword: "type" },
  {
    path: /^(\/targetToSourcesMapping\/[^/]+)?$/,
    keyword: "required",
    only: /targetToMultiple|issueIdOrKeys/,
  },
];

const operationSchema = z.looseObject({
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).optional(),
    }),
  ),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.unknown(),
});

/** Checks every request and answer that passes against the contract and keeps what does not fit. */
export class Contract {
  readonly mismatches: string[] = [];
  /** "GET /rest/api/3/myself 200": what has been seen to fit or not. */
  readonly seen = new Set<string>();
  readonly #paths: { pattern: RegExp; name: string; operations: Record<string, unknown> }[];
  readonly #ajv: Ajv;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    const document = documentSchema.parse(JSON.parse(readFileSync(FILE, "utf8")));
    this.#ajv = new Ajv({
      strict: false,
      allErrors: true,
      validateFormats: false,
      validateSchema: false,
      code: { optimize: false },
    });
    this.#ajv.addSchema({ $id: "contract", components: document.components });
    this.#paths = Object.entries(document.paths)
      .sort(([a], [b]) => a.split("{").length - b.split("{").length)
      .map(([name, operations]) => ({
        name,
        operations,
        pattern: new RegExp(`^${name.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
      }));
  }

  /** The same fetch, watched. */
  watch(fetch: Fetch): Fetch {
    return async (request) => {
      const copy = request.clone();
      const response = await fetch(request);
      await this.#check(copy, response.clone());
      return response;
    };
  }

  async #check(request: Request, response: Response): Promise<void> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/sandbox/")) return;
    const path = this.#paths.find(({ pattern }) => pattern.test(pathname));
    const raw = path?.operations[request.method.toLowerCase()];
    if (!path || raw === undefined) {
      this.mismatches.push(`${request.method} ${pathname} is not in the contract`);
      return;
    }
    const operation = operationSchema.parse(raw);
    const name = `${request.method} ${path.name}`;
    this.seen.add(`${name} ${response.status}`);
    const sent = operation.requestBody?.content["application/json"]?.schema;
    const isJson = (request.headers.get("content-type") ?? "").includes("json");
    if (sent !== undefined && isJson && response.status < 300) {
      this.#validate(`${name}, request`, sent, await json(request));
    }
    const answers = operation.responses[String(response.status)];
    if (!answers) {
      const always = [401, 404, 429];
      if (!always.includes(response.status)) {
        this.mismatches.push(`${name} answers ${response.status}, which the contract does not know`);
      }
      return;
    }
    const answered = answers.content?.["application/json"]?.schema;
    if (answered !== undefined && response.headers.get("content-type")?.includes("json")) {
      this.#validate(`${name} ${response.status}`, answered, await json(response));
    }
  }

  #validate(name: string, schema: unknown, value: unknown): void {
    const text = JSON.stringify(schema);
    let validate = this.#validators.get(text);
    if (!validate) {
      validate = this.#ajv.compile(absolute(text));
      this.#validators.set(text, validate);
    }
    if (validate(value)) return;
    for (const error of validate.errors ?? []) {
      const known = KNOWN.some(
        ({ path, keyword, only }) =>
          path.test(error.instancePath) &&
          keyword === error.keyword &&
          (only?.test(error.message ?? "") ?? true),
      );
      if (!known) this.mismatches.push(`${name}: ${told(error)}`);
    }
  }
}

function told({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath === "" ? "/" : instancePath} ${message ?? ""} ${JSON.stringify(params)}`;
}

async function json(message: Request | Response): Promise<unknown> {
  const text = await message.text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** References inside an operation point into the whole document. */
function absolute(schema: string): object {
  return z.looseObject({}).parse(JSON.parse(schema.replaceAll('"#/components/', '"contract#/components/')));
}
