import { describe, expect, it } from "vitest";
import type { CreateComment } from "#sync/trackers/comment-port.ts";
import { adfToMarkdown, markdownToAdf } from "#sync/richtext/index.ts";
import { Contract, contractIsHere } from "#test/sandbox/jira/contract.ts";
import { spool } from "#sync/trackers/spool.ts";
import { LIVE, PEOPLE, scene } from "./scene.ts";

type Scene = ReturnType<typeof scene>;

const mark = (number: number) => ({ workspace: "acme", origin: `linear-comment-${number}` });
const copy = ({ issues }: Scene, number: number, issue = 0): CreateComment<"jira"> => {
  const target = issues[issue];
  if (!target) throw new Error("The scene has no such issue");
  return {
    issue: target.id,
    issueKey: target.key,
    id: null,
    body: markdownToAdf(`Comment ${number}`),
    createdAt: 0,
    mark: mark(number),
  };
};
const withIssues = (
  count: number,
  comments: { author: string; body: string; created: number }[] = [],
): Scene =>
  scene({
    ...PEOPLE,
    issues: Array.from({ length: count }, (_, n) => ({
      project: "APP",
      summary: `Issue ${n + 1}`,
      comments,
    })),
  });
const bodies = ({ twin }: Scene, issue = 0): string[] =>
  twin
    .dump()
    .issues[issue]?.comments.toSorted((a, b) => Number(a.id) - Number(b.id))
    .map(({ body }) => adfToMarkdown(body)) ?? [];

describe("comments in Jira", () => {
  it("are created one a request, each issue's in their order, with the mark that names their original", async () => {
    const world = withIssues(2);
    const items = [1, 2, 3, 4, 5, 6].map((number) => copy(world, number, number % 2));
    const outcomes = await world.tracker.comments.create(items, LIVE);
    expect(outcomes.every(({ kind }) => kind === "applied")).toBe(true);
    expect(world.requests("comment")).toBe(6);
    expect(bodies(world, 0)).toEqual(["Comment 2", "Comment 4", "Comment 6"]);
    const ids = outcomes.flatMap((outcome) => (outcome.kind === "applied" ? [outcome.comment.id] : []));
    const found = await world.tracker.comments.find(ids, LIVE);
    expect(ids.map((id) => found.get(id)?.mark)).toEqual([1, 2, 3, 4, 5, 6].map(mark));
  });

  it("stop at one whose answer is lost, so that none overtakes it", async () => {
    const world = withIssues(1);
    world.twin.faults.add({ kind: "drop-before", endpoint: "POST .*comment$", skip: 1, times: 1 });
    const outcomes = await world.tracker.comments.create(
      [1, 2, 3].map((number) => copy(world, number)),
      LIVE,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["applied", "unknown", "not-sent"]);
    expect(bodies(world)).toEqual(["Comment 1"]);
  });

  it("are read beyond Jira's first page, and come along with their issue where they fit", async () => {
    const comments = Array.from({ length: 1_001 }, (_, n) => ({
      author: "ada@acme.test",
      body: `Comment ${n}`,
      created: 1_000 * (n + 1),
    }));
    const world = withIssues(1, comments);
    const id = copy(world, 1).issue;
    const read = await world.tracker.comments.read([id], LIVE);
    expect(read.get(id)?.map(({ body }) => adfToMarkdown(body))).toEqual(comments.map(({ body }) => body));
    const observation = (await world.tracker.observe([id], LIVE)).get(id);
    const seen = observation?.kind === "present" ? observation.snapshot.comments : undefined;
    expect(seen?.total).toBe(1_001);
    expect(seen?.shown.length).toBeLessThan(1_001);
  });

  it("that one deletes while another pages are read again, so that none is missed", async () => {
    const comments = Array.from({ length: 1_500 }, (_, n) => ({
      author: "ada@acme.test",
      body: `Comment ${n}`,
      created: 1_000 * (n + 1),
    }));
    const world = withIssues(1, comments);
    const { issue } = copy(world, 1);
    const [first] = world.twin.dump().issues[0]?.comments ?? [];
    let pages = 0;
    world.intercept((next) => async (request) => {
      pages += 1;
      if (pages === 2) {
        const comment = first?.id ?? "";
        world.twin.act({ do: "deleteComment", as: "ada@acme.test", issue: "APP-1", comment });
        world.twin.act({ do: "comment", as: "ada@acme.test", issue: "APP-1", body: "One more" });
      }
      return await next(request);
    });
    const read = (await world.tracker.comments.read([issue], LIVE)).get(issue) ?? [];
    const shown = read.map(({ body }) => adfToMarkdown(body));
    expect(shown).toEqual([...comments.slice(1).map(({ body }) => body), "One more"]);
  });

  it("are edited without a mail to everybody, and removed; one that is gone is told", async () => {
    const world = withIssues(1);
    const [outcome] = await world.tracker.comments.create([copy(world, 1)], LIVE);
    const id = outcome?.kind === "applied" ? outcome.comment.id : "";
    const { issue, issueKey } = copy(world, 1);
    const item = { issue, issueKey, id };
    const edited = await world.tracker.comments.update([{ ...item, body: markdownToAdf("Edited") }], LIVE);
    expect(edited).toMatchObject([{ kind: "applied" }]);
    expect(bodies(world)).toEqual(["Edited"]);
    expect(await world.tracker.comments.remove([item], LIVE)).toEqual([{ kind: "gone" }]);
    expect(await world.tracker.comments.remove([item], LIVE)).toEqual([{ kind: "gone" }]);
    expect(await world.tracker.comments.update([{ ...item, body: markdownToAdf("x") }], LIVE)).toEqual([
      { kind: "gone" },
    ]);
  });

  it("of an issue that is not shown are not in the answer", async () => {
    const world = withIssues(1);
    const { issue } = copy(world, 1);
    world.twin.act({ do: "deleteIssue", as: "ada@acme.test", issue: "APP-1" });
    expect((await world.tracker.comments.read([issue], LIVE)).has(issue)).toBe(false);
    const outcomes = await world.tracker.comments.create([copy(world, 1)], LIVE);
    expect(outcomes).toMatchObject([{ kind: "refused", refusal: { code: "not-found" } }]);
  });
});

