import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

interface ServiceStub {
  url: string;
  asked: Asked[];
  close: () => Promise<void>;
}

/** A service over real HTTP that answers what a test wants: a status with a JSON body, or never. */
export async function serviceStub(
  answer: (request: Asked) => { status?: number; body: unknown } | "never",
): Promise<ServiceStub> {
  const asked: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    incoming.on("end", () => {
      const request = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      asked.push(request);
      const given = answer(request);
      if (given === "never") return;
      outgoing.writeHead(given.status ?? 200, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(given.body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
