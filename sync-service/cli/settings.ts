import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { mappingSchema, type Mirror } from "#sync/model/mapping.ts";
import { UsageError } from "./usage-error.ts";
import type { ConnectionSettings } from "./wire.ts";

/** What the service is told by its environment; a secret may stand in a file named by VARIABLE_FILE. */
interface Settings {
  databaseUrl: string;
  connection: ConnectionSettings;
  mirrors: readonly Mirror[];
  webhookSecrets: { jira: string | undefined; linear: string | undefined; readings: string | undefined };
  forge: { appId: string; jwksUrl: string | undefined } | undefined;
  /** Where people reach the service, without a "/" at its end; absent: where it listens. */
  publicUrl: string | undefined;
  operatorToken: string | undefined;
  host: string;
  port: number;
  /** How long a change waits at most when its webhook is lost, ms. */
  pollEvery: number;
  /** How long a deletion waits at most, ms. */
  sweepEvery: number;
  /** Names or ids of Jira's number fields that show an initiative's progress on its parents, in percent. */
  progressFields: readonly string[];
}

const environmentSchema = z.object({
  DATABASE_URL: z.string().default("file:throughline.sqlite"),
  JIRA_BASE_URL: z.url("the site's address, e.g. https://acme.atlassian.net"),
  JIRA_EMAIL: z.string("the e-mail address of the account that mirrors"),
  JIRA_API_TOKEN: z.string("an API token of that account"),
  JIRA_WEBHOOK_SECRET: z.string().optional(),
  LINEAR_API_KEY: z.string("an API key of the workspace"),
  LINEAR_API_URL: z.url().optional(),
  LINEAR_WEBHOOK_SECRET: z.string().optional(),
  READINGS_WEBHOOK_SECRET: z.string().min(16, "a secret of at least 16 characters").optional(),
  THROUGHLINE_MAPPING: z.string("the path of the mapping file (see README)"),
  FORGE_APP_ID: z.string().optional(),
  FORGE_JWKS_URL: z.url().optional(),
  THROUGHLINE_URL: z
    .url({
      protocol: /^https?$/,
      error: "the address at which people reach the service, e.g. https://throughline.acme.example",
      abort: true,
    })
    .refine((url) => new URL(url).pathname === "/", "an address without a path: the pages stand at the top")
    .transform((url) => new URL(url).origin)
    .optional(),
  /** Of commands that ask the running service. */
  THROUGHLINE_API_TOKEN: z.string().optional(),
  /** Opens /api/status and what else only who runs the service reads. */
  THROUGHLINE_OPERATOR_TOKEN: z.string().min(32, "at least 32 characters that nobody guesses").optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().default(4400),
  POLL_SECONDS: z.coerce.number().positive().default(30),
  SWEEP_MINUTES: z.coerce.number().positive().default(60),
  /** Separated by commas. */
  JIRA_PROGRESS_FIELDS: z
    .string()
    .default("")
    .transform((names) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    ),
  /** How long a Jira creation without an answer may still land; one not found by then is sent again. */
  CREATION_MAY_LAND_SECONDS: z.coerce.number().positive().default(90),
});

/** Reads the environment and the mapping file. Throws `UsageError` that names every setting amiss. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const values = parsed(environmentSchema, environment);
  return {
    databaseUrl: values.DATABASE_URL,
    connection: {
      id: "default",
      jira: { baseUrl: values.JIRA_BASE_URL, email: values.JIRA_EMAIL, apiToken: values.JIRA_API_TOKEN },
      linear: {
        apiKey: values.LINEAR_API_KEY,
        ...(values.LINEAR_API_URL === undefined ? {} : { apiUrl: values.LINEAR_API_URL }),
      },
      creationMayLandFor: values.CREATION_MAY_LAND_SECONDS * 1_000,
    },
    mirrors: readMapping(values.THROUGHLINE_MAPPING),
    webhookSecrets: {
      jira: values.JIRA_WEBHOOK_SECRET,
      linear: values.LINEAR_WEBHOOK_SECRET,
      readings: values.READINGS_WEBHOOK_SECRET,
    },
    forge:
      values.FORGE_APP_ID === undefined
        ? undefined
        : { appId: values.FORGE_APP_ID, jwksUrl: values.FORGE_JWKS_URL },
    publicUrl: values.THROUGHLINE_URL,
    operatorToken: values.THROUGHLINE_OPERATOR_TOKEN,
    host: values.HOST,
    port: values.PORT,
    pollEvery: values.POLL_SECONDS * 1_000,
    sweepEvery: values.SWEEP_MINUTES * 60_000,
    progressFields: values.JIRA_PROGRESS_FIELDS,
  };
}

/** What a command that asks the running service needs. Throws where no token is given. */
export function readApiSettings(environment: NodeJS.ProcessEnv): { publicUrl: string; apiToken: string } {
  const { THROUGHLINE_API_TOKEN } = withFiles(environment);
  if (THROUGHLINE_API_TOKEN === undefined) {
    throw new UsageError("Set THROUGHLINE_API_TOKEN: `api-token` makes one.");
  }
  return { publicUrl: readAccessSettings(environment).publicUrl, apiToken: THROUGHLINE_API_TOKEN };
}

/** What a command about people's access needs: no tracker is asked. */
export function readAccessSettings(environment: NodeJS.ProcessEnv): {
  databaseUrl: string;
  publicUrl: string;
} {
  const { DATABASE_URL, THROUGHLINE_URL, HOST, PORT } = parsed(
    environmentSchema.pick({ DATABASE_URL: true, THROUGHLINE_URL: true, HOST: true, PORT: true }),
    environment,
  );
  return { databaseUrl: DATABASE_URL, publicUrl: THROUGHLINE_URL ?? `http://${HOST}:${PORT}` };
}

function parsed<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const { data, error } = schema.safeParse(withFiles(environment));
  if (error === undefined) return data;
  const amiss = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`).join("\n");
  throw new UsageError(`These settings are missing or wrong:\n${amiss}`);
}

/** The mapping file, YAML or JSON. */
function readMapping(path: string): readonly Mirror[] {
  const parsed = mappingSchema.safeParse(parse(textOf(path)));
  if (parsed.success) return parsed.data.mirrors;
  throw new UsageError(`${path} is no mapping:\n${z.prettifyError(parsed.error)}`);
}

function withFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const values = { ...environment };
  for (const [name, path] of Object.entries(environment)) {
    const setting = name.endsWith("_FILE") ? name.slice(0, -"_FILE".length) : undefined;
    if (setting !== undefined && setting in environmentSchema.shape && path !== undefined) {
      values[setting] = textOf(path).trim();
    }
  }
  return values;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
