import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Refused } from "../refusal.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Its own files and its own service, and nobody may frame it. Atlaskit writes its styles into the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Every one shows the same page, which tells by its address what it is. */
const PAGES = ["/initiatives", "/initiatives/*", "/outcomes", "/outcomes/*", "/sign-in", "/share"];

/** The pages outside Jira: the bundle that Jira shows, out of the folder it was built into. Anyone may load them. */
export function pagesRoutes(server: FastifyInstance, folder: string): void {
  server.get("/", (_request, reply) => reply.redirect("/initiatives"));
  for (const path of PAGES) {
    server.get(path, async (_request, reply) => {
      const page = await read(folder, "index.html");
      // The bundle stands anywhere in Jira; here it stands at the top, and pages below it.
      return await headed(reply, ".html", "no-cache").send(page.replaceAll('="./', '="/'));
    });
  }
  server.get<{ Params: { "*": string } }>("/assets/*", async ({ params }, reply) => {
    const file = normalize(params["*"]);
    const type = extname(file);
    if (file.includes("..") || !(type in TYPES))
      throw new Refused(404, "There is no such file.", "Load the page anew.");
    return await headed(reply, type, "max-age=31536000, immutable").send(
      await read(folder, join("assets", file)),
    );
  });
}

function headed(reply: FastifyReply, type: string, age: string): FastifyReply {
  return reply
    .header("content-security-policy", POLICY)
    .header("x-content-type-options", "nosniff")
    .header("referrer-policy", "no-referrer")
    .header("cross-origin-opener-policy", "same-origin")
    .header("cache-control", age)
    .type(TYPES[type] ?? "text/plain");
}

async function read(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), "utf8");
  } catch {
    throw new Refused(
      404,
      "This part of the pages is not here.",
      "Build them: npm run forge:build. Then load it anew.",
    );
  }
}
