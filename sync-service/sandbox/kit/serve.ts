import { createServer } from "node:http";
import { ConnectionDropped } from "./faults.ts";

export interface ServedTwin {
  baseUrl: string;
  close(): Promise<void>;
}

/** Puts a twin behind a plain HTTP server on 127.0.0.1; port 0 takes a free one. */
export async function serve(handle: (request: Request) => Promise<Response>, port = 0): Promise<ServedTwin> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
      }
      const method = incoming.method ?? "GET";
      const hasBody = method !== "GET" && method !== "HEAD";
      const request = new Request(`http://${incoming.headers.host ?? "localhost"}${incoming.url ?? "/"}`, {
        method,
        headers,
        ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
      });
      handle(request).then(
        async (response) => {
          outgoing.writeHead(response.status, Object.fromEntries(response.headers));
          outgoing.end(Buffer.from(await response.arrayBuffer()));
        },
        (error: unknown) => {
          if (error instanceof ConnectionDropped) incoming.socket.destroy();
          else {
            outgoing.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
            outgoing.end(
              `The sandbox itself failed: ${error instanceof Error ? error.stack : String(error)}`,
            );
          }
        },
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The sandbox server has no port");
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
