import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { healthSchema } from "#shared/contract/initiatives/definition.ts";
import {
  answerSchemaOf,
  type AnswerOf,
  type OperationName,
  type RequestOf,
} from "#shared/contract/operations.ts";
import { saveRequestSchema } from "#shared/contract/initiatives/writes.ts";
import { refusalSchema } from "#shared/contract/words.ts";
import { readApiSettings } from "./settings.ts";
import { systemFetch, systemRandom } from "./system.ts";
import { UsageError } from "./usage-error.ts";

/** Initiatives over the API of the running service, by an API token. */

export async function listInitiatives(options: { json?: true }): Promise<void> {
  const { rows } = await ask("initiatives.list", {});
  if (options.json) console.log(JSON.stringify(rows));
  else for (const row of rows) console.log(lineOf(row));
}

/** Creates one of a YAML or JSON file, or replaces the definition of one that is there. */
export async function saveInitiative(file: string, options: { id?: string; why?: string }): Promise<void> {
  const definition = await readDefinition(file);
  const initiative = options.id ?? null;
  const basedOn = initiative === null ? 0 : (await ask("initiative.definition", { initiative })).revision;
  const why = options.why ?? null;
  const saved = await ask("initiative.save", {
    request: systemRandom.uuid(),
    initiative,
    definition,
    basedOn,
    why,
  });
  console.log(`${saved.initiative} is saved, revision ${saved.revision}.`);
}

export async function updateInitiative(
  initiative: string,
  options: { health: z.output<typeof healthSchema>; text: string },
): Promise<void> {
  await ask("initiative.update", { request: systemRandom.uuid(), initiative, ...options });
  console.log(`It stands on ${initiative}: ${options.health}.`);
}

async function readDefinition(file: string): Promise<RequestOf<"initiative.save">["definition"]> {
  let content: unknown;
  try {
    content = parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { data, error } = saveRequestSchema.shape.definition.safeParse(content);
  if (error === undefined) return data;
  throw new UsageError(
    `${file} defines no initiative (/api/openapi.json says how):\n${z.prettifyError(error)}`,
  );
}

function lineOf({
  id,
  name,
  progress,
  health,
  targetOn,
}: AnswerOf<"initiatives.list">["rows"][number]): string {
  const percent = progress.tenths === null ? "–" : `${progress.tenths / 10} %`;
  const told = health.declared === null ? "nobody said" : `said ${health.declared.health}`;
  const target = targetOn === null ? "no target" : `target ${targetOn}`;
  return [id, percent, target, `${told}, work says ${health.computed.health}`, name].join("  ");
}

async function ask<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<AnswerOf<Name>> {
  const { publicUrl, apiToken } = readApiSettings(process.env);
  const asked = new Request(`${publicUrl}/api/operations/${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  const response = await systemFetch(asked).catch(() => {
    throw new UsageError(
      `Nothing answers at ${publicUrl}. Start the service there (\`serve\`), or set THROUGHLINE_URL to where it runs.`,
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answerSchemaOf(name).parse(answer);
  const refusal = refusalSchema.safeParse(answer);
  throw new UsageError(
    refusal.success
      ? `${refusal.data.message} ${refusal.data.advice}`
      : `${publicUrl} answered HTTP ${response.status}: is it Throughline’s address?`,
  );
}
