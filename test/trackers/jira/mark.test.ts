import { describe, expect, it } from "vitest";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import type { MarkIssue } from "#sync/trackers/tracker.ts";
import { LIVE, mark, PEOPLE, refusals, scene, seedOf } from "./scene.ts";

const toMark = (id: IssueId, generation = 1): MarkIssue => ({
  id,
  mark: mark(`link-${id}`, generation),
  counterpart: { key: "ENG-1", url: "https://linear.app/acme/issue/ENG-1", title: "There" },
});

describe("marking", () => {
  it("marks many issues in a handful of requests, and leaves their versions as they are", async () => {
    const { tracker, issues, twin, clock } = scene({ ...PEOPLE, issues: seedOf(250) });
    const ids = issues.map(({ id }) => id);
    const before = await tracker.observe(ids, LIVE);
    clock.advance(60_000);
    twin.requests.clear();
    const outcomes = await tracker.mark(
      ids.map((id) => toMark(id)),
      LIVE,
    );
    expect(outcomes).toEqual(ids.map(() => ({ kind: "applied" })));
    const requests = twin.requests.summary().requests;
    expect(requests).toBeLessThanOrEqual(12);
    const after = await tracker.observe(ids, LIVE);
    for (const id of ids) {
      const [old, now] = [before.get(id), after.get(id)];
      if (old?.kind !== "present" || now?.kind !== "present") throw new Error("the issue is gone");
      expect(now.snapshot).toEqual({ ...old.snapshot, mark: mark(`link-${id}`) });
    }
  });

  it("marks the others when one of them cannot be marked, and says which", async () => {
    const { tracker, issues } = scene({ ...PEOPLE, issues: seedOf(6) });
    const ids = [...issues.map(({ id }) => id), issueId("404404")];
    const outcomes = await tracker.mark(
      ids.map((id) => toMark(id)),
      LIVE,
    );
    expect(outcomes.slice(0, 6)).toEqual(issues.map(() => ({ kind: "applied" })));
    expect(outcomes[6]).toMatchObject({ kind: "refused", refused: [{ code: "not-found" }] });
  });

  it("waits for a task that takes its time", async () => {
    const { tracker, issues, twin } = scene({ ...PEOPLE, issues: seedOf(5) });
    twin.switches.change({ taskMilliseconds: 10_000 });
    const outcomes = await tracker.mark(
      issues.map(({ id }) => toMark(id)),
      LIVE,
    );
    expect(outcomes).toEqual(issues.map(() => ({ kind: "applied" })));
  });

  it("does not know when a task does not end", async () => {
    const { tracker, issues, twin } = scene({ ...PEOPLE, issues: seedOf(5) });
    twin.switches.change({ taskMilliseconds: 600_000 });
    const outcomes = await tracker.mark(
      issues.map(({ id }) => toMark(id)),
      LIVE,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(issues.map(() => "unknown"));
  });

  it("needs one request for one issue", async () => {
    const { tracker, issues, requests } = scene({ ...PEOPLE, issues: seedOf(1) });
    await tracker.mark(
      issues.map(({ id }) => toMark(id)),
      LIVE,
    );
    expect(requests()).toBe(1);
  });
});

describe("retiring a duplicate", () => {
  async function duplicate() {
    const made = scene();
    const directory = await made.tracker.directory(LIVE);
    const container = made.projects["APP"] ?? "";
    const [outcome] = await made.tracker.create(
      [
        {
          key: "key",
          container,
          issueType: "Task",
          values: { title: "Twice", status: directory.containers[0]?.statuses.at(-1)?.id ?? "" },
          mark: mark("link"),
          counterpart: { key: "ENG-1", url: "", title: "" },
        },
      ],
      LIVE,
    );
    if (outcome?.kind !== "applied") throw new Error("not created");
    made.clock.advance(300_000);
    return { ...made, id: outcome.snapshot.id, key: outcome.snapshot.key };
  }

  it("deletes an issue of ours that nobody has touched", async () => {
    const { tracker, twin, id } = await duplicate();
    expect(await tracker.retireDuplicate(id, mark("link"), LIVE)).toEqual({ kind: "retired" });
    expect(twin.dump().issues).toEqual([]);
  });

  it("keeps an issue that a person edited, moved on, commented on or linked", async () => {
    const deeds = [
      { do: "editIssue", as: "Ada", issue: "APP-1", summary: "Mine now" },
      { do: "transition", as: "Ada", issue: "APP-1", to: "In Progress" },
      { do: "comment", as: "Ada", issue: "APP-1", body: "Look at this." },
      { do: "link", as: "Ada", type: "Blocks", from: "APP-1", to: "APP-2" },
    ] as const;
    for (const deed of deeds) {
      const { tracker, twin, id } = await duplicate();
      twin.act({ do: "createIssue", as: "Ada", project: "APP", summary: "Another" });
      twin.act(deed);
      const outcome = await tracker.retireDuplicate(id, mark("link"), LIVE);
      expect(outcome.kind === "retired" ? "retired" : refusals(outcome)[0]?.message).toContain("APP-1");
      expect(twin.dump().issues.map(({ key }) => key)).toContain("APP-1");
    }
  });

  it("keeps an issue that we did not create, whatever its mark says", async () => {
    const { tracker, twin, issues } = scene({
      ...PEOPLE,
      issues: [{ project: "APP", summary: "Theirs", properties: { "throughline-link": mark("link") } }],
    });
    const id = issues[0]?.id ?? issueId("");
    expect(refusals(await retire(tracker.retireDuplicate(id, mark("link"), LIVE)))).toHaveLength(1);
    expect(twin.dump().issues).toHaveLength(1);
  });

  it("keeps an issue of another link", async () => {
    const { tracker, id } = await duplicate();
    expect(refusals(await retire(tracker.retireDuplicate(id, mark("other"), LIVE)))).toHaveLength(1);
  });

  async function retire<Outcome extends { kind: string }>(attempt: Promise<Outcome>) {
    const outcome = await attempt;
    if (outcome.kind === "retired") throw new Error("it was deleted");
    return outcome as Exclude<Outcome, { kind: "retired" }>;
  }
});
