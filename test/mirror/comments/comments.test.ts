import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueId } from "#sync/model/issue.ts";
import { markdownToAdf } from "#sync/richtext/index.ts";
import { people, seedIssues, twinsAndEngine, type Twins } from "../twins.ts";
import { conversationOn, type Conversation } from "./conversation.ts";

let twins: Twins;
let talk: Conversation;
beforeEach(async () => {
  twins = await twinsAndEngine();
  talk = conversationOn(twins);
});
afterEach(() => twins.close());

const { ada, jon } = people;

/** One issue on both sides, mirrored and at rest: SHOP-1 and SHO-1. */
async function oneMirroredIssue(): Promise<void> {
  seedIssues(twins, { jira: 1, linear: 0 });
  await twins.quiet();
  twins.writes();
}

describe("comments", () => {
  it("cross in both directions, with their author's name before them", async () => {
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "Who can look at this?");
    talk.sayInLinear("SHO-1", "I *can*");
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual(
      expect.arrayContaining(["**Ada** in Jira:\n\nWho can look at this?", "I *can*"]),
    );
    expect(talk.inJira("SHOP-1")).toEqual(["Who can look at this?", "**Jon** in Linear:\n\nI *can*"]);
    expect(twins.writes()).toBe(2);
    await twins.quiet();
    expect(twins.writes()).toBe(0);
  });

  it("of an issue that is mirrored for the first time come along in their order", async () => {
    seedIssues(twins, { jira: 1, linear: 1 });
    for (const part of ["first", "second", "third"]) {
      talk.sayInJira("SHOP-1", part);
      talk.sayInLinear("SHO-1", part);
      twins.clock.advance(1_000);
    }
    await twins.quiet();
    const said = (name: string, tracker: string) =>
      ["first", "second", "third"].map((part) => `**${name}** in ${tracker}:\n\n${part}`);
    expect(talk.inLinear("SHO-2")).toEqual(said("Ada", "Jira"));
    expect(talk.inJira("SHOP-2")).toEqual(said("Jon", "Linear"));
  });

  it("that are edited by their author are rewritten on the other side, however often", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "Version 0");
    const told = talk.sayInLinear("SHO-1", "Version 0");
    await twins.quiet();
    for (const version of [1, 2, 3]) {
      twins.jira.act({
        as: ada,
        do: "editComment",
        issue: "SHOP-1",
        comment: asked,
        body: `Version ${version}`,
      });
      twins.linear.act({ as: jon, do: "editComment", comment: told, body: `Version ${version}` });
      await twins.quiet();
      expect(talk.inLinear("SHO-1")).toContain(`**Ada** in Jira:\n\nVersion ${version}`);
      expect(talk.inJira("SHOP-1")).toContain(`**Jon** in Linear:\n\nVersion ${version}`);
    }
    expect(talk.inLinear("SHO-1")).toHaveLength(2);
    expect(talk.inJira("SHOP-1")).toHaveLength(2);
  });

  it("that are deleted take their copies with them", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "Never mind");
    const told = talk.sayInLinear("SHO-1", "Never mind either");
    await twins.quiet();
    twins.jira.act({ as: ada, do: "deleteComment", issue: "SHOP-1", comment: asked });
    twins.linear.act({ as: jon, do: "deleteComment", comment: told });
    await twins.engine.sweep();
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual([]);
    expect(talk.inJira("SHOP-1")).toEqual([]);
  });

  it("whose copy is deleted stay, and get no other copy", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "Still here");
    const told = talk.sayInLinear("SHO-1", "Here too");
    await twins.quiet();
    const service = "service@acme.example";
    const copy = talk.idInJira("SHOP-1", "Here too");
    twins.jira.act({ as: service, do: "deleteComment", issue: "SHOP-1", comment: copy });
    const other = talk.idInLinear("SHO-1", "Still here");
    twins.linear.act({
      as: twins.linear.dump().users.find(({ admin }) => admin)?.email ?? "",
      do: "deleteComment",
      comment: other,
    });
    await twins.engine.sweep();
    await twins.quiet();
    twins.jira.act({
      as: ada,
      do: "editComment",
      issue: "SHOP-1",
      comment: asked,
      body: "Still here, edited",
    });
    twins.linear.act({ as: jon, do: "editComment", comment: told, body: "Here too, edited" });
    await twins.quiet();
    expect(talk.inJira("SHOP-1")).toEqual(["Still here, edited"]);
    expect(talk.inLinear("SHO-1")).toEqual(["Here too, edited"]);
  });
});

