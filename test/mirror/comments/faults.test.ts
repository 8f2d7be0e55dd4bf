import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "#sync/sandbox/kit/faults.ts";
import { around } from "../around.ts";
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
const once = (fault: Fault): Fault => ({ ...fault, times: 1 });
const COMMENT_IN_JIRA = "POST .*/comment$";
const COMMENT_IN_LINEAR = "commentCreate";

async function oneMirroredIssue(): Promise<void> {
  seedIssues(twins, { jira: 1, linear: 0 });
  await twins.quiet();
  twins.writes();
}

/** Comments that the service ever wrote, those included that it took away again. */
const copiesMade = (twin: Twins["jira"] | Twins["linear"]) =>
  twin.edits
    .since()
    .filter(({ object, field, actor }) => object === "comment" && field === "created" && actor.kind === "app")
    .length;

const said = ["**Jon** in Linear:\n\nFrom Linear"];
const written = "**Ada** in Jira:\n\nFrom Jira";

describe("a comment whose answer is lost", () => {
  it.each(["drop-after", "error-after", "drop-before", "error-before"] as const)(
    "is there once on both sides (%s)",
    async (kind) => {
      await oneMirroredIssue();
      talk.sayInJira("SHOP-1", "From Jira");
      talk.sayInLinear("SHO-1", "From Linear");
      twins.jira.faults.add(once({ kind, endpoint: COMMENT_IN_JIRA } as Fault));
      twins.linear.faults.add(once({ kind, endpoint: COMMENT_IN_LINEAR } as Fault));
      await twins.quiet();
      expect(twins.jira.faults.strikes()).toMatchObject({ [kind]: 1 });
      expect(twins.linear.faults.strikes()).toMatchObject({ [kind]: 1 });
      expect([copiesMade(twins.jira), copiesMade(twins.linear)]).toEqual([1, 1]);
      expect(talk.inJira("SHOP-1")).toEqual(["From Jira", ...said]);
      expect(talk.inLinear("SHO-1").toSorted()).toEqual([written, "From Linear"].toSorted());
    },
  );

  it("case 32: and that lands minutes later leaves one copy", async () => {
    await oneMirroredIssue();
    talk.sayInLinear("SHO-1", "From Linear");
    twins.jira.faults.add(once({ kind: "late-effect", endpoint: COMMENT_IN_JIRA, milliseconds: 5 * 60_000 }));
    await twins.quiet();
    expect(talk.inJira("SHOP-1")).toEqual(said);
    await twins.jira.agenda.advance(6 * 60_000);
    twins.clock.advance(6 * 60_000);
    await twins.quiet();
    expect(copiesMade(twins.jira)).toBe(2);
    expect(talk.inJira("SHOP-1")).toEqual(said);
    expect(talk.inLinear("SHO-1")).toEqual(["From Linear"]);
  });

  it("case 32: a late second copy that somebody has edited stays, and is not carried back", async () => {
    await oneMirroredIssue();
    talk.sayInLinear("SHO-1", "From Linear");
    twins.jira.faults.add(once({ kind: "late-effect", endpoint: COMMENT_IN_JIRA, milliseconds: 5 * 60_000 }));
    await twins.quiet();
    await twins.jira.agenda.advance(6 * 60_000);
    twins.clock.advance(6 * 60_000);
    const late = talk.jiraComments("SHOP-1").at(-1)?.id ?? "";
    twins.jira.act({ as: ada, do: "editComment", issue: "SHOP-1", comment: late, body: "Mine now" });
    await twins.quiet();
    expect(talk.inJira("SHOP-1")).toEqual([...said, "Mine now"]);
    expect(talk.inLinear("SHO-1")).toEqual(["From Linear"]);
  });
});

