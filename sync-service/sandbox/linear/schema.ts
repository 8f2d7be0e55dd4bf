import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildASTSchema, GraphQLError, isScalarType, parse, valueFromASTUntyped } from "graphql";
import type { GraphQLSchema } from "graphql";
import { rebuildSdl } from "./sdl.ts";

let built: Promise<GraphQLSchema> | undefined;

/** Linear's schema as graphql-js knows it, built once a process. */
export function linearSchema(): Promise<GraphQLSchema> {
  built ??= linearSdl().then(buildSchema);
  return built;
}

/** The schema's text; rebuilding takes a second, so the result is kept under node_modules/.cache. */
async function linearSdl(): Promise<string> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("@linear/sdk/package.json")), "dist");
  const declarations = readdirSync(folder).find((name) => /^index-.+\.d\.mts$/.test(name));
  if (declarations === undefined) throw new Error(`@linear/sdk has no type declarations in ${folder}`);
  // The name of the declarations carries their hash; our own recipe is the other half of the key.
  const recipe = createHash("sha1")
    .update(readFileSync(new URL("./sdl.ts", import.meta.url)))
    .digest("hex");
  const cache = new URL("../../../node_modules/.cache/throughline/", import.meta.url);
  const cached = new URL(`linear-${declarations}-${recipe.slice(0, 12)}.graphql`, cache);
  try {
    return readFileSync(cached, "utf8");
  } catch {
    const { default: ts } = await import("typescript");
    const sdl = rebuildSdl(ts, readFileSync(join(folder, declarations), "utf8"));
    mkdirSync(cache, { recursive: true });
    const unfinished = new URL(`${cached.href}.${process.pid}`);
    writeFileSync(unfinished, sdl);
    renameSync(unfinished, cached);
    return sdl;
  }
}

function buildSchema(sdl: string): GraphQLSchema {
  const document = parse(sdl, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  for (const [name, read] of Object.entries(readers)) {
    const scalar = schema.getType(name);
    if (!isScalarType(scalar)) throw new Error(`@linear/sdk's schema has no scalar ${name}`);
    scalar.parseValue = read;
    scalar.parseLiteral = (node, variables) => read(valueFromASTUntyped(node, variables));
  }
  return schema;
}

/** How each scalar reads its input; dates become one spelling, so that they compare as text. */
const readers: Record<string, (value: unknown) => unknown> = {
  DateTime: (value) => dateTime(value) ?? refuse("DateTime", value),
  DateTimeOrDuration: (value) => dateTime(value) ?? duration(value) ?? refuse("DateTimeOrDuration", value),
  TimelessDate: (value) => timelessDate(value) ?? refuse("TimelessDate", value),
  TimelessDateOrDuration: (value) =>
    timelessDate(value) ?? duration(value) ?? refuse("TimelessDateOrDuration", value),
  UUID: (value) =>
    typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
      ? value
      : refuse("UUID", value),
  JSONObject: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? value
      : refuse("JSONObject", value),
};

function dateTime(value: unknown): string | undefined {
  if (typeof value === "number") return new Date(value).toISOString();
  if (typeof value !== "string" || !/^\d{4}/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function timelessDate(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value.slice(0, 10);
}

function duration(value: unknown): string | undefined {
  return typeof value === "string" && /^-?P(\d+[YMWD])*(T(\d+[HMS])+)?$/.test(value) ? value : undefined;
}

function refuse(scalar: string, value: unknown): never {
  throw new GraphQLError(`${scalar} cannot represent ${JSON.stringify(value)}`);
}