describe("threads", () => {
  it("are flat in Jira, where a reply names whom it answers", async () => {
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "Shall we?");
    await twins.quiet();
    talk.sayInLinear("SHO-1", "Let us", talk.idInLinear("SHO-1", "Shall we?"));
    const first = talk.sayInLinear("SHO-1", "Another thing");
    twins.linear.act({ as: ada, do: "comment", issue: "SHO-1", body: "Which?", replyTo: first });
    await twins.quiet();
    expect(talk.inJira("SHOP-1").toSorted()).toEqual(
      [
        "Shall we?",
        "**Jon** in Linear, in reply to **Ada**:\n\nLet us",
        "**Jon** in Linear:\n\nAnother thing",
        "**Ada** in Linear, in reply to **Jon**:\n\nWhich?",
      ].toSorted(),
    );
  });

  it("keep what people answered when the comment they answered is deleted in Jira", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "Shall we?");
    await twins.quiet();
    talk.sayInLinear("SHO-1", "Let us", talk.idInLinear("SHO-1", "Shall we?"));
    await twins.quiet();
    twins.jira.act({ as: ada, do: "deleteComment", issue: "SHOP-1", comment: asked });
    await twins.quiet();
    expect(talk.inLinear("SHO-1").toSorted()).toEqual(["*This comment was deleted in Jira.*", "Let us"]);
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
  });
});

describe("authorship", () => {
  it("case 5: never grows, whatever is written around it", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "**Jon** in Linear:\n\nI did not say that");
    const body = "**Ada** in Jira:\n\nnor did she";
    const told = talk.sayInLinear("SHO-1", body);
    for (const round of [1, 2, 3]) {
      await twins.quiet();
      twins.linear.act({ as: jon, do: "editComment", comment: told, body: `${body} ${round}` });
      twins.jira.act({ as: ada, do: "editComment", issue: "SHOP-1", comment: asked, body: `Round ${round}` });
    }
    await twins.quiet();
    expect(talk.inLinear("SHO-1").toSorted()).toEqual(
      [`${body} 3`, "**Ada** in Jira:\n\nRound 3"].toSorted(),
    );
    expect(talk.inJira("SHOP-1")).toEqual(["Round 3", `**Jon** in Linear:\n\n${body} 3`]);
  });

  // Fails when what reads like a copy counts as one (comments/identify.ts, `adoptJiraCopy`).
  it("case 22: text that looks like a copy, written by our own account, is somebody's comment", async () => {
    await oneMirroredIssue();
    const service = "service@acme.example";
    const body = "Ada in Linear: throughline-comment";
    twins.jira.act({ as: service, do: "comment", issue: "SHOP-1", body });
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual([`**Service** in Jira:\n\n${body}`]);
  });

  // Fails when the name is put before the text as it is (comments/words.ts, `inLinear`).
  it("case 22: a name full of Markdown is a name", async () => {
    twins.jira.seed({ users: [{ email: "x@acme.example", displayName: "*[Eve](e)* # <b>" }] });
    await oneMirroredIssue();
    twins.jira.act({ as: "x@acme.example", do: "comment", issue: "SHOP-1", body: "# Not a heading" });
    await twins.quiet();
    const [shown = ""] = talk.inLinear("SHO-1");
    const back = markdownToAdf(shown);
    expect(back.content[0]?.content?.[0]?.text).toBe("*[Eve](e)* # <b>");
    expect(back.content[1]).toMatchObject({ type: "paragraph", content: [{ text: "# Not a heading" }] });
  });
});

