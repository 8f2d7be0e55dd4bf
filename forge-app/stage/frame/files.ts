import type { FastifyReply } from "fastify";
import { sendFile } from "../files.ts";

/** What Forge lets a page do with the styles permission of our manifest: its own files, no other address. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
].join("; ");

/** Custom UI as its frame gets it: under Forge's policy, with the bridge before its own scripts. */
export function sendPageFile(reply: FastifyReply, folder: string, path: string): Promise<FastifyReply> {
  void reply.header("content-security-policy", POLICY);
  return sendFile(reply, folder, path, (content) =>
    content.replace("<head>", '<head><script type="module" src="/frame-bridge.js"></script>'),
  );
}
