import { SIDES, type Side } from "#sync/model/issue.ts";
import type { Dice } from "./dice.ts";
import { EVERYBODY, wordsOf } from "./fields.ts";
import type { Pair } from "./pairs.ts";
import type { Remark } from "./remark.ts";
import { PROJECT, type World } from "./world.ts";

/** A person says something; undefined where there is nothing to say it about. */
export function remark(world: World, dice: Dice, side: Side, word: string): string | undefined {
  const author = dice.pick(EVERYBODY);
  if (side === "jira") {
    const issues = world.jira.dump().issues.filter(({ project }) => project === PROJECT);
    if (issues.length === 0) return undefined;
    const { id, key } = dice.pick(issues);
    const made = idIn(world.jira.act({ do: "comment", as: author, issue: key, body: word }), "comment");
    world.remarks.push({ side, issue: id, id: made, author, word });
    return `${key} comment ${word}`;
  }
  const issues = world.linear.dump().issues.filter(({ archivedAt }) => archivedAt === null);
  if (issues.length === 0) return undefined;
  const { id, identifier } = dice.pick(issues);
  const made = idIn(world.linear.act({ do: "comment", as: author, issue: identifier, body: word }), "id");
  world.remarks.push({ side, issue: id, id: made, author, word });
  return `${identifier} comment ${word}`;
}

/** Its author says it differently, or takes it back (`word` is null). */
export function reword(world: World, dice: Dice, side: Side, word: string | null): string | undefined {
  const there = world.remarks.filter((one) => one.side === side && one.word !== null && isThere(world, one));
  if (there.length === 0) return undefined;
  const one = dice.pick(there);
  const { author, id, issue } = one;
  if (side === "jira") {
    if (word === null) world.jira.act({ do: "deleteComment", as: author, issue, comment: id });
    else world.jira.act({ do: "editComment", as: author, issue, comment: id, body: word });
  } else if (word === null) world.linear.act({ do: "deleteComment", as: author, comment: id });
  else world.linear.act({ do: "editComment", as: author, comment: id, body: word });
  one.word = word;
  return `${issue} comment ${id} ${word ?? "deleted"}`;
}

function isThere(world: World, { side, issue }: Remark): boolean {
  if (side === "jira") return world.jira.dump(new Set([issue])).issues.length > 0;
  return world.linear.dump(new Set([issue])).issues.some(({ archivedAt }) => archivedAt === null);
}

/** Each remark stands once on both sides as it was said last, and nowhere once it was taken back. */
export function judgeTalk(world: World, pairs: readonly Pair[]): string[] {
  return pairs.flatMap((pair) => {
    const { jira, linear } = pair;
    if (!jira || !linear || pair.resting || linear.archivedAt !== null) return [];
    const said = {
      jira: jira.comments.flatMap(({ body }) => wordsOf(body)),
      linear: linear.comments.flatMap(({ body }) => wordsOf(body)),
    };
    const ids = { jira: jira.id, linear: linear.id };
    const wanted = world.remarks
      .filter(({ side, issue, word }) => word !== null && ids[side] === issue)
      .map(({ word }) => word ?? "");
    return SIDES.flatMap((side) => {
      const missing = wanted.filter((word) => !said[side].includes(word));
      const more = said[side].filter((word, at) => !wanted.includes(word) || said[side].indexOf(word) !== at);
      return [
        ...missing.map(
          (word) => `${jira.key} and ${linear.identifier}: the comment ${word} is not in ${side}`,
        ),
        ...more.map(
          (word) => `${jira.key} and ${linear.identifier}: the comment ${word} should not be in ${side}`,
        ),
      ];
    });
  });
}

function idIn(made: unknown, key: string): string {
  const id: unknown = typeof made === "object" && made !== null ? Reflect.get(made, key) : undefined;
  if (typeof id !== "string") throw new Error("A comment was made without an id");
  return id;
}
