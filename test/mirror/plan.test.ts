import { describe, expect, it } from "vitest";
import { issueId, type Snapshot } from "#sync/model/issue.ts";
import type { Conflict, JournalEntry, Link, Parked } from "#sync/model/link.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import { noCounterparts } from "#sync/mirror/counterparts.ts";
import { planLink } from "#sync/mirror/plan.ts";
import type { Plan } from "#sync/mirror/plan-types.ts";
import { jiraSnapshot, linearSnapshot, linkOver, present, translatorFor } from "./scene.ts";

function plan(
  jira: Snapshot<"jira">,
  linear: Snapshot<"linear">,
  options: {
    link?: Link;
    mirror?: Record<string, unknown>;
    journal?: JournalEntry[];
    held?: Parked[];
    conflicts?: Conflict[];
  } = {},
): Plan {
  return planLink({
    link: options.link ?? linkOver(jiraSnapshot(), linearSnapshot()),
    jira: present(jira),
    linear: present(linear),
    translator: translatorFor(options.mirror),
    counterparts: noCounterparts,
    journal: options.journal ?? [],
    held: options.held ?? [],
    conflicts: options.conflicts ?? [],
    outside: null,
  });
}

const newLink: Link = {
  ...linkOver(jiraSnapshot(), linearSnapshot()),
  state: "new",
  base: {},
  generation: 0,
  linear: null,
};

