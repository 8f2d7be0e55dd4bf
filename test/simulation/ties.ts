import { SIDES, type Side } from "#sync/model/issue.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { Dice } from "./dice.ts";
import { EVERYBODY } from "./fields.ts";
import type { Pair } from "./pairs.ts";
import type { Tie } from "./tie.ts";
import { PROJECT, type World } from "./world.ts";

const KINDS = ["blocks", "related"] as const;
const IN_JIRA = { blocks: "Blocks", related: "Relates" } as const;

/** Relations as a tracker holds them, each told once, by the ids it gives the issues. */
interface Held {
  id: string;
  kind: Tie["kind"];
  from: string;
  to: string;
}

/** A person relates two issues; undefined where there are none, or they are related so already. */
export function tie(world: World, dice: Dice, side: Side): string | undefined {
  const issues = issuesOf(world, side);
  if (issues.length < 2) return undefined;
  const from = dice.pick(issues);
  const to = dice.pick(issues.filter((issue) => issue !== from));
  const wanted = { side, kind: dice.pick(KINDS), from: from.id, to: to.id, wanted: true };
  if (heldIn(world, side).some((one) => nameOf(one) === nameOf(wanted))) return undefined;
  const as = dice.pick(EVERYBODY);
  if (side === "jira") {
    world.jira.act({ do: "link", as, type: IN_JIRA[wanted.kind], from: from.key, to: to.key });
  } else world.linear.act({ do: "relate", as, type: wanted.kind, issue: from.key, relatedIssue: to.key });
  world.ties.push(wanted);
  return `${from.key} ${wanted.kind} ${to.key}`;
}

/** A person takes a relation back. */
export function untie(world: World, dice: Dice, side: Side): string | undefined {
  const there = new Set(issuesOf(world, side).map(({ id }) => id));
  const held = heldIn(world, side).filter(({ from, to }) => there.has(from) && there.has(to));
  if (held.length === 0) return undefined;
  const one = dice.pick(held);
  const as = dice.pick(EVERYBODY);
  // Two people may have related the same two: both are taken back.
  for (const { id } of held.filter((other) => nameOf(other) === nameOf(one))) {
    if (side === "jira") world.jira.act({ do: "unlink", as, link: id });
    else world.linear.act({ do: "unrelate", as, relation: id });
  }
  world.ties.push({ side, kind: one.kind, from: one.from, to: one.to, wanted: false });
  return `${one.from} ${one.kind} ${one.to} no more`;
}

/** Each relation is on both sides or on none, as the last person on one of them wanted it. */
export async function judgeTies(world: World, store: MirrorStore, pairs: readonly Pair[]): Promise<string[]> {
  const open = (await store.conflicts("shop", { openOnly: true })).filter(
    ({ field }) => field === "relations",
  );
  const isJudged = ({ jira, linear, resting, link }: Pair): boolean =>
    jira !== undefined &&
    linear !== undefined &&
    !resting &&
    linear.archivedAt === null &&
    !open.some((conflict) => conflict.link === link);
  const keys = new Map(
    pairs.filter(isJudged).flatMap(({ jiraId = "", linearId = "", jira }) => {
      const key = jira?.key ?? "";
      return [[jiraId, key] as const, [linearId, key] as const];
    }),
  );
  const named = (one: Pick<Held, "kind" | "from" | "to">): string | undefined => {
    const [from, to] = [keys.get(one.from), keys.get(one.to)];
    return from === undefined || to === undefined ? undefined : nameOf({ kind: one.kind, from, to });
  };
  const held = { jira: new Set<string>(), linear: new Set<string>() };
  const wishes = new Map<string, Partial<Record<Side, boolean>>>();
  const violations: string[] = [];
  for (const side of SIDES) {
    for (const name of heldIn(world, side).flatMap((one) => named(one) ?? [])) {
      if (side === "linear" && held.linear.has(name)) violations.push(`${name}: twice in Linear`);
      held[side].add(name);
    }
  }
  for (const wish of world.ties) {
    const name = named(wish);
    if (name !== undefined) wishes.set(name, { ...wishes.get(name), [wish.side]: wish.wanted });
  }
  for (const name of new Set([...held.jira, ...held.linear, ...wishes.keys()])) {
    const there = SIDES.filter((side) => held[side].has(name));
    if (there.length === 1) violations.push(`${name}: in ${there.join("")} alone`);
    const wanted = Object.values(wishes.get(name) ?? {});
    if (!wanted.includes(there.length > 0)) {
      violations.push(`${name}: ${there.length > 0 ? "there" : "gone"}, and nobody wanted it so`);
    }
  }
  return violations;
}

function issuesOf(world: World, side: Side): { id: string; key: string }[] {
  if (side === "jira") return world.jira.dump().issues.filter(({ project }) => project === PROJECT);
  return world.linear
    .dump()
    .issues.filter(({ trashed, archivedAt }) => !trashed && archivedAt === null)
    .map(({ id, identifier }) => ({ id, key: identifier }));
}

function heldIn(world: World, side: Side): Held[] {
  const kindOf = (type: string): Tie["kind"] | undefined =>
    KINDS.find((kind) => type === (side === "jira" ? IN_JIRA[kind] : kind));
  if (side === "jira") {
    const { issues } = world.jira.dump();
    const ids = new Map(issues.map(({ key, id }) => [key, id]));
    return issues.flatMap(({ id: from, links }) =>
      links.flatMap(({ id, type, direction, issue }) => {
        const [kind, to] = [kindOf(type), ids.get(issue)];
        return direction === "outward" && kind && to !== undefined ? [{ id, kind, from, to }] : [];
      }),
    );
  }
  const { issues, relations } = world.linear.dump();
  const ids = new Map(issues.map(({ identifier, id }) => [identifier, id]));
  return relations.flatMap(({ id, type, from: there, to: here }) => {
    const [kind, from, to] = [kindOf(type), ids.get(there ?? ""), ids.get(here ?? "")];
    return kind && from !== undefined && to !== undefined ? [{ id, kind, from, to }] : [];
  });
}

/** "Related" is the same from both ends. */
function nameOf({ kind, from, to }: Pick<Held, "kind" | "from" | "to">): string {
  const ends = kind === "related" ? [from, to].sort() : [from, to];
  return [ends[0], kind, ends[1]].join(" ");
}
