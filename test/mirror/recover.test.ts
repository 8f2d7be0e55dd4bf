import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import type { JournalEntry, Link, Pairs } from "#sync/model/link.ts";
import { noCounterparts } from "#sync/mirror/counterparts.ts";
import { planLink } from "#sync/mirror/plan.ts";
import type { Plan } from "#sync/mirror/plan-types.ts";
import { jiraSnapshot, linearSnapshot, linkOver, present, translatorFor } from "./scene.ts";

/** The creation of Linear's issue was sent, and its answer never came. */
const link: Link = {
  ...linkOver(jiraSnapshot(), linearSnapshot()),
  state: "creating",
  base: {},
  generation: 0,
};

function planAfter(fields: Pairs, jira: Parameters<typeof jiraSnapshot>[0], linear: object): Plan {
  const entry: JournalEntry = {
    id: "entry",
    link: link.id,
    side: "linear",
    kind: "create",
    key: issueId("uuid-1"),
    fields,
    generation: 1,
    probe: null,
    startedAt: 0,
  };
  return planLink({
    link,
    jira: present(jiraSnapshot(jira)),
    linear: present(linearSnapshot(linear)),
    translator: translatorFor(),
    counterparts: noCounterparts,
    journal: [entry],
    held: [],
    conflicts: [],
    outside: null,
  });
}

describe("a creation whose answer was lost", () => {
  it("keeps what a person wrote on the new issue meanwhile in the conflict record", () => {
    const title = { jira: "Checkout fails", linear: "Checkout fails" };
    const plan = planAfter({ title }, {}, { title: "A person was here" });
    expect(plan.linear?.set).toMatchObject({ title: "Checkout fails" });
    expect(plan.conflicts).toContainEqual({
      field: "title",
      resolution: "jira",
      jira: "Checkout fails",
      linear: "A person was here",
    });
  });

  it("takes nothing for agreed that was not sent: the source's edit since then is carried over", () => {
    const plan = planAfter({}, { priority: "1" }, { priority: "0" });
    expect(plan.linear?.set).toMatchObject({ priority: "1" });
    expect(plan.conflicts.filter(({ field }) => field === "priority")).toEqual([]);
  });

  it("records what stands on the new issue though it was not sent, unless that is nothing", () => {
    const plan = planAfter({}, { priority: "1", dueDate: "2027-01-01" }, { priority: "4", dueDate: null });
    expect(plan.linear?.set).toMatchObject({ priority: "1", dueDate: "2027-01-01" });
    expect(plan.conflicts).toContainEqual({ field: "priority", resolution: "jira", jira: "1", linear: "4" });
    expect(plan.conflicts.filter(({ field }) => field === "dueDate")).toEqual([]);
  });
});
