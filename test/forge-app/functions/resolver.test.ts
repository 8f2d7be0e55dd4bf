import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it, vi } from "vitest";
import { readManifest } from "#forge/check/manifest.ts";
import { appAgainst, tokens, useApp } from "../app.ts";
import { contextAnswer, mirrored } from "../example-context.ts";

const manifest = readManifest();
useApp();

describe("the issue context's function", () => {
  it("asks the service about the issue that is open, in the viewer's name", async () => {
    const { service, call } = await appAgainst(() => ({ body: contextAnswer(mirrored()) }));
    await call("getIssueContext");
    const [asked] = service.asked;
    expect(asked).toMatchObject({
      method: "POST",
      path: "/forge/issue-context",
      body: { issue: { id: "10042", key: "SHOP-12" } },
    });
    const token = String(asked?.headers.authorization).replace("Bearer ", "");
    const { payload } = await jwtVerify(token, createLocalJWKSet(tokens.jwks), {
      issuer: "forge/invocation-token",
      audience: manifest.app.id,
      algorithms: ["RS256"],
    });
    expect(payload).toMatchObject({ principal: "account-of-ada", app: { id: manifest.app.id } });
  });

  it("takes the issue from Forge, whatever the surface sends", async () => {
    const { service, call } = await appAgainst(() => ({ body: contextAnswer(mirrored()) }));
    await call("getIssueContext", { issue: { id: "1", key: "SECRET-1" } });
    expect(service.asked[0]?.body).toEqual({ issue: { id: "10042", key: "SHOP-12" } });
  });

  it("hands the service's answer on as it is", async () => {
    const answer = contextAnswer(mirrored({ state: "syncing" }));
    const { call } = await appAgainst(() => ({ body: answer }));
    expect(await call("getIssueContext")).toEqual({
      kind: "answer",
      answer,
      titles: {},
      viewer: "account-of-ada",
      mayEdit: true,
      kept: [],
    });
  });

  it("gives a refusal with the service's own words", async () => {
    const refusal = { message: "You may not see SHOP-12.", advice: "Ask its project’s lead." };
    const { call } = await appAgainst(() => ({ status: 403, body: refusal }));
    expect(await call("getIssueContext")).toEqual({ kind: "refused", ...refusal });
  });

  it.each([
    ["fails", () => ({ status: 500, body: { error: "boom" } })],
    ["is behind a proxy that says no", () => ({ status: 502, body: "bad gateway" })],
  ] as const)("says that the service is away when it %s", async (_, answer) => {
    vi.spyOn(console, "error").mockReturnValue();
    const { call } = await appAgainst(answer);
    expect(await call("getIssueContext")).toMatchObject({ kind: "service-away" });
  });

  it("says that the service is away when nobody listens", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const { service, call } = await appAgainst(() => "never");
    await service.close();
    expect(await call("getIssueContext")).toMatchObject({ kind: "service-away" });
  });

  it("does not take an answer that breaks the contract for an answer", async () => {
    const { call } = await appAgainst(() => ({ body: { mirror: { kind: "mirrored" } } }));
    expect(await call("getIssueContext")).toMatchObject({ kind: "refused" });
  });

  it("tells how many links are looked at again", async () => {
    const { service, call } = await appAgainst(() => ({ body: { links: 1 } }));
    expect(await call("lookAgain")).toEqual({ kind: "answer", answer: { links: 1 } });
    expect(service.asked[0]?.path).toBe("/forge/look-again");
  });

  it("is stopped by Forge when the service never answers", async () => {
    const { call } = await appAgainst(() => "never", { milliseconds: 100 });
    await expect(call("getIssueContext")).rejects.toThrow("more than 0.1 seconds");
  });
});
