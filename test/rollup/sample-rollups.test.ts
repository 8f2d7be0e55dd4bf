import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { startCompany, type RunningCompany } from "#sync/cli/start-company.ts";
import { rowOf } from "#sync/rollup/row.ts";
import type { Sight } from "#sync/rollup/sight.ts";

/** The whole service with the sample company, as the demo starts it. */
let company: RunningCompany;
const ALL = ["checkout", "search", "month-end", "payments", "business", "app"];
const SOON = { timeout: 20_000, interval: 50 };

function sight(id: string): Sight {
  const found = company.service.initiatives.sight(id);
  if (found === null) throw new Error(`The sample company has no initiative ${id}.`);
  return found;
}
const row = (id: string): InitiativeRow => rowOf(sight(id));
const itemsOf = (id: string): Set<string> =>
  new Set([...sight(id).index.members(id).values()].flatMap((some) => [...some.keys()]));

beforeAll(async () => {
  const quiet = () => undefined;
  const progress = { begin: quiet, step: quiet, end: quiet, say: quiet, log: quiet };
  company = await startCompany({ stagePort: 1, progress });
  const { initiatives } = company.service;
  await vi.waitFor(() => {
    for (const id of ALL) expect(initiatives.index.members(id).size, id).toBeGreaterThan(0);
  }, SOON);
  await initiatives.look();
}, 120_000);
afterAll(async () => {
  await company.stop();
});

describe("The sample company's initiatives, as the running service rolls them up", () => {
  it("each have months of history to forecast from, and none of their sources is broken", () => {
    for (const id of ALL) {
      expect(row(id).forecast.kind, id).not.toBe("too little history");
      expect(sight(id).problems, id).toEqual(new Map());
    }
  });

  it("show a gap between what people say and what the work says", () => {
    expect(row("checkout").health.gap).toContain("Ada Lindqvist said “on track”");
  });

  it("show what shipped without its metric moving", () => {
    const { progress, forecast, outcomes } = row("search");
    expect(progress.tenths).toBe(1000);
    expect(forecast.kind).toBe("done");
    expect(outcomes.map(({ state }) => state)).toEqual(["has not moved"]);
  });

  it("show what is blocked and since when, on either side", () => {
    expect(sight("payments").standing.blocked.map(({ key }) => key.slice(0, 3))).toEqual(["PAY", "PAY"]);
    expect(sight("checkout").standing.blocked).toHaveLength(1);
  });

  it("overlap, and count issues of a private team without their titles", () => {
    const shared = [...itemsOf("business")].filter((item) => itemsOf("payments").has(item));
    expect(shared.length).toBeGreaterThan(10);
    const { index } = sight("app");
    const secret = [...itemsOf("app")].filter((item) => index.item(item)?.isPrivate === true);
    expect(secret.length).toBeGreaterThan(5);
    expect(JSON.stringify(secret.map((item) => index.item(item)))).not.toContain("Recovery codes");
  });

  it("follow a change in Linear within moments", async () => {
    const before = row("payments").progress;
    const open = company.sandboxes.linear
      .dump()
      .issues.find(({ team, state }) => team === "PAY" && state.type === "started");
    company.sandboxes.linear.act({
      do: "updateIssue",
      as: "jon@northwind.example",
      issue: open?.identifier ?? "",
      state: "Done",
    });
    await vi.waitFor(() => {
      expect(row("payments").progress.completed).toBeGreaterThan(before.completed);
    }, SOON);
  });

  it("follow a change in Jira, on a parent's child that nobody mirrors", async () => {
    const before = row("app").progress;
    const open = company.sandboxes.jira
      .dump()
      .issues.find(
        ({ project, type, status }) => project === "APP" && type !== "Epic" && status.name === "In Progress",
      );
    company.sandboxes.jira.act({
      do: "transition",
      as: "sam@northwind.example",
      issue: open?.key ?? "",
      to: "Done",
    });
    await vi.waitFor(() => {
      expect(row("app").progress.completed).toBeGreaterThan(before.completed);
    }, SOON);
  });
});
