import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { operations } from "#shared/contract/operations.ts";
import { refusalSchema } from "#shared/contract/words.ts";
import { scoringScene, type Scene } from "./forge/scoring-scene.ts";

/** Who is let in outside Jira, and to what. */

const DAY = 86_400_000;
const OWN = "https://throughline.example";
let scene: Scene;
let server: FastifyInstance;

beforeEach(async () => {
  scene = await scoringScene();
  ({ server } = scene);
  for (const id of ["checkout", "search"]) {
    await scene.store.records.append({
      kind: "initiative",
      id,
      body: { name: id, sources: [{ kind: "jira", label: "Shop", project: "SHOP", jql: "project = SHOP" }] },
      who: scene.ada,
      why: null,
      at: scene.clock.now(),
    });
  }
});
afterEach(() => scene.close());

const invite = () =>
  scene.access.inviteToSignIn({ name: "Lena Berg", email: "lena@acme.example" }, 30, "a test");
const signIn = (token: string, origin = OWN) =>
  server.inject({ method: "POST", url: "/api/session", headers: { origin }, payload: { token } });
const cookieOf = (response: LightMyRequestResponse): string =>
  String(response.headers["set-cookie"]).split(";")[0] ?? "";
const signedIn = async (): Promise<string> => cookieOf(await signIn(await invite()));
const asks = (name: string, request: unknown, headers: Record<string, string>) =>
  server.inject({ method: "POST", url: `/api/operations/${name}`, headers, payload: request as object });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const refusalOf = (response: LightMyRequestResponse) => refusalSchema.parse(response.json()).message;

describe("a sign-in link", () => {
  it("opens a session that no script can read and no other site uses", async () => {
    const response = await signIn(await invite());
    expect(response.json()).toEqual({ kind: "member", name: "Lena Berg", email: "lena@acme.example" });
    expect(response.headers["set-cookie"]).toMatch(
      /^__Host-throughline=[\w.-]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure$/,
    );
    const viewer = await server.inject({ url: "/api/viewer", headers: { cookie: cookieOf(response) } });
    expect(viewer.json()).toEqual({ kind: "member", name: "Lena Berg", email: "lena@acme.example" });
  });

  it("works once, even when two use it at the same time", async () => {
    const token = await invite();
    const responses = await Promise.all([signIn(token), signIn(token)]);
    expect(responses.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 401]);
    expect(refusalOf(await signIn(token))).toBe("This sign-in link was used already.");
  });

  it("expires, and can be revoked", async () => {
    const [late, revoked] = [await invite(), await invite()];
    await scene.access.revoke(revoked.split(".")[0] ?? "", "a test");
    expect(refusalOf(await signIn(revoked))).toBe("This sign-in link was revoked.");
    scene.clock.advance(3 * DAY);
    expect(refusalOf(await signIn(late))).toBe("This sign-in link has expired.");
  });

  it("is no session, and its id alone is worth nothing", async () => {
    const token = await invite();
    expect((await asks("outcomes.list", {}, bearer(token))).statusCode).toBe(401);
    const [id = ""] = token.split(".");
    expect(refusalOf(await signIn(`${id}.${"a".repeat(43)}`))).toBe("This sign-in link is not known here.");
  });

  it("is not used from another site", async () => {
    expect((await signIn(await invite(), "https://evil.example")).statusCode).toBe(403);
  });
});

describe("a session", () => {
  it("asks what pages ask, in the person's name", async () => {
    const cookie = await signedIn();
    const response = await asks("outcomes.list", {}, { cookie, origin: OWN });
    expect(operations["outcomes.list"].answer.parse(response.json())).toEqual({ outcomes: [] });
  });

  it("changes nothing for another site, nor for a request that hides where it comes from", async () => {
    const cookie = await signedIn();
    expect((await asks("outcomes.list", {}, { cookie, origin: "https://evil.example" })).statusCode).toBe(
      403,
    );
    expect((await asks("outcomes.list", {}, { cookie })).statusCode).toBe(403);
  });

  it("ends when its time is over, when it is signed out, and when it is revoked", async () => {
    const [out, late] = [await signedIn(), await signedIn()];
    const viewer = (cookie: string) => server.inject({ url: "/api/viewer", headers: { cookie } });
    await server.inject({ method: "DELETE", url: "/api/session", headers: { cookie: out, origin: OWN } });
    expect(refusalOf(await viewer(out))).toBe("Your session has ended.");
    expect((await viewer(late)).statusCode).toBe(200);
    scene.clock.advance(30 * DAY);
    expect(refusalOf(await viewer(late))).toBe("Your session has ended.");
  });

  it("of a program is a bearer, for which no origin is asked", async () => {
    const token = await scene.access.openSession({ name: "Report", email: null }, 1, "a test");
    expect((await asks("outcomes.list", {}, bearer(token))).statusCode).toBe(200);
  });

  it("is kept as a hash alone", async () => {
    const cookie = await signedIn();
    const secret = cookie.split(".")[1] ?? "";
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify(await scene.access.all())).not.toContain(secret);
  });
});

