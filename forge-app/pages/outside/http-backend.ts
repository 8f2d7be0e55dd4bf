import { z } from "zod";
import type { Reply, Trouble } from "#forge/functions/rpc.ts";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import { refusalSchema } from "#shared/contract/words.ts";
import { answered } from "../answered.ts";
import type { Backend } from "../backend.ts";
import type { Router } from "../router.ts";
import { listenLive } from "./live.ts";
import { headersOf } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";

/** The backend outside Jira: the service over HTTP. */
export function httpBackend(ticket: Ticket, viewer: Viewer, router: Router): Backend {
  return {
    ask: async (name, request) =>
      answered(name, await send("POST", `/api/operations/${name}`, ticket, z.unknown(), request)),
    live: (initiative, heard) => listenLive(ticket, initiative, heard, () => location.reload()),
    place: { kind: "outside", viewer },
    router,
  };
}

/** One request to the service. Never rejects. */
export async function send<Schema extends z.ZodType>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  ticket: Ticket,
  schema: Schema,
  body?: unknown,
): Promise<Reply<z.output<Schema>>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...headersOf(ticket),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answer = await response.json();
  } catch {
    return away("The Throughline service cannot be reached.");
  }
  const refusal = refusalSchema.safeParse(answer);
  if (!response.ok) {
    return refusal.success && response.status < 500
      ? { kind: "refused", ...refusal.data }
      : away(`The Throughline service failed (HTTP ${response.status}).`);
  }
  const parsed = schema.safeParse(answer);
  return parsed.success
    ? { kind: "answer", answer: parsed.data }
    : away("The Throughline service gave an answer that this page does not understand.");
}

function away(message: string): Trouble {
  return { kind: "service-away", message, advice: "Look whether you are online, and try again." };
}
