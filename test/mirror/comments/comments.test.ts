import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
