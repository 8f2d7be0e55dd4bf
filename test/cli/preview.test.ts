import { afterAll, beforeAll, expect, it } from "vitest";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { type Company, startCompany } from "./company.ts";

const ADA = "ada@acme.example";
const mapping = (more = ""): string => `
version: 1
mirrors:
  - id: shop
    jira: { project: SHOP }
    linear: { team: SHO }
    ${more}
`;

let company: Company;
beforeAll(async () => {
  company = await startCompany(mapping());
  await company.ask("jira", "POST", "/seed", {
    users: [{ email: ADA, displayName: "Ada" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [
      { project: "SHOP", summary: "Checkout fails", status: "In Review" },
      { project: "SHOP", summary: "Login fails", status: "To Do" },
    ],
  } satisfies JiraSeed);
  await company.ask("linear", "POST", "/seed", {
    users: [{ email: ADA, name: "Ada" }],
    teams: [{ key: "SHO", name: "Shop", members: [ADA] }],
    issues: [{ team: "SHO", title: "From Linear" }],
  } satisfies LinearSeed);
}, 60_000);
afterAll(async () => {
  await company.close();
});

it("says what the first run would do, and does none of it", async () => {
  const before = await company.dumps();
  const { code, output } = await company.run("preview");
  expect(code, output).toBe(0);
  expect(output).toContain("2 would be created in Linear: SHOP-1, SHOP-2");
  expect(output).toContain("1 would be created in Jira: SHO-1");
  const after = await company.dumps();
  expect(after.jira.issues).toEqual(before.jira.issues);
  expect(after.linear.issues).toEqual(before.linear.issues);
}, 60_000);

it("a changed mapping pauses the mirror, says how many issues it would change, and waits for a person", async () => {
  expect((await company.run("backfill")).code).toBe(0);
  expect((await company.run("preview")).output).toContain("Nothing would be written.");
  await company.writeMapping(mapping("status: { toLinear: { In Review: Done } }"));

  const preview = (await company.run("preview")).output;
  expect(preview).toContain("1 issue would be changed (status 1):");
  expect(preview).toMatch(/SHO-\d in Linear: status In Review → Done/);
  const paused = (await company.run("backfill")).output;
  expect(paused).toContain("The mapping was changed, and 1 mirrored issue would be changed by it.");
  const states = async () => (await company.dumps()).linear.issues.map(({ state }) => state.name).sort();
  expect(await states()).not.toContain("Done");

  expect((await company.run("resume", "shop")).output).toContain("shop goes on");
  await company.run("backfill");
  expect(await states()).toContain("Done");
  expect((await company.run("preview")).output).toContain("Nothing would be written.");
}, 120_000);

it("a mapping change that changes nothing on mirrored issues goes on by itself", async () => {
  await company.writeMapping(
    mapping("status: { toLinear: { In Review: Done } }\n    fields: { title: { owner: jira } }"),
  );
  const { code, output } = await company.run("backfill");
  expect(code, output).toBe(0);
  expect(output).not.toContain("PAUSED");
}, 60_000);

it("check says what the mapping cannot do, and fails where something could not be carried", async () => {
  await company.writeMapping(mapping("status: { toLinear: { In Review: Shipped } }"));
  const wrong = await company.run("check");
  expect(wrong.code).toBe(1);
  expect(wrong.output).toContain(
    'error    status: the mapping names status "Shipped", which Linear does not have',
  );
  await company.writeMapping(mapping());
  const { code, output } = await company.run("check");
  expect(output).not.toContain("error");
  expect(code).toBe(0);
}, 60_000);
