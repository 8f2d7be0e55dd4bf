import { afterAll, beforeAll, expect, it } from "vitest";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { type Company, startCompany } from "./company.ts";

const ADA = "ada@acme.example";
const MAPPING = `
version: 1
mirrors:
  - id: shop
    jira: { project: SHOP }
    linear: { team: SHO }
    fields: { title: { owner: linear }, status: { owner: ask } }
`;

let company: Company;
beforeAll(async () => {
  company = await startCompany(MAPPING);
  await company.ask("jira", "POST", "/seed", {
    users: [{ email: ADA, displayName: "Ada" }],
    projects: [{ key: "SHOP", name: "Shop" }],
    issues: [{ project: "SHOP", summary: "Checkout fails", status: "To Do" }],
  } satisfies JiraSeed);
  await company.ask("linear", "POST", "/seed", {
    users: [{ email: ADA, name: "Ada" }],
    teams: [{ key: "SHO", name: "Shop", members: [ADA] }],
  } satisfies LinearSeed);
}, 60_000);
afterAll(async () => {
  await company.close();
});

it("a person sees what conflicts, decides what waits and brings back what lost", async () => {
  const first = await company.run("backfill");
  expect(first.code, first.output).toBe(0);
  expect(first.output).not.toContain("conflicts are open");
  expect((await company.run("conflicts")).output).toContain("Nothing waits for a decision.");
  const jira = { as: ADA, issue: "SHOP-1" };
  const linear = { as: ADA, do: "updateIssue", issue: "SHO-1" };
  await company.ask("jira", "POST", "/act", {
    ...jira,
    do: "editIssue",
    summary: "Checkout fails on Safari",
  });
  await company.ask("jira", "POST", "/act", { ...jira, do: "transition", to: "In Progress" });
  await company.ask("linear", "POST", "/act", { ...linear, title: "Payment fails", state: "Done" });
  expect((await company.run("backfill")).output).toContain("1 conflicts are open");

  const waiting = (await company.run("conflicts")).output;
  expect(waiting).toMatch(/SHOP-1 \/ SHO-1 {2}status/);
  expect(waiting).toMatch(/Jira +In Progress\n +Linear +Done/);
  const [, status] = /settle (\S+) jira\|linear/.exec(waiting) ?? [];
  expect((await company.run("settle", status ?? "", "jira")).output).toContain("both sides get Jira's value");

  const all = (await company.run("conflicts", "--all")).output;
  const [, title] = /Linear's value was kept: throughline restore (\S+)/.exec(all) ?? [];
  expect((await company.run("restore", title ?? "")).code).toBe(0);
  await company.run("backfill");
  const after = await company.dumps();
  expect(after.jira.issues[0]).toMatchObject({ summary: "Checkout fails on Safari" });
  expect(after.linear.issues[0]).toMatchObject({
    title: "Checkout fails on Safari",
    state: { name: "In Progress" },
  });
  expect((await company.run("conflicts")).output).toContain("Nothing waits for a decision.");
}, 60_000);

it("a conflict or a mirror that is not there is said, with what to do", async () => {
  const unknown = await company.run("restore", "nothing");
  expect(unknown.code).toBe(1);
  expect(unknown.output).toContain("`throughline conflicts --all` lists them");
  const mirror = await company.run("resume", "nothing");
  expect(mirror.code).toBe(1);
  expect(mirror.output).toContain("there is shop");
}, 60_000);