describe("a copy", () => {
  it("that somebody edits keeps the edit to itself, which is said with where the original is", async () => {
    await oneMirroredIssue();
    const told = talk.sayInLinear("SHO-1", "The original");
    await twins.quiet();
    const copy = talk.idInJira("SHOP-1", "The original");
    twins.jira.act({
      as: ada,
      do: "editComment",
      issue: "SHOP-1",
      comment: copy,
      body: "What I meant to say",
    });
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual(["The original"]);
    expect(talk.inJira("SHOP-1")).toEqual(["What I meant to say"]);
    const parked = await twins.store.mirror.parked("shop");
    expect(parked).toMatchObject([{ side: "jira", field: "comments", retryAt: null }]);
    expect(parked[0]?.message).toContain(`#comment-${told.slice(0, 8)}`);

    twins.linear.act({ as: jon, do: "editComment", comment: told, body: "The original, edited" });
    await twins.quiet();
    expect(talk.inJira("SHOP-1")).toEqual(["**Jon** in Linear:\n\nThe original, edited"]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
    const audit = await twins.store.mirror.audit("shop", 50);
    expect(audit.find(({ what }) => what === "overwritten")?.message).toContain("What I meant to say");
  });

  it("is no reason to write or to look when its own webhook comes", async () => {
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "From Jira");
    await twins.quiet();
    const [copy] = talk.linearComments("SHO-1");
    const issue = twins.linear.dump().issues[0]?.id ?? "";
    const hint = (version: number) => ({
      side: "linear" as const,
      id: issueId(issue),
      version: null,
      comment: { id: copy?.id ?? "", version },
    });
    const version = Date.parse(copy?.updatedAt ?? "");
    expect(await twins.engine.hint([hint(version)], "live")).toBe(0);
    expect(await twins.engine.hint([hint(version + 1)], "live")).toBe(1);
  });
});

async function permit(how: "revoke" | "grant"): Promise<void> {
  const change = { account: "service@acme.example", project: "SHOP", [how]: ["ADD_COMMENTS"] };
  const url = "https://acme.atlassian.net/sandbox/permissions";
  await twins.jira.handle(new Request(url, { method: "POST", body: JSON.stringify(change) }));
}

describe("what may not be carried", () => {
  it("a comment for some eyes only has no copy until it is everybody's, and loses it again", async () => {
    await oneMirroredIssue();
    const secret = { as: ada, issue: "SHOP-1" } as const;
    twins.jira.act({ ...secret, do: "comment", body: "Between us", visibleTo: "Administrators" });
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual([]);
    const comment = talk.idInJira("SHOP-1", "Between us");
    for (const round of [1, 2]) {
      twins.jira.act({ ...secret, do: "editComment", comment, body: `For all ${round}` });
      await twins.quiet();
      expect(talk.inLinear("SHO-1")).toEqual([`**Ada** in Jira:\n\nFor all ${round}`]);
      twins.jira.act({ ...secret, do: "editComment", comment, body: "No", visibleTo: "Administrators" });
      await twins.quiet();
      expect(talk.inLinear("SHO-1")).toEqual([]);
    }
  });

  it("a comment that Jira does not permit is parked, all else flows, and it follows when it may", async () => {
    await oneMirroredIssue();
    await permit("revoke");
    talk.sayInLinear("SHO-1", "One");
    talk.sayInLinear("SHO-1", "Two");
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "A new title" });
    await twins.quiet();
    expect(twins.jira.dump().issues[0]?.summary).toBe("A new title");
    expect(talk.inJira("SHOP-1")).toEqual([]);
    const parked = await twins.store.mirror.parked("shop");
    expect(parked).toMatchObject([{ side: "jira", field: "comments", code: "permission" }]);
    expect(parked[0]?.message).toContain("permissions to add");
    await permit("grant");
    twins.clock.advance(16 * 60_000);
    await twins.quiet();
    expect(talk.inJira("SHOP-1")).toHaveLength(2);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it.each([
    { direction: "to-linear", jira: 1, linear: 2 },
    { direction: "to-jira", jira: 2, linear: 1 },
    { direction: "none", jira: 1, linear: 1 },
  ])("the mapping's direction $direction", async ({ direction, ...count }) => {
    await twins.close();
    twins = await twinsAndEngine({ mirror: { comments: { direction } } });
    talk = conversationOn(twins);
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "From Jira");
    talk.sayInLinear("SHO-1", "From Linear");
    await twins.quiet();
    expect([talk.inJira("SHOP-1").length, talk.inLinear("SHO-1").length]).toEqual([count.jira, count.linear]);
  });
});

