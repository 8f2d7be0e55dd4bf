import { describe, expect, it } from "vitest";
import { mirrorSchema } from "#sync/model/mapping.ts";
import { checkMapping, type Finding } from "#sync/mirror/check-mapping.ts";
import type { WorkflowFacts } from "#sync/trackers/tracker.ts";
import { jiraDirectory, linearDirectory } from "./scene.ts";

function check(changes: Record<string, unknown> = {}, workflow: WorkflowFacts | null = null): Finding[] {
  const mirror = mirrorSchema.parse({
    id: "shop",
    jira: { project: "SHOP" },
    linear: { team: "SHO" },
    ...changes,
  });
  return checkMapping(mirror, { jira: jiraDirectory, linear: linearDirectory }, workflow);
}

const told = (findings: readonly Finding[], level: Finding["level"], about: string): string =>
  findings
    .filter((finding) => finding.level === level && finding.about === about)
    .map(({ message }) => message)
    .join("\n");

describe("the check of a mapping", () => {
  it("finds no error in a mapping that leaves everything to names and categories", () => {
    expect(check().filter(({ level }) => level === "error")).toEqual([]);
  });

  it("names what a table names and a tracker does not have", () => {
    const findings = check({
      status: { toLinear: { Done: "Shipped" }, toJira: { Todo: "Open" } },
      types: { Bugg: "Bug" },
      people: [{ jira: "nobody@acme.example", linear: "u-jon" }],
    });
    expect(told(findings, "error", "status")).toContain(
      'status "Shipped", which Linear does not have (it has Todo',
    );
    expect(told(findings, "error", "status")).toContain('status "Open", which Jira does not have');
    expect(told(findings, "error", "status")).toContain('Jira\'s "Done" has no counterpart in Linear');
    expect(told(findings, "error", "type")).toContain('type "Bugg", which Jira project SHOP does not have');
    expect(told(findings, "error", "people")).toContain('"nobody@acme.example", whom Jira does not know');
  });

  it("says which values a lossy map brings together, and what comes back", () => {
    expect(told(check(), "note", "status")).toContain(
      'Jira\'s "In Progress", "In Review" all show as "In Progress" in Linear; an edit there sets "In Progress"',
    );
    expect(told(check(), "note", "priority")).toContain('"Low", "Lowest" all show as "Low"');
  });

  it("finds tables that would never let a value come to rest", () => {
    const findings = check({
      status: {
        toLinear: { "To Do": "In Progress", "In Progress": "Todo" },
        toJira: { "In Progress": "In Progress", Todo: "To Do" },
      },
    });
    expect(told(findings, "error", "status")).toContain(
      'Jira\'s "To Do" would not come to rest: it becomes "In Progress", then "In Progress", then "Todo"',
    );
  });

  it("suggests people of the same name, and counts who has no account", () => {
    const twin = { id: "u-only", name: "only jira", email: "other@acme.example", active: true };
    const mirror = mirrorSchema.parse({ id: "shop", jira: { project: "SHOP" }, linear: { team: "SHO" } });
    const linear = { ...linearDirectory, users: [...linearDirectory.users, twin] };
    const findings = checkMapping(mirror, { jira: jiraDirectory, linear }, null);
    expect(told(findings, "warning", "people")).toContain(
      'add { jira: "only-jira", linear: "u-only" } to people',
    );
    expect(told(findings, "note", "people")).toContain(
      "2 people of Jira have no account in Linear (Jon, Only Jira)",
    );
  });

  it("finds labels that Jira cannot tell apart", () => {
    const [team] = linearDirectory.containers;
    if (!team) throw new Error("the scene has a team");
    const labels = ["needs design", "needs-design", "Bug"];
    const linear = { ...linearDirectory, containers: [{ ...team, labels }] };
    const mirror = mirrorSchema.parse({ id: "shop", jira: { project: "SHOP" }, linear: { team: "SHO" } });
    const findings = checkMapping(mirror, { jira: jiraDirectory, linear }, null);
    expect(told(findings, "warning", "labels")).toContain('Linear\'s "needs design", "needs-design"');
  });

  it("finds statuses out of reach, screens in the way and fields that a creation lacks", () => {
    const findings = check(
      {},
      {
        moves: [
          { from: "1", to: "2", requires: [] },
          { from: "2", to: "1", requires: [] },
          { from: "3", to: "4", requires: ["Resolution"] },
        ],
        asked: [{ type: "20", fields: ["Team"] }],
      },
    );
    expect(told(findings, "warning", "status")).toContain(
      'Jira\'s "Done" is not one step from "To Do", "In Progress"',
    );
    expect(told(findings, "warning", "status")).toContain('asks for "Resolution"');
    expect(told(findings, "error", "create")).toContain('Jira asks for "Team" when a Task is created');
    const closed = check({}, { moves: [{ from: "1", to: "2", requires: [] }], asked: [] });
    expect(told(closed, "error", "status")).toContain('no transition leads to Jira\'s "Done"');
  });
});