it.skipIf(!contractIsHere)(
  "requests for comments and files are as Atlassian's contract has them (needs ../shared/data/specs)",
  async () => {
    const world = withIssues(1);
    const contract = new Contract();
    world.intercept((next) => contract.watch(next));
    const { comments, files } = world.tracker;
    const [made] = await comments.create([copy(world, 1)], LIVE);
    const id = made?.kind === "applied" ? made.comment.id : "";
    const { issue, issueKey } = copy(world, 1);
    await comments.update([{ issue, issueKey, id, body: markdownToAdf("Edited") }], LIVE);
    await comments.read([issue], LIVE);
    await comments.find([id], LIVE);
    await comments.remove([{ issue, issueKey, id }], LIVE);
    const content = await spool(new Blob(["some bytes"]).stream(), "text/plain", 1_000);
    const item = { issue, issueKey, id: null, name: "a.txt", subtitle: "", content };
    expect(await files.upload(item, LIVE)).toMatchObject({ kind: "applied" });
    await content.release();
    const url = "https://uploads.linear.app/a/b";
    await files.name({ issue, issueKey, id: "f", name: "b.txt", subtitle: "From Linear", url }, LIVE);
    const observation = (await world.tracker.observe([issue], LIVE)).get(issue);
    const [file] = observation?.kind === "present" ? (observation.snapshot.files ?? []) : [];
    if (!file) throw new Error("The issue has no file");
    const downloaded = await files.download(file, 1_000, LIVE);
    expect(downloaded).toMatchObject({ kind: "content", file: { size: 10, sha256: content.sha256 } });
    if (downloaded.kind === "content") await downloaded.file.release();
    await files.remove({ issue, issueKey, id: file.id }, LIVE);
    expect(contract.mismatches).toEqual([]);
    expect([...contract.seen].map((name) => name.replace("/rest/api/3", "")).sort()).toEqual(
      expect.arrayContaining([
        "DELETE /attachment/{id} 204",
        "DELETE /issue/{issueIdOrKey}/comment/{id} 204",
        "GET /issue/{issueIdOrKey}/comment 200",
        "POST /comment/list 200",
        "POST /issue/{issueIdOrKey}/comment 201",
        "PUT /issue/{issueIdOrKey}/comment/{id} 200",
      ]),
    );
  },
);
