import { invokeRemote } from "@forge/api";
import type { z } from "zod";
import { refusalSchema } from "#shared/contract/words.ts";
import type { Reply, Trouble } from "./rpc.ts";

/** The remote's key in manifest.yml. */
const SERVICE = "service";

/** Below Forge's 25 s, so that there is time left to keep what a person wrote; ms. */
const PATIENCE = 10_000;

/**
 * Asks the Throughline service through Forge Remote. The platform puts the invocation token with the viewer
 * and the site into the Authorization header; nothing here can say who is asking.
 */
export async function askService<Schema extends z.ZodType>(
  path: string,
  request: unknown,
  schema: Schema,
): Promise<Reply<z.output<Schema>>> {
  const response = await send(path, request);
  if (response === undefined) return away("The Throughline service cannot be reached.");
  const body = await bodyOf(response);
  if (!response.ok) return refused(response.status, body);
  const answer = schema.safeParse(body);
  if (answer.success) return { kind: "answer", answer: answer.data };
  return {
    kind: "refused",
    message: "The Throughline service gave an answer that this version of the app does not understand.",
    advice: "Ask whoever runs Throughline to bring app and service to the same version.",
  };
}

async function send(path: string, request: unknown) {
  try {
    const answer = invokeRemote(SERVICE, {
      path,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(request),
    });
    return await within(PATIENCE, answer);
  } catch (error) {
    console.error(`${path} got no answer from the service`, error);
    return undefined;
  }
}

/** @throws Error when it takes longer */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([answer, end]);
  } finally {
    clearTimeout(timer);
  }
}

async function bodyOf(response: { json(): Promise<unknown> }): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function refused(status: number, body: unknown): Trouble {
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success && status < 500) return { kind: "refused", ...refusal.data };
  console.error(`the service answered HTTP ${status}`, body);
  return away(`The Throughline service failed (HTTP ${status}).`);
}

function away(message: string): Trouble {
  return {
    kind: "service-away",
    message,
    advice: "Your issue is safe in Jira; changes are carried over as soon as the service is back.",
  };
}
