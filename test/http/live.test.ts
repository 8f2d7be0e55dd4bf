import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "#shared/contract/operations.ts";
import { newRequest, scoringScene, type Scene } from "./forge/scoring-scene.ts";

/** What a page outside Jira hears, over a real connection. */

let scene: Scene;
let url = "";
beforeAll(async () => {
  scene = await scoringScene();
  url = await scene.server.listen({ host: "127.0.0.1", port: 0 });
  await save("checkout", null, 0);
  await save("search", null, 0);
});
afterAll(() => scene.close());

async function save(name: string, initiative: string | null, basedOn: number): Promise<void> {
  const sources = [{ kind: "jql", label: "All", jql: "labels = x" }];
  const request = { request: newRequest(), initiative, basedOn, definition: { name, sources } };
  const { answer } = operations["initiative.save"];
  await scene.ask(scene.ada, "/forge/operations/initiative.save", request, answer);
}

/** Opens a connection and gives its events one by one, each when it is there. */
async function listen(token: string, query: string) {
  const stopped = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/live${query}`, { headers, signal: stopped.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  const next = async (): Promise<string> => {
    for (;;) {
      const [event, ...more] = rest.split("\n\n");
      if (event !== undefined && more.length > 0) {
        rest = more.join("\n\n");
        return event;
      }
      const chunk = await reader?.read();
      if (chunk?.value === undefined) return "closed";
      rest += chunk.value;
    }
  };
  return { status: response.status, next, stop: () => stopped.abort() };
}

describe("a live connection", () => {
  it("tells the version at once, and another one after a change", async () => {
    const token = await scene.access.openSession({ name: "Lena", email: null }, 1, "a test");
    const live = await listen(token, "?initiative=checkout");
    const first = await live.next();
    expect(first).toMatch(/^data: \{"version":"/);
    await save("checkout again", "checkout", 1);
    expect(await live.next()).not.toBe(first);
    live.stop();
  });

  it("of a share link hears of its own initiative alone, and that it was revoked", async () => {
    const { token, share } = await scene.access.share("checkout", "Board", 1, "a test");
    expect((await listen(token, "")).status).toBe(403);
    expect((await listen(token, "?initiative=search")).status).toBe(403);
    const live = await listen(token, "?initiative=checkout");
    await live.next();
    await scene.access.revoke(share.id, "a test");
    expect(await live.next()).toContain("event: ended\ndata: {");
    expect(await live.next()).toBe("closed");
  });

  it("is opened to nobody else", async () => {
    expect((await listen("nonsense", "")).status).toBe(401);
  });
});
