import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildApp, buildPages } from "#forge/build.ts";
import { manifestProblems, readManifest, repository } from "#forge/check/manifest.ts";
import { SCORE_PROPERTY, scorePropertySchema } from "#shared/contract/score-property.ts";
import type { Mark } from "#sync/model/issue.ts";

beforeAll(async () => {
  await Promise.all([buildApp(), buildPages(() => undefined)]);
}, 120_000);

describe("manifest.yml", () => {
  it("has nothing that Atlassian's own validation refuses", async () => {
    expect(await manifestProblems()).toEqual([]);
  });

  it("lets JQL find what the score property holds, and nothing it does not hold", () => {
    const property = readManifest().modules["jira:entityProperty"].find(
      ({ propertyKey }) => propertyKey === SCORE_PROPERTY,
    );
    const names = Object.keys(scorePropertySchema.shape);
    expect(property?.values.length).toBeGreaterThan(0);
    for (const { path } of property?.values ?? []) expect(names).toContain(path);
  });

  it("lets JQL find links by what the mark holds", () => {
    const names: readonly (keyof Mark)[] = ["link", "mirror", "counterpart"];
    const property = readManifest().modules["jira:entityProperty"].find(
      ({ propertyKey }) => propertyKey === "throughline-link",
    );
    expect(property?.values.map(({ path }) => path)).toEqual(names);
  });

  it("asks for no scope that the README does not explain", () => {
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    for (const scope of readManifest().permissions.scopes) expect(readme).toContain(`| \`${scope}\``);
  });

  it("takes app id and service address from the environment, else the sandbox's", () => {
    const manifest = readManifest(undefined, {
      THROUGHLINE_APP_ID: "11111111-2222-4333-8444-555555555555",
      THROUGHLINE_SERVICE_URL: "https://throughline.acme.test",
    });
    expect(manifest.app.id).toBe("ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555");
    expect(manifest.remotes[0]?.baseUrl).toBe("https://throughline.acme.test");
    expect(readManifest().app.id).toMatch(/app\/0{8}-/);
  });
});
