import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { z } from "zod";
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

/** Initiatives over the API of the running service, by an API token. */

export async function listInitiatives(options: { json?: true }): Promise<void> {
  const { rows } = await ask("initiatives.list", {});
  if (options.json) console.log(JSON.stringify(rows));
  else for (const row of rows) console.log(lineOf(row));
}

/** Creates one of a YAML or JSON file, or replaces the definition of one that is there. */
export async function saveInitiative(file: string, options: { id?: string; why?: string }): Promise<void> {
  const { definition } = saveRequestSchema
    .pick({ definition: true })
    .parse({ definition: parse(await readFile(file, "utf8")) as unknown });
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
  const response = await systemFetch(
    new Request(`${publicUrl}/api/operations/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
      body: JSON.stringify(request),
    }),
  );
  const answer: unknown = await response.json();
  if (response.ok) return answerSchemaOf(name).parse(answer);
  const refusal = refusalSchema.safeParse(answer);
  throw new Error(
    refusal.success
      ? `${refusal.data.message} ${refusal.data.advice}`
      : `${publicUrl} answered HTTP ${response.status}: is it Throughline’s address?`,
  );
}