describe("a process that ends", () => {
  it.each([
    { target: "jira" as const, request: "/comment", moment: "before" as const },
    { target: "jira" as const, request: "/comment", moment: "after" as const },
    { target: "linear" as const, request: "commentCreate", moment: "before" as const },
    { target: "linear" as const, request: "commentCreate", moment: "after" as const },
  ])("$moment the copy in $target is written leaves one copy", async ({ target, request, moment }) => {
    await oneMirroredIssue();
    talk.sayInJira("SHOP-1", "From Jira");
    talk.sayInLinear("SHO-1", "From Linear");
    await twins.engine.poll();
    await new Promise<void>((reached) => {
      around(
        twins[target],
        (method, path, body) => method === "POST" && (path.endsWith(request) || body.includes(request)),
        {
          [moment]: () => {
            reached();
            return new Promise(() => undefined);
          },
        },
      );
      void twins.engine.workUntilQuiet();
    });
    twins.clock.advance(130_000);
    await twins.quiet(twins.restart());
    expect([copiesMade(twins.jira), copiesMade(twins.linear)]).toEqual([1, 1]);
    expect(talk.inJira("SHOP-1")).toEqual(["From Jira", ...said]);
    expect(talk.inLinear("SHO-1").toSorted()).toEqual([written, "From Linear"].toSorted());
  });

  it("between two comments of a batch goes on with the rest", async () => {
    await oneMirroredIssue();
    for (const part of ["one", "two", "three", "four"]) {
      talk.sayInLinear("SHO-1", part);
      twins.clock.advance(1_000);
    }
    await twins.engine.poll();
    let posts = 0;
    await new Promise<void>((reached) => {
      around(
        twins.jira,
        (method, path) => method === "POST" && path.endsWith("/comment") && (posts += 1) === 3,
        {
          after: () => {
            reached();
            return new Promise(() => undefined);
          },
        },
      );
      void twins.engine.workUntilQuiet();
    });
    twins.clock.advance(130_000);
    await twins.quiet(twins.restart());
    expect(copiesMade(twins.jira)).toBe(4);
    expect(talk.inJira("SHOP-1")).toEqual(
      ["one", "two", "three", "four"].map((part) => `**Jon** in Linear:\n\n${part}`),
    );
  });
});

describe("two workers on one database", () => {
  it("case 34: the one that wakes up after its lease was given away writes nothing", async () => {
    await oneMirroredIssue();
    talk.sayInLinear("SHO-1", "From Linear");
    await twins.engine.poll();
    let wake: () => void = () => undefined;
    const paused = new Promise<void>((reached) => {
      around(twins.linear, (_method, _path, body) => body.includes("query Comments"), {
        after: () => {
          reached();
          return new Promise<void>((resolve) => (wake = resolve));
        },
      });
    });
    const first = twins.engine.workUntilQuiet();
    await paused;
    twins.clock.advance(130_000);
    await twins.quiet(twins.restart());
    wake();
    await first;
    await twins.quiet();
    expect(copiesMade(twins.jira)).toBe(1);
    expect(talk.inJira("SHOP-1")).toEqual(said);
  });
});

describe("a lost database", () => {
  it("case 29: knows every copy by what it carries: none is made twice, and each follows its original", async () => {
    await oneMirroredIssue();
    const asked = talk.sayInJira("SHOP-1", "From Jira");
    const told = talk.sayInLinear("SHO-1", "From Linear");
    const gone = talk.sayInJira("SHOP-1", "Soon deleted");
    await twins.quiet();
    expect(talk.linearComments("SHO-1")).toHaveLength(3);
    twins.jira.act({ as: ada, do: "deleteComment", issue: "SHOP-1", comment: gone });
    const other = await twinsAndEngine({ seed: 2 });
    await other.store.mirror.saveMirror({ id: "shop", connection: "acme", mapping: "{}" });
    const engine = twins.restart({ store: other.store });
    const rounds = async (): Promise<void> => {
      for (let round = 0; round < 6; round += 1) {
        await engine.poll();
        await engine.workUntilQuiet();
        twins.clock.advance(35_000);
      }
    };
    await rounds();
    expect([copiesMade(twins.jira), copiesMade(twins.linear)]).toEqual([1, 2]);
    expect(talk.inJira("SHOP-1")).toEqual(["From Jira", ...said]);
    expect(talk.inLinear("SHO-1").toSorted()).toEqual([written, "From Linear"].toSorted());
    twins.jira.act({ as: ada, do: "editComment", issue: "SHOP-1", comment: asked, body: "Edited" });
    twins.linear.act({ as: jon, do: "deleteComment", comment: told });
    await engine.sweep();
    await rounds();
    expect(talk.inLinear("SHO-1")).toEqual(["**Ada** in Jira:\n\nEdited"]);
    expect(talk.inJira("SHOP-1")).toEqual(["Edited"]);
    await other.close();
  });
});
