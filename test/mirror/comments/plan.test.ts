import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommentRow, CopyMark } from "#sync/model/comment.ts";
import { issueId, type Comment, type CommentBodies, type Side } from "#sync/model/issue.ts";
import { linkId } from "#sync/model/link.ts";
import { copyId, originalOf } from "#sync/mirror/copy-id.ts";
import { unknownOurs } from "#sync/mirror/comments/identify.ts";
import { nameIn, type CommentLook, type CommentRules, type Decision } from "#sync/mirror/comments/look.ts";
import { planComments } from "#sync/mirror/comments/plan.ts";
import { settleComment } from "#sync/mirror/comments/settle-comment.ts";
import { inJira, inLinear } from "#sync/mirror/comments/words.ts";
import { adfToMarkdown, markdownToAdf, sameText } from "#sync/richtext/index.ts";
import "#test/seeded-properties.ts";

/** Two trackers that do what they are told, a database that may be lost, and people between them. */
class World {
  jira: Comment<"jira">[] = [];
  linear: Comment<"linear">[] = [];
  rows: CommentRow[] = [];
  marks = new Map<string, CopyMark>();
  /** What people wrote, by side and id, and what they deleted. */
  people = new Set<string>();
  deleted = new Set<string>();
  /** Originals whose copy a person deleted. */
  severed = new Set<string>();
  now = 10_000_000;
  #ids = 100;