describe("many comments", () => {
  // Fails when the first page is taken for all (trackers/jira/comments.ts, `readAll`).
  it("case 22: all cross, however many pages they fill, and one deleted in their midst is found", async () => {
    const count = 1_050;
    const at = Date.parse("2026-11-01T09:00:00Z");
    const comments = Array.from({ length: count }, (_, n) => ({
      author: ada,
      body: `Comment ${n + 1}`,
      created: at + n * 1_000,
    }));
    twins.jira.seed({ issues: [{ project: "SHOP", summary: "Much talked about", comments }] });
    await twins.quiet();
    const expected = comments.map(({ body }) => `**Ada** in Jira:\n\n${body}`);
    expect(talk.inLinear("SHO-1")).toEqual(expected);
    const middle = talk.idInJira("SHOP-1", "Comment 700");
    twins.jira.act({ as: ada, do: "deleteComment", issue: "SHOP-1", comment: middle });
    await twins.quiet();
    expect(talk.inLinear("SHO-1")).toEqual(expected.filter((body) => !body.endsWith("Comment 700")));
  }, 60_000);

  it("of many issues go many a request into Linear, and one a request into Jira", async () => {
    const at = Date.parse("2026-11-01T09:00:00Z");
    const said = [
      { body: "one", at },
      { body: "two", at: at + 1_000 },
    ];
    twins.jira.seed({
      issues: Array.from({ length: 100 }, (_, n) => ({
        project: "SHOP",
        summary: `Issue ${n}`,
        comments: said.map(({ body, at: created }) => ({ author: ada, body, created })),
      })),
    });
    await twins.engine.poll();
    await twins.engine.workUntilQuiet();
    const { jira, linear } = talk.requests();
    expect(twins.linear.dump().issues.flatMap(({ comments }) => comments)).toHaveLength(200);
    expect(jira + linear).toBeLessThan(40);
    const written = Object.entries(twins.linear.requests.summary().byEndpoint);
    expect(written.find(([name]) => name.includes("commentCreate"))?.[1].requests).toBe(4);
    twins.clock.advance(5 * 60_000);
    await twins.quiet();
    twins.jira.requests.clear();
    twins.linear.requests.clear();
    await twins.engine.poll();
    expect((await twins.engine.workUntilQuiet()).looked).toBe(0);
    const quiet = talk.requests();
    expect(quiet.jira + quiet.linear).toBeLessThanOrEqual(6);
  });

  it("cost a title edit no request of their own", async () => {
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "From Jira");
    talk.sayInLinear("SHO-1", "From Linear");
    await twins.quiet();
    twins.clock.advance(10 * 60_000);
    await twins.engine.poll();
    twins.jira.requests.clear();
    twins.linear.requests.clear();
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Another title" });
    await twins.engine.poll();
    await twins.engine.workUntilQuiet();
    const asked = [twins.jira, twins.linear].flatMap(({ requests }) =>
      Object.keys(requests.summary().byEndpoint),
    );
    expect(asked.filter((endpoint) => /comment/i.test(endpoint) && !endpoint.includes("Sightings"))).toEqual(
      [],
    );
  });
});

describe("issues that both sides held before", () => {
  it("case 26: have their equal comments paired, and the others copied", async () => {
    twins.jira.seed({
      issues: [
        {
          project: "SHOP",
          summary: "Held twice",
          comments: [
            { author: ada, body: "Imported once" },
            { author: ada, body: "Only in Jira" },
          ],
        },
      ],
    });
    twins.linear.seed({
      issues: [
        {
          team: "SHO",
          title: "Held twice",
          comments: [
            { by: jon, body: "Imported *once*" },
            { by: jon, body: "Only in Linear" },
          ],
        },
      ],
    });
    await twins.quiet();
    expect(talk.inJira("SHOP-1").toSorted()).toEqual(
      ["Imported once", "Only in Jira", "**Jon** in Linear:\n\nOnly in Linear"].toSorted(),
    );
    expect(talk.inLinear("SHO-1").toSorted()).toEqual(
      ["Imported *once*", "Only in Linear", "**Ada** in Jira:\n\nOnly in Jira"].toSorted(),
    );
  });
});
