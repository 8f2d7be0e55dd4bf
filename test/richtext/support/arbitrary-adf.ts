import fc from "fast-check";
import type { AdfDocument } from "#sync/richtext/index.ts";
import { parseAdf } from "#sync/richtext/index.ts";
import { literalText, urls } from "./arbitrary-text.ts";
import { definitions } from "./schema.ts";

type Schema = Record<string, unknown>;

/** Random documents that Atlassian's schema accepts, made from that schema itself. */
export function arbitraryAdf(): fc.Arbitrary<AdfDocument> {
  return fromDefinition("doc_node").map(parseAdf);
}

const depth = fc.createDepthIdentifier();

function fromDefinition(name: string): fc.Arbitrary<unknown> {
  return fc.letrec((tie) =>
    Object.fromEntries(
      Object.entries(definitions).map(([key, schema]) => [key, fromSchema(record(schema), tie, key)]),
    ),
  )[name] as fc.Arbitrary<unknown>;
}

type Tie = (key: string) => fc.Arbitrary<unknown>;

function fromSchema(schema: Schema, tie: Tie, name: string): fc.Arbitrary<unknown> {
  if (typeof schema["$ref"] === "string") return tie(refName(schema["$ref"]));
  if (Array.isArray(schema["allOf"]))
    return fromSchema(schema["allOf"].map(record).map(resolved).reduce(merge), tie, name);
  if (Array.isArray(schema["anyOf"])) {
    const options = schema["anyOf"].map(record).sort((a, b) => weight(a) - weight(b));
    return fc.oneof(
      { maxDepth: 6, depthSize: "small", depthIdentifier: depth },
      ...options.map((option) => fromSchema(option, tie, name)),
    );
  }
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  switch (schema["type"]) {
    case "object":
      return fromObject(schema, tie);
    case "array":
      return fromArray(schema, tie, name);
    case "string":
      return stringNamed(name, schema);
    case "number":
      return fc.integer({ min: Number(schema["minimum"] ?? 0), max: Number(schema["maximum"] ?? 100) });
    case "boolean":
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function fromObject(schema: Schema, tie: Tie): fc.Arbitrary<unknown> {
  const properties = record(schema["properties"] ?? {});
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, fromSchema(record(value), tie, key)]),
  );
  const likely = new Set(["content", "marks"]);
  const requiredKeys = Object.keys(fields).filter((key) => required.has(key) || likely.has(key));
  return fc.record(fields, { requiredKeys }).map((value) => ({ ...value }));
}

function fromArray(schema: Schema, tie: Tie, name: string): fc.Arbitrary<unknown> {
  const least = Number(schema["minItems"] ?? 0);
  const most = Math.min(Number(schema["maxItems"] ?? 4), Math.max(4, least));
  const items = schema["items"];
  if (Array.isArray(items)) {
    const all = items.map((item) => fromSchema(record(item), tie, name));
    return fc
      .tuple(fc.integer({ min: Math.max(1, least), max: all.length }), fc.tuple(...all))
      .map(([count, values]) => values.slice(0, count));
  }
  if (items === undefined || most === 0) return fc.constant([]);
  const item = fromSchema(record(items), tie, name);
  if (name === "marks")
    return fc.uniqueArray(item, { maxLength: 3, selector: (mark) => JSON.stringify(record(mark)["type"]) });
  return fc.array(item, { minLength: least, maxLength: most, size: "small", depthIdentifier: depth });
}

function stringNamed(name: string, schema: Schema): fc.Arbitrary<string> {
  if (typeof schema["pattern"] === "string") {
    return fc
      .constantFrom("#ff5630", "#36B37E", "#00000080", "blue", "neutral")
      .filter((value) => new RegExp(String(schema["pattern"])).test(value));
  }
  const least = Number(schema["minLength"] ?? 0);
  switch (name) {
    case "text":
      return literalText().filter((value) => value.length >= least);
    case "url":
    case "href":
      return fc.constantFrom(...urls);
    case "timestamp":
      return fc.constantFrom("1704067200000", "1735689600000", "0", "soon");
    case "language":
      return fc.constantFrom("typescript", "c++", "plain text", "", "a`b");
    case "shortName":
      return fc.constantFrom(":smile:", ":custom_one:");
    case "title":
    case "alt":
      return literalText();
    default:
      return fc.string({ minLength: Math.max(1, least), maxLength: 8 });
  }
}

function resolved(schema: Schema): Schema {
  return typeof schema["$ref"] === "string" ? record(definitions[refName(schema["$ref"])]) : schema;
}

/** What an `allOf` leaves: a field that one part does not know is forbidden where that part is closed. */
function merge(a: Schema, b: Schema): Schema {
  const own = record(a["properties"] ?? {});
  const more = Object.entries(record(b["properties"] ?? {})).filter(
    ([key]) => a["additionalProperties"] !== false || key in own,
  );
  return {
    ...a,
    ...b,
    properties: { ...own, ...Object.fromEntries(more) },
    required: [...list(a["required"]), ...list(b["required"])],
  };
}

/** At the greatest depth the first option is taken: one that ends there. */
function weight(schema: Schema): number {
  const name = typeof schema["$ref"] === "string" ? schema["$ref"] : "";
  if (name.includes("paragraph_with_no_marks") || name.includes("formatted_text")) return 0;
  return /text|rule|Card|media|code|emoji|date|status|extension/i.test(name) ? 1 : 2;
}

function refName(ref: string): string {
  return ref.replace("#/definitions/", "");
}

function record(value: unknown): Schema {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