  say(side: Side, text: string): void {
    const id =
      side === "jira"
        ? String((this.#ids += 1))
        : `00000000-0000-4000-8000-${(this.#ids += 1).toString().padStart(12, "0")}`;
    this.people.add(nameIn(side, id));
    this.put(side, id, side === "jira" ? "person" : "somebody", text);
  }

  put(side: Side, id: string, author: string, text: string): void {
    const shared = {
      id,
      authorId: author,
      author,
      parent: null,
      restricted: false,
      createdAt: this.now,
      version: this.now,
    };
    if (side === "jira") this.jira.push({ ...shared, body: markdownToAdf(text) });
    else this.linear.push({ ...shared, body: text });
  }

  edit(side: Side, index: number, text: string): void {
    const list = this[side];
    const comment = list[index % Math.max(1, list.length)];
    if (!comment) return;
    comment.version = this.now;
    comment.body = side === "jira" ? markdownToAdf(text) : text;
  }

  remove(side: Side, index: number): void {
    const comment = this[side][index % Math.max(1, this[side].length)];
    if (!comment) return;
    this.drop(side, comment.id);
    this.deleted.add(nameIn(side, comment.id));
    const row = this.rows.find(({ origin, copyId: copy }) => origin !== side && copy === comment.id);
    if (row) this.severed.add(nameIn(row.origin, row.originalId));
  }

  drop(side: Side, id: string): void {
    this.jira = this.jira.filter((one) => side !== "jira" || one.id !== id);
    this.linear = this.linear.filter((one) => side !== "linear" || one.id !== id);
  }

  look(): CommentLook {
    const end = (id: string, key: string) => ({ id: issueId(id), key, url: `https://${key}` });
    const everything = [
      ...this.rows.flatMap(({ origin, originalId, copyId: copy }): [Side, string][] => [
        [origin, originalId],
        ...(copy === null ? [] : [[origin === "jira" ? "linear" : "jira", copy] as [Side, string]]),
      ]),
      // An original that only its copy tells of.
      ...this.linear.flatMap(({ id }): [Side, string][] => {
        const name = originalOf(PLACE, id);
        return name ? [["jira", name.original]] : [];
      }),
      ...[...this.marks.values()].map(({ origin }): [Side, string] => ["linear", origin]),
    ];
    const gone = everything.filter(([side, id]) => !this[side].some((one) => one.id === id));
    const look: CommentLook = {
      link: linkId("link-1"),
      issues: { jira: end("10001", "SHOP-1"), linear: end(PLACE.issue, "SHO-1") },
      workspace: PLACE.workspace,
      rows: this.rows,
      isFirst: false,
      jira: structuredClone(this.jira),
      linear: structuredClone(this.linear),
      marks: new Map(),
      gone: new Set(gone.map(([side, id]) => nameIn(side, id))),
    };
    const ours = new Set(unknownOurs(look, "us"));
    return { ...look, marks: new Map([...this.marks].filter(([id]) => ours.has(id))) };
  }

  /** One round: look, plan, write, commit. Returns how many writes there were. */
  round(): number {
    this.now += 1_000;
    const plan = planComments(this.look(), { ...RULES, now: this.now });
    const writes = [...plan.jira, ...plan.linear].filter(({ write }) => write !== null).length;
    const rows = [
      ...plan.jira.map((decision) => this.write("jira", decision)),
      ...plan.linear.map((decision) => this.write("linear", decision)),
    ];
    const byName = new Map(this.rows.map((row) => [nameIn(row.origin, row.originalId), row]));
    for (const row of rows) byName.set(nameIn(row.origin, row.originalId), row);
    this.rows = [...byName.values()];
    return writes;
  }

  write<S extends Side>(side: S, decision: Decision<S>): CommentRow {
    const { write } = decision;
    if (write === null) return decision.row;
    if (write.kind === "create") {
      const id = write.id ?? String((this.#ids += 1));
      if (write.mark) this.marks.set(id, write.mark);
      this.put(side, id, "us", "");
      return this.stored(side, id, decision, write.body);
    }
    expect(this.people).not.toContain(nameIn(side, write.id));
    if (write.kind === "update") return this.stored(side, write.id, decision, write.body);
    this.drop(side, write.id);
    return settleComment(side, decision, { kind: "gone" }, this.now).row;
  }

  stored<S extends Side>(side: S, id: string, decision: Decision<S>, body: CommentBodies[S]): CommentRow {
    const comment = (this[side] as Comment<S>[]).find((one) => one.id === id);
    if (!comment) throw new Error(`${id} is not there`);
    comment.body = body;
    comment.version = this.now;
    return settleComment(side, decision, { kind: "applied", comment }, this.now).row;
  }
}

const PLACE = { kind: "comment", workspace: "org-1", issue: "uuid-1" } as const;
const RULES: CommentRules = { carries: () => true, context: {}, now: 0, creationMayLandFor: 90_000 };

const side = fc.constantFrom<Side>("jira", "linear");
const text = fc.constantFrom("yes", "# no", "**Ada** in Jira:\n\nwell", "a | b", "*x*");
const step = fc.oneof(
  fc.record({ do: fc.constant("say" as const), side, text }),
  fc.record({ do: fc.constant("edit" as const), side, index: fc.nat(8), text }),
  fc.record({ do: fc.constant("remove" as const), side, index: fc.nat(8) }),
  fc.record({ do: fc.constant("round" as const) }),
  fc.record({ do: fc.constant("lose the database" as const) }),
);

function play(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): World {
  const world = new World();
  for (const one of steps) {
    world.now += 1_000;
    if (one.do === "say") world.say(one.side, one.text);
    else if (one.do === "edit") world.edit(one.side, one.index, one.text);
    else if (one.do === "remove") world.remove(one.side, one.index);
    else if (one.do === "round") world.round();
    else {
      world.rows = [];
      world.severed.clear();
    }
  }
  return world;
}

describe("the plan of comments", () => {
  it("writes nothing once it was carried out, whatever people did before", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = play(steps);
        world.round();
        expect(world.round()).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves each comment of a person with one copy, which says what it says, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = play(steps);
        world.round();
        const { jira, linear } = world;
        const isOriginal = (of: Side) => (one: Comment) => world.people.has(nameIn(of, one.id));
        const fromJira = jira.filter(isOriginal("jira"));
        const fromLinear = linear.filter(isOriginal("linear"));
        const kept = (of: Side) => (one: Comment) => !world.severed.has(nameIn(of, one.id));
        const isRestored = steps.some((one) => one.do === "lose the database");
        if (!isRestored) {
          expect(linear).toHaveLength(fromLinear.length + fromJira.filter(kept("jira")).length);
          expect(jira).toHaveLength(fromJira.length + fromLinear.filter(kept("linear")).length);
        }
        expect(new Set(linear.map(({ id }) => id)).size).toBe(linear.length);
        for (const original of fromJira.filter(kept("jira"))) {
          const copies = linear.filter(({ id }) => originalOf(PLACE, id)?.original === original.id);
          expect(copies).toHaveLength(1);
        }
        for (const original of fromLinear.filter(kept("linear"))) {
          expect(jira.filter(({ id }) => world.marks.get(id)?.origin === original.id)).toHaveLength(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("carries each edit of an original to its copy", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(side, text), { minLength: 1, maxLength: 6 }), text, (sayings, edited) => {
        const world = new World();
        for (const [where, words] of sayings) world.say(where, words);
        world.round();
        world.now += 1_000;
        for (const one of ["jira", "linear"] as const) {
          for (const [index, { id }] of world[one].entries()) {
            if (world.people.has(nameIn(one, id))) world.edit(one, index, `${edited} ${index}`);
          }
        }
        world.round();
        for (const original of world.jira.filter(({ id }) => world.people.has(nameIn("jira", id)))) {
          const copy = world.linear.find(({ id }) => originalOf(PLACE, id)?.original === original.id);
          expect(sameText(copy?.body ?? "", inLinear(original, { context: {}, url: undefined }))).toBe(true);
        }
        for (const original of world.linear.filter(({ id }) => world.people.has(nameIn("linear", id)))) {
          const copy = world.jira.find(({ id }) => world.marks.get(id)?.origin === original.id);
          const wanted = inJira(original, { context: {}, url: undefined, answers: null, previous: null });
          expect(sameText(adfToMarkdown(copy?.body), adfToMarkdown(wanted))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("the id of a copy", () => {
  it("looks like a random UUID and tells which comment it is the copy of, on its own issue alone", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(255), fc.uuid({ version: 4 }), (number, incarnation, other) => {
        const original = String(number);
        const id = copyId(PLACE, { original, incarnation });
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(originalOf(PLACE, id)).toEqual({ original, incarnation });
        expect(originalOf({ ...PLACE, issue: "another" }, id)).toBeNull();
        expect(originalOf(PLACE, other)).toBeNull();
      }),
    );
  });
});