describe("the plan of a linked pair", () => {
  it("is empty when nobody changed anything", () => {
    const result = plan(jiraSnapshot(), linearSnapshot());
    expect(result).toMatchObject({
      state: "linked",
      jira: null,
      linear: null,
      create: null,
      marks: [],
      conflicts: [],
    });
  });

  it("carries a title from Jira to Linear and nothing else, least of all the description", () => {
    const result = plan(jiraSnapshot({ title: "Checkout fails on Safari" }), linearSnapshot());
    expect(result.linear).toEqual({
      set: { title: "Checkout fails on Safari" },
      labels: null,
      fields: { title: { jira: "Checkout fails on Safari", linear: "Checkout fails on Safari" } },
    });
    expect(result.jira).toBeNull();
  });

  it("keeps both edits when two people change different fields at once", () => {
    const result = plan(jiraSnapshot({ title: "New title" }), linearSnapshot({ dueDate: "2026-12-01" }));
    expect(result.linear?.set).toEqual({ title: "New title" });
    expect(result.jira?.set).toEqual({ dueDate: "2026-12-01" });
    expect(result.conflicts).toEqual([]);
  });

  it("lets the owner win a true conflict and keeps the losing value", () => {
    const mirror = { fields: { title: { owner: "linear" } } };
    const result = plan(jiraSnapshot({ title: "From Jira" }), linearSnapshot({ title: "From Linear" }), {
      mirror,
    });
    expect(result.jira?.set).toEqual({ title: "From Linear" });
    expect(result.linear).toBeNull();
    expect(result.conflicts).toMatchObject([{ field: "title", resolution: "linear", jira: "From Jira" }]);
  });

  it("lets the newer side win by the trackers' own times when the owner is the newest", () => {
    const jira = jiraSnapshot({ title: "From Jira" }, { version: 3_000 });
    const linear = linearSnapshot({ title: "From Linear" }, { version: 2_000 });
    expect(plan(jira, linear).linear?.set).toEqual({ title: "From Jira" });
  });

  it("writes nothing and asks when the owner is a person", () => {
    const mirror = { fields: { title: { owner: "ask" } } };
    const result = plan(jiraSnapshot({ title: "A" }), linearSnapshot({ title: "B" }), { mirror });
    expect(result).toMatchObject({ jira: null, linear: null, conflicts: [{ resolution: "ask" }] });
  });

  it("agrees without a write when both sides were changed to the same", () => {
    const result = plan(jiraSnapshot({ title: "Same" }), linearSnapshot({ title: "Same" }));
    expect(result).toMatchObject({ jira: null, linear: null, conflicts: [] });
    expect(result.base.title).toEqual({ jira: "Same", linear: "Same" });
  });

  it("does not flatten the finer side of a lossy map when another field changes", () => {
    const jira = jiraSnapshot({ status: "3", priority: "5" });
    const linear = linearSnapshot({ status: "s2", priority: "4" });
    const result = plan(
      jira,
      { ...linear, values: { ...linear.values, title: "Edited in Linear" } },
      {
        link: linkOver(jira, linear),
      },
    );
    expect(result.jira?.set).toEqual({ title: "Edited in Linear" });
    expect(result.linear).toBeNull();
  });

  it("does not write when a status moves within what the other side calls the same", () => {
    const before = linkOver(jiraSnapshot({ status: "2" }), linearSnapshot({ status: "s2" }));
    const result = plan(jiraSnapshot({ status: "3" }), linearSnapshot({ status: "s2" }), { link: before });
    expect(result.linear).toBeNull();
    expect(result.base.status).toEqual({ jira: "3", linear: "s2" });
  });

  it("parks a status that has no counterpart, and other fields still flow", () => {
    const mirror = { status: { toLinear: { Done: "Shipped" } } };
    const result = plan(jiraSnapshot({ status: "4", title: "Also this" }), linearSnapshot(), { mirror });
    expect(result.refused).toMatchObject([
      { side: "linear", field: "status", refusal: { code: "unmapped" } },
    ]);
    expect(result.refused[0]?.refusal.message).toContain("Shipped");
    expect(result.linear?.set).toEqual({ title: "Also this" });
  });

  it("holds back only the very write that was refused", () => {
    const held: Parked[] = [
      {
        link: linkOver(jiraSnapshot(), linearSnapshot()).id,
        side: "jira",
        field: "status",
        code: "no-transition",
        message: "There is no transition",
        fingerprint: fingerprintOf("4"),
        since: 1,
        retryAt: 2,
      },
    ];
    const waiting = plan(jiraSnapshot(), linearSnapshot({ status: "s3", title: "Flows" }), { held });
    expect(waiting.jira?.set).toEqual({ title: "Flows" });
    expect(waiting.held).toEqual(held);
    const elsewhere = plan(jiraSnapshot(), linearSnapshot({ status: "s2" }), { held });
    expect(elsewhere.jira?.set).toEqual({ status: "2" });
  });

  it("leaves a field alone whose direction is the other way", () => {
    const mirror = { fields: { priority: { direction: "to-linear" } } };
    expect(plan(jiraSnapshot(), linearSnapshot({ priority: "1" }), { mirror }).jira).toBeNull();
    expect(plan(jiraSnapshot({ priority: "2" }), linearSnapshot(), { mirror }).linear?.set).toEqual({
      priority: "2",
    });
  });

  it("writes labels as what comes and goes, with both sides' edits", () => {
    const before = linkOver(jiraSnapshot({ labels: ["a", "b"] }), linearSnapshot({ labels: ["a", "b"] }));
    const result = plan(
      jiraSnapshot({ labels: ["a", "b", "from-jira"] }),
      linearSnapshot({ labels: ["b", "needs design"] }),
      { link: before },
    );
    expect(result.linear?.labels).toEqual({ add: ["from-jira"], remove: [] });
    expect(result.jira?.labels).toEqual({ add: ["needs-design"], remove: ["a"] });
    expect(result.conflicts).toEqual([]);
  });

  it("finds a label with spaces again from Jira's spelling", () => {
    expect(plan(jiraSnapshot({ labels: ["needs-design"] }), linearSnapshot()).linear?.labels).toEqual({
      add: ["needs design"],
      remove: [],
    });
  });

  it("shows a person without an account on the other side as nobody there, and keeps the assignment", () => {
    const before = linkOver(jiraSnapshot({ assignee: "ada" }), linearSnapshot({ assignee: "u-ada" }));
    const reassigned = plan(jiraSnapshot({ assignee: "only-jira" }), linearSnapshot({ assignee: "u-ada" }), {
      link: before,
    });
    expect(reassigned.linear?.set).toEqual({ assignee: null });
    const later = linkOver(jiraSnapshot({ assignee: "only-jira" }), linearSnapshot());
    const quiet = plan(jiraSnapshot({ assignee: "only-jira" }), linearSnapshot({ title: "Edited" }), {
      link: later,
    });
    expect(quiet.jira?.set).toEqual({ title: "Edited" });
  });

  it("maps people by e-mail and by the mapping's table", () => {
    expect(plan(jiraSnapshot({ assignee: "ada" }), linearSnapshot()).linear?.set).toEqual({
      assignee: "u-ada",
    });
    expect(plan(jiraSnapshot(), linearSnapshot({ assignee: "u-jon" })).jira?.set).toEqual({
      assignee: "jon",
    });
  });

  it("rounds Jira's half points in Linear without taking the rounding for an edit", () => {
    expect(plan(jiraSnapshot({ estimate: 2.5 }), linearSnapshot()).linear?.set).toEqual({ estimate: 3 });
    const before = linkOver(jiraSnapshot({ estimate: 2.5 }), linearSnapshot({ estimate: 3 }));
    expect(
      plan(jiraSnapshot({ estimate: 2.5 }), linearSnapshot({ estimate: 3 }), { link: before }),
    ).toMatchObject({
      jira: null,
      linear: null,
    });
  });
});

describe("the plan of a pair one of whose sides is gone", () => {
  it("calls it missing and writes nothing when a tracker does not show it", () => {
    const result = planLink({
      link: linkOver(jiraSnapshot(), linearSnapshot()),
      jira: { kind: "absent", id: issueId("10001") },
      linear: present(linearSnapshot({ title: "Edited meanwhile" })),
      translator: translatorFor(),
      counterparts: noCounterparts,
      journal: [],
      held: [],
      conflicts: [],
      outside: null,
    });
    expect(result).toMatchObject({ state: "missing", jira: null, linear: null, create: null });
    expect(result.note).toContain("Jira does not show");
  });

  it("leaves the other side as it is when one is in the trash, and goes on when it is restored", () => {
    const trashed = plan(jiraSnapshot({ title: "Edited" }), linearSnapshot({}, { lifecycle: "trashed" }));
    expect(trashed).toMatchObject({ state: "tombstone", jira: null, linear: null });
    expect(plan(jiraSnapshot({ title: "Edited" }), linearSnapshot()).linear?.set).toEqual({
      title: "Edited",
    });
  });

  it("unlinks what has left the mirror's project or team", () => {
    const result = plan(jiraSnapshot({}, { container: "20000", key: "OTHER-5" }), linearSnapshot());
    expect(result).toMatchObject({ state: "unlinked", jira: null, linear: null });
    expect(result.note).toContain("OTHER-5");
  });
});

