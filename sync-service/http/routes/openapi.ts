import type { FastifyInstance } from "fastify";
import { openApiDocument } from "../openapi.ts";
import type { Service } from "../service.ts";

/** GET /api/openapi.json: what can be asked and how, told to anyone: it holds nothing of the company's. */
export function openApiRoute(server: FastifyInstance, { publicUrl }: Service): void {
  let document: { url: string; body: Record<string, unknown> } | undefined;
  server.get("/api/openapi.json", () => {
    const url = publicUrl();
    if (document?.url !== url) document = { url, body: openApiDocument(url) };
    return document.body;
  });
}