describe("a share link", () => {
  const shared = async (cookie: string, days = 30) => {
    const request = { initiative: "checkout", name: "Board, November", days };
    const response = await asks("share.create", request, { cookie, origin: OWN });
    const { share, url } = operations["share.create"].answer.parse(response.json());
    return { share, token: new URL(url).hash.slice(1), url };
  };

  it("is made by a person, and names its initiative to who opens it", async () => {
    const { token, url } = await shared(await signedIn());
    expect(url).toMatch(/^https:\/\/throughline\.example\/share#/);
    const viewer = await server.inject({ url: "/api/viewer", headers: bearer(token) });
    expect(viewer.json()).toMatchObject({ kind: "share", initiative: "checkout", name: "Board, November" });
  });

  it("asks what is meant for it of its own initiative, and nothing else", async () => {
    const headers = bearer((await shared(await signedIn())).token);
    for (const [name, { shared: isShared }] of Object.entries(operations)) {
      const own = await asks(name, { initiative: "checkout" }, headers);
      const others = await asks(name, { initiative: "search" }, headers);
      expect(others.statusCode, `${name} of another`).not.toBe(200);
      if (!isShared) expect(own.statusCode, name).not.toBe(200);
    }
    expect(refusalOf(await asks("share.list", { initiative: "checkout" }, headers))).toBe(
      "This share link does not show that.",
    );
  });

  it("is listed for its initiative, and closed at once when it is revoked", async () => {
    const cookie = await signedIn();
    const { share, token } = await shared(cookie);
    const listed = await asks("share.list", { initiative: "checkout" }, { cookie, origin: OWN });
    expect(listed.json()).toEqual({ shares: [share] });
    expect(listed.body).not.toContain(token.split(".")[1]);
    await asks("share.revoke", { share: share.id }, { cookie, origin: OWN });
    const response = await server.inject({ url: "/api/viewer", headers: bearer(token) });
    expect([response.statusCode, refusalOf(response)]).toEqual([401, "This share link was revoked."]);
  });

  it("expires", async () => {
    const { token } = await shared(await signedIn(), 1);
    scene.clock.advance(DAY);
    const response = await server.inject({ url: "/api/viewer", headers: bearer(token) });
    expect(refusalOf(response)).toBe("This share link has expired.");
  });

  it("to no initiative is not made, nor by the app alone", async () => {
    const request = { initiative: "nothing", name: "Board" };
    expect(await scene.refused(scene.ada, "/forge/operations/share.create", request)).toMatchObject({
      status: 404,
    });
    const own = { ...request, initiative: "checkout" };
    expect(await scene.refused(null, "/forge/operations/share.create", own)).toMatchObject({ status: 403 });
  });
});

describe("wrong tokens", () => {
  it("are refused, after twenty in a minute with the advice to wait; a right one goes on opening", async () => {
    const right = bearer(await scene.access.openSession({ name: "Report", email: null }, 1, "a test"));
    const wrong = bearer(`${"0".repeat(36)}.${"a".repeat(43)}`);
    for (let times = 0; times < 20; times += 1) {
      expect((await server.inject({ url: "/api/viewer", headers: wrong })).statusCode).toBe(401);
    }
    expect((await server.inject({ url: "/api/viewer", headers: wrong })).statusCode).toBe(429);
    expect((await server.inject({ url: "/api/viewer", headers: right })).statusCode).toBe(200);
    scene.clock.advance(60_000);
    expect((await server.inject({ url: "/api/viewer", headers: wrong })).statusCode).toBe(401);
  });

  it("and none at all let nobody in", async () => {
    expect((await server.inject({ url: "/api/viewer" })).statusCode).toBe(401);
    expect((await asks("outcomes.list", {}, {})).statusCode).toBe(401);
    expect((await asks("outcomes.list", {}, bearer("nonsense"))).statusCode).toBe(401);
  });
});