describe("the plan of an issue without a counterpart", () => {
  const input = {
    jira: null,
    linear: null,
    translator: translatorFor(),
    counterparts: noCounterparts,
    journal: [],
    held: [],
    conflicts: [],
    outside: null,
  };

  it("creates it on the other side with every field translated", () => {
    const jira = jiraSnapshot(
      { status: "4", priority: "2", assignee: "ada", labels: ["x"], estimate: 3, dueDate: "2026-12-24" },
      { mark: null },
    );
    const result = planLink({ ...input, link: newLink, jira: present(jira) });
    expect(result.create).toMatchObject({
      side: "linear",
      values: {
        title: "Checkout fails",
        status: "s3",
        priority: "2",
        assignee: "u-ada",
        labels: ["x"],
        estimate: 3,
        dueDate: "2026-12-24",
      },
    });
  });

  it("creates nothing against the mirror's direction, nor for what is in the trash, and says so", () => {
    const oneWay = translatorFor({ create: "to-jira" });
    const there = present(jiraSnapshot({}, { mark: null }));
    expect(planLink({ ...input, translator: oneWay, link: newLink, jira: there })).toMatchObject({
      create: null,
      state: "unlinked",
      note: "The mirror does not create issues in Linear",
    });
    const trashed = present(jiraSnapshot({}, { mark: null, lifecycle: "trashed" }));
    expect(planLink({ ...input, link: newLink, jira: trashed })).toMatchObject({
      create: null,
      state: "unlinked",
    });
  });

  it("refuses what Linear's own Jira sync already mirrors", () => {
    const link: Link = {
      ...newLink,
      jira: null,
      linear: { id: issueId("uuid-1"), key: null, url: null, version: null },
    };
    const linear = present(linearSnapshot({}, { mark: null, mirroredElsewhere: true }));
    const result = planLink({ ...input, link, linear });
    expect(result).toMatchObject({ create: null, state: "unlinked" });
    expect(result.note).toContain("Linear's own Jira sync");
  });
});

describe("the plan after a crash or a restored backup", () => {
  const entry: JournalEntry = {
    id: "entry-1",
    link: linkOver(jiraSnapshot(), linearSnapshot()).id,
    side: "linear",
    kind: "update",
    key: "entry-1",
    fields: { title: { jira: "Ours", linear: "Ours" } },
    generation: 2,
    probe: null,
    startedAt: 0,
  };
  const landedMark = { link: "link-1", mirror: "shop", generation: 2, counterpart: issueId("10001") };

  it("takes a write that landed for done", () => {
    const result = plan(
      jiraSnapshot({ title: "Ours" }),
      linearSnapshot({ title: "Ours" }, { mark: landedMark }),
      {
        journal: [entry],
      },
    );
    expect(result).toMatchObject({ jira: null, linear: null, conflicts: [], generation: 2 });
  });

  it("sees a person's edit over our landed write as that person's", () => {
    const linear = linearSnapshot({ title: "Hers" }, { mark: landedMark });
    const result = plan(jiraSnapshot({ title: "Ours" }), linear, { journal: [entry] });
    expect(result.jira?.set).toEqual({ title: "Hers" });
    expect(result.conflicts).toEqual([]);
  });

  it("plans a write anew that left no trace", () => {
    const result = plan(jiraSnapshot({ title: "Ours" }), linearSnapshot(), { journal: [entry] });
    expect(result.linear?.set).toEqual({ title: "Ours" });
  });

  it("does not take a field that a landed write could not change for an edit back", () => {
    const fields = { ...entry.fields, status: { jira: "4", linear: "s3" } };
    const linear = linearSnapshot({ title: "Ours" }, { mark: landedMark });
    const result = plan(jiraSnapshot({ title: "Ours", status: "4" }), linear, {
      journal: [{ ...entry, fields }],
    });
    expect(result.linear?.set).toEqual({ status: "s3" });
    expect(result.jira).toBeNull();
  });

  it("does not merge when a mark is newer than the database, and shows the differences", () => {
    const mark = { ...landedMark, generation: 9 };
    const result = plan(
      jiraSnapshot({ title: "Newer" }),
      linearSnapshot({ dueDate: "2027-01-01" }, { mark }),
    );
    expect(result).toMatchObject({ jira: null, linear: null, generation: 9 });
    expect(result.conflicts.map(({ field, resolution }) => [field, resolution])).toEqual([
      ["title", "ask"],
      ["dueDate", "ask"],
    ]);
  });

  it("writes a mark that somebody removed", () => {
    expect(plan(jiraSnapshot({}, { mark: null }), linearSnapshot()).marks).toEqual(["jira"]);
  });
});
