import { z } from "zod";
import { headersOf } from "./ticket.ts";
import type { Ticket } from "./ticket.ts";

/** How long after a broken connection it is tried again, ms. */
const AGAIN_AFTER = 3_000;

const newsSchema = z.object({ version: z.string() });

/**
 * Hears the versions of the overview (null) or of one initiative as they change, over server-sent events: fetched, for
 * the browser's own EventSource cannot bear a share link's token. Connects again when it breaks; `onEnded` when the
 * viewer is not let in any more. Returns what ends the listening.
 */
export function listenLive(
  ticket: Ticket,
  initiative: string | null,
  heard: (version: string) => void,
  onEnded: () => void,
): () => void {
  const stopped = new AbortController();
  const connect = async (): Promise<"broken" | "ended"> => {
    const query = initiative === null ? "" : `?initiative=${encodeURIComponent(initiative)}`;
    const response = await fetch(`/api/live${query}`, { headers: headersOf(ticket), signal: stopped.signal });
    if (response.status === 401 || response.status === 403) return "ended";
    if (!response.ok || response.body === null) return "broken";
    let rest = "";
    for await (const text of textsOf(response.body)) {
      const events = (rest + text).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        if (event.startsWith("event: ended")) return "ended";
        if (event.startsWith("data: "))
          heard(newsSchema.parse(JSON.parse(event.slice("data: ".length))).version);
      }
    }
    return "broken";
  };
  const isStopped = () => stopped.signal.aborted;
  const keepConnected = async () => {
    while (!isStopped()) {
      const how = await connect().catch(() => "broken" as const);
      if (isStopped()) return;
      if (how === "ended") {
        onEnded();
        return;
      }
      await new Promise((resume) => setTimeout(resume, AGAIN_AFTER));
    }
  };
  void keepConnected();
  return () => stopped.abort();
}

async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
