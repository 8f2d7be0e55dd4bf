import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import type { FastifyReply } from "fastify";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * A file out of a built folder; `change` may rewrite it on its way. Frames of Custom UI have no origin of their
 * own, so everything they load must be open to all.
 */
export async function sendFile(
  reply: FastifyReply,
  folder: string,
  path: string,
  change: (content: string) => string = (content) => content,
): Promise<FastifyReply> {
  const file = path === "/" ? "/index.html" : normalize(path);
  const type = TYPES[extname(file)];
  try {
    if (type === undefined || file.includes("..")) throw new Error("not a file of the page");
    const content = await readFile(join(folder, file), "utf8");
    const age = file.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache";
    return await reply
      .header("cache-control", age)
      .header("access-control-allow-origin", "*")
      .type(type)
      .send(change(content));
  } catch {
    return reply.status(404).send({ message: `The stage has no ${path}.`, advice: "Open / instead." });
  }
}
