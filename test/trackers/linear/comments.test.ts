import { describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { copyId } from "#sync/mirror/copy-id.ts";
import type { CreateComment } from "#sync/trackers/comment-port.ts";
import { live, saying, worldWith, type World } from "./world.ts";

const issueIn = (world: World) => issueId(world.seeded.issues[0]?.id ?? "");
const idOf = (world: World, number: number): string =>
  copyId(
    { kind: "comment", workspace: "acme", issue: issueIn(world) },
    { original: String(10_000 + number), incarnation: 0 },
  );
const copy = (world: World, number: number, body = `Comment ${number}`): CreateComment<"linear"> => ({
  issue: issueIn(world),
  issueKey: "ENG-1",
  id: idOf(world, number),
  body,
  createdAt: world.clock.now() - 86_400_000 + number * 1_000,
  mark: null,
});
const withOneIssue = (): World => worldWith({ issues: [{ team: "ENG", title: "Talked about" }] });
const many = (world: World, count: number) => Array.from({ length: count }, (_, n) => copy(world, n + 1));
const bodies = (world: World): string[] =>
  world.twin
    .dump()
    .issues.flatMap(({ comments }) => comments)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map(({ body }) => body);

describe("comments in Linear", () => {
  it("are created fifty a request, in their order, with the time of their originals", async () => {
    const world = withOneIssue();
    const outcomes = await world.tracker.comments.create(many(world, 120), live);
    expect(outcomes.every(({ kind }) => kind === "applied")).toBe(true);
    expect(world.twin.requests.summary().requests).toBe(3);
    expect(bodies(world)).toEqual(many(world, 120).map(({ body }) => body));
  });

  it("that are created once more are the same comments", async () => {
    const world = withOneIssue();
    await world.tracker.comments.create(many(world, 5), live);
    const again = await world.tracker.comments.create(many(world, 8), live);
    expect(again.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => "applied"));
    expect(bodies(world)).toHaveLength(8);
  });

  it("case 31: one that is refused does not keep the others of its batch from being written", async () => {
    const world = withOneIssue();
    const items = many(world, 5).map((item, n) => (n === 2 ? { ...item, body: " " } : item));
    const outcomes = await world.tracker.comments.create(items, live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["applied", "applied", "refused", "applied", "applied"]);
    expect(outcomes[2]).toMatchObject({ refusal: { code: "invalid", message: saying("ENG-1") } });
    expect(bodies(world)).toHaveLength(4);
  });

  it("case 31: on an issue that is gone are refused, the others are written", async () => {
    const world = withOneIssue();
    const nowhere = issueId("00000000-0000-4000-8000-00000000dead");
    const items = [copy(world, 1), { ...copy(world, 2), issue: nowhere }, copy(world, 3)];
    const outcomes = await world.tracker.comments.create(items, live);
    expect(outcomes).toMatchObject([
      { kind: "applied" },
      { kind: "refused", refusal: { code: "not-found" } },
      { kind: "applied" },
    ]);
  });

  it("are edited and removed many a request; one that is gone is told", async () => {
    const world = withOneIssue();
    await world.tracker.comments.create(many(world, 4), live);
    const at = (number: number) => ({ issue: issueIn(world), issueKey: "ENG-1", id: idOf(world, number) });
    expect(await world.tracker.comments.remove([at(2)], live)).toEqual([{ kind: "gone" }]);
    const edits = [1, 2, 3].map((number) => ({ ...at(number), body: `Edited ${number}` }));
    const outcomes = await world.tracker.comments.update(edits, live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["applied", "gone", "applied"]);
    expect(await world.tracker.comments.remove([at(1), at(2), at(3)], live)).toEqual([
      { kind: "gone" },
      { kind: "gone" },
      { kind: "gone" },
    ]);
    expect(bodies(world)).toEqual(["Comment 4"]);
  });

  it("that a lost answer hides are of unknown fate, and found by their ids", async () => {
    const world = withOneIssue();
    world.twin.faults.add({ kind: "drop-after", endpoint: "commentCreate", times: 1 });
    const outcomes = await world.tracker.comments.create(many(world, 3), live);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["unknown", "unknown", "unknown"]);
    const ids = many(world, 4).map(({ id }) => id ?? "");
    const found = await world.tracker.comments.find(ids, live);
    expect([...found.keys()].toSorted()).toEqual(ids.slice(0, 3).toSorted());
  });

  it("are read for many issues in one request, beyond the first page, oldest first, with their authors", async () => {
    const comments = Array.from({ length: 300 }, (_, n) => ({
      by: "ada@acme.test",
      body: `Comment ${n}`,
      createdAt: new Date(Date.parse("2026-01-01T09:00:00Z") + n * 1_000).toISOString(),
    }));
    const world = worldWith({
      issues: [
        { team: "ENG", title: "Much talked about", comments },
        { team: "ENG", title: "Silent" },
        { team: "ENG", title: "A word", comments: comments.slice(0, 1) },
      ],
    });
    const ids = world.seeded.issues.map(({ id }) => issueId(id));
    const read = await world.tracker.comments.read(ids, live);
    expect(world.twin.requests.summary().requests).toBe(2);
    expect(ids.map((id) => read.get(id)?.length)).toEqual([300, 0, 1]);
    expect(read.get(ids[0] ?? issueId(""))?.map(({ body }) => body)).toEqual(
      comments.map(({ body }) => body),
    );
    expect(read.get(ids[2] ?? issueId(""))?.[0]).toMatchObject({ author: "Ada Lovelace", parent: null });
  });

  it("that changed since a moment are told with their issues, newest first", async () => {
    const world = withOneIssue();
    await world.tracker.comments.create(many(world, 2), live);
    const { changes } = world.tracker.comments;
    const sightings = [];
    const scope = { containers: [world.team] };
    for await (const page of changes?.(scope, 0, live) ?? []) sightings.push(...page);
    expect(sightings.map(({ issue }) => issue)).toEqual([issueIn(world), issueIn(world)]);
    const later = (sightings[0]?.version ?? 0) + 1;
    for await (const page of changes?.(scope, later, live) ?? []) expect(page).toEqual([]);
  });
});
