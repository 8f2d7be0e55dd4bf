import schema from "@atlaskit/adf-schema/dist/json-schema/v1/full.json" with { type: "json" };
import Ajv from "ajv-draft-04";

const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

/** What Atlassian's official schema says against a document; undefined when it is valid. */
export function schemaErrors(document: unknown): string | undefined {
  if (validate(document)) return undefined;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath ?? ""} ${first?.message ?? ""}`;
}

export const definitions: Readonly<Record<string, unknown>> = schema.definitions;
