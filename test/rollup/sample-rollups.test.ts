import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startCompany, type RunningCompany } from "#sync/cli/start-company.ts";
import type { Sight } from "#sync/rollup/sight.ts";
import { findingsOf } from "#sync/rollup/findings.ts";
import { rowOf } from "#sync/rollup/row.ts";

const SOON = { timeout: 20_000, interval: 50 };
let company: RunningCompany;
const sight = (id: string): Sight => {
  const found = company.service.initiatives.sight(id);
  if (found === null) throw new Error(`there is no initiative ${id}`);
  return found;
};
const row = (id: string) => rowOf(sight(id));

beforeAll(async () => {
  const quiet = () => undefined;
  const progress = { begin: quiet, step: quiet, end: quiet, say: quiet, log: quiet };
  const from = Date.now();
  company = await startCompany({ stagePort: 1, progress });
  console.log("started in", Date.now() - from);
  await vi.waitFor(async () => {
    const { index } = company.service.initiatives;
    for (const id of ["checkout", "search", "month-end", "payments", "business", "app"]) expect(index.members(id).size).toBeGreaterThan(0);
    await company.service.initiatives.look();
  }, SOON);
  console.log("rolled up in", Date.now() - from);
});
afterAll(async () => {
  await company?.stop();
});

describe("The sample company's initiatives in the running service", () => {
  it("x", () => {
    for (const id of ["checkout", "search", "month-end", "payments", "business", "app"]) {
      const one = row(id);
      console.log(id, one.progress.tenths, one.works, one.progress.unit, JSON.stringify(one.forecast), one.health.declared?.health, one.health.computed, one.health.gap, one.decisions, JSON.stringify(one.outcomes.map((o) => [o.id, o.state])), sight(id).standing.blocked.length, sight(id).problems);
    }
  });
});
