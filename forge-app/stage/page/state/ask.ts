import { z } from "zod";
import { refusalSchema } from "#shared/contract/words.ts";

/** The host refused or did not answer: what happened and what to do. */
export class Refusal extends Error {
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.name = "Refusal";
    this.advice = advice;
  }
}

/** Asks the stage's host. @throws Refusal */
export async function ask<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Refusal("The demo has stopped.", "Start it again with “npm run demo”, then reload this page.");
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return schema.parse(body);
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success) throw new Refusal(refusal.data.message, refusal.data.advice);
  throw new Refusal(`The demo answered HTTP ${response.status}.`, "Reload this page.");
}

export function send<Schema extends z.ZodType>(
  path: string,
  body: unknown,
  schema: Schema,
): Promise<z.output<Schema>> {
  return ask(path, schema, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const nothing = z.object({});
