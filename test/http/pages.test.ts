import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pagesRoutes } from "#sync/http/routes/pages.ts";

/** The pages as a browser gets them outside Jira. */

const server = fastify();
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-pages-"));
  await mkdir(join(folder, "pages/assets"), { recursive: true });
  const page = '<script type="module" src="./assets/main-1.js"></script>';
  await writeFile(join(folder, "pages/index.html"), page);
  await writeFile(join(folder, "pages/assets/main-1.js"), "export {};");
  await writeFile(join(folder, "secret.js"), "not a part of the pages");
  pagesRoutes(server, join(folder, "pages"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe("the pages", () => {
  it.each(["/initiatives", "/initiatives/checkout", "/outcomes/a/b", "/sign-in", "/share"])(
    "are one page at %s, which finds its scripts wherever it is open",
    async (url) => {
      const { body, headers } = await server.inject({ url });
      expect(body).toBe('<script type="module" src="/assets/main-1.js"></script>');
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    },
  );

  it("run nothing but their own scripts, in nobody's frame, and tell no other site where they were", async () => {
    const { headers } = await server.inject({ url: "/initiatives" });
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" });
  });

  it("keep their scripts, whose names change with them, and ask for the page anew", async () => {
    const script = await server.inject({ url: "/assets/main-1.js" });
    expect(script.headers["cache-control"]).toContain("immutable");
    expect((await server.inject({ url: "/sign-in" })).headers["cache-control"]).toBe("no-cache");
  });

  it.each([
    "/assets/../../secret.js",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.js",
    "/assets/main-2.js",
    "/assets/x.ts",
  ])("give no other file: %s", async (url) => {
    const { statusCode, body } = await server.inject({ url });
    expect(statusCode).not.toBe(200);
    expect(body).not.toContain("not a part");
  });

  it("begin with the initiatives", async () => {
    const { statusCode, headers } = await server.inject({ url: "/" });
    expect([statusCode, headers.location]).toEqual([302, "/initiatives"]);
  });
});
