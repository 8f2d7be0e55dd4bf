import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { validate } from "@forge/manifest";
import { parse } from "yaml";
import { z } from "zod";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

const tokenSchema = z.object({ enabled: z.boolean() }).optional();
const authSchema = z.object({ appSystemToken: tokenSchema, appUserToken: tokenSchema }).optional();

const surfaceSchema = z.object({
  key: z.string(),
  title: z.string(),
  resource: z.string(),
  /** UI Kit; without it the resource is a folder of Custom UI. */
  render: z.literal("native").exactOptional(),
  resolver: z.object({ function: z.string() }),
  /** The pages within it, which Jira lists beside it; the route is the first part of their addresses. */
  pages: z.array(z.object({ title: z.string(), route: z.string() })).exactOptional(),
  /** What makes the lozenge of an issue context. */
  dynamicProperties: z.object({ function: z.string() }).exactOptional(),
});

/** The parts of manifest.yml that our checks and the stage go by; Atlassian's validation knows the rest. */
const manifestSchema = z.object({
  environment: z.object({
    variables: z.array(z.object({ key: z.string(), default: z.string() })),
  }),
  app: z.object({ id: z.string() }),
  modules: z.object({
    "jira:issueContext": z.array(surfaceSchema),
    "jira:projectPage": z.array(surfaceSchema).default([]),
    "jira:globalPage": z.array(surfaceSchema).default([]),
    "jira:adminPage": z.array(surfaceSchema).default([]),
    scheduledTrigger: z
      .array(z.object({ key: z.string(), function: z.string(), interval: z.string() }))
      .default([]),
    "jira:entityProperty": z.array(
      z.object({
        propertyKey: z.string(),
        values: z.array(z.object({ path: z.string(), type: z.string(), searchAlias: z.string() })),
      }),
    ),
    endpoint: z.array(z.object({ key: z.string(), auth: authSchema })).default([]),
    function: z.array(z.object({ key: z.string(), handler: z.string() })),
  }),
  resources: z.array(z.object({ key: z.string(), path: z.string() })),
  remotes: z.array(z.object({ key: z.string(), baseUrl: z.string(), auth: authSchema })),
  permissions: z.object({ scopes: z.array(z.string()) }),
});
export type AppManifest = z.output<typeof manifestSchema>;

/** manifest.yml with its variables put in: those of the environment, else their defaults. */
export function readManifest(
  text = readFileSync(`${repository}/manifest.yml`, "utf8"),
  environment: Readonly<Record<string, string | undefined>> = {},
): AppManifest {
  const { variables } = manifestSchema.pick({ environment: true }).parse(parse(text)).environment;
  const filled = variables.reduce(
    (content, { key, default: fallback }) => content.replaceAll(`\${${key}}`, environment[key] ?? fallback),
    text,
  );
  return manifestSchema.parse(parse(filled));
}

/** Atlassian's own validation, as a deploy runs it: the schema and what must fit together. Offline. */
export async function manifestProblems(): Promise<readonly string[]> {
  const before = process.cwd();
  process.chdir(repository);
  try {
    const { success, errors = [] } = await validate(false);
    const problems = errors.map(
      ({ level, line, column, message }) => `manifest.yml:${line ?? 0}:${column ?? 0} ${level}: ${message}`,
    );
    return success || problems.length > 0 ? problems : ["manifest.yml is refused without a reason"];
  } finally {
    process.chdir(before);
  }
}
