import type { IssueId, Side, Snapshot } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import { relationOf, relationText } from "#sync/model/relation.ts";
import type { Counterparts } from "../counterparts.ts";
import type { Field } from "../merge/field.ts";
import { setField } from "../merge/set.ts";

type Relations = readonly string[];
type Kinds = Mirror["relations"];

/** Relations of these kinds are the same from both ends; Linear shows them at the one that was first. */
const SYMMETRIC: ReadonlySet<string> = new Set(["related", "similar"]);

/** A set of relations of one issue, each mapped by its kind and by the counterpart of the issue at its other end. */
export function relationsField(kinds: Kinds, counterparts: Counterparts): Field<Relations, Relations> {
  const across = (side: Side, text: string): string | undefined => {
    const { kind, other } = relationOf(text);
    const there = counterparts.of(side, other);
    const wanted = side === "jira" ? kinds[kind] : jiraKind(kinds, kind);
    if (wanted === undefined || there.kind !== "linked") return undefined;
    return relationText({ inward: false, kind: wanted, other: there.id });
  };
  return setField({
    toLinear: (text) => across("jira", text),
    toJira: (text) => across("linear", text),
  });
}

/**
 * The relations of an issue that are its to carry over, so that one which both ends show is written once: one
 * with a direction belongs to the issue it starts from, any other to the issue that is older in Jira, which
 * names it as if it started there. Kinds that are not mapped, and issues that are not mirrored, are left to their
 * own side.
 */
export function relationsToCarry(
  kinds: Kinds,
  counterparts: Counterparts,
  issue: { side: Side; jira: IssueId | null; relations: Relations },
): Relations {
  const carried = issue.relations.filter((text) => {
    const { inward, kind, other } = relationOf(text);
    const there = counterparts.of(issue.side, other);
    const inLinear = issue.side === "jira" ? kinds[kind] : kind;
    const isMapped = issue.side === "jira" || jiraKind(kinds, kind) !== undefined;
    if (inLinear === undefined || !isMapped || there.kind !== "linked") return false;
    if (!SYMMETRIC.has(inLinear)) return !inward;
    return issue.jira !== null && isOlder(issue.jira, issue.side === "jira" ? other : there.id);
  });
  return [...new Set(carried.map((text) => eitherWay(kinds, issue.side, text)))];
}

/** The relations as the issue shows them that go by these names: of a symmetric one, those of both directions. */
export function shownAs(
  kinds: Kinds,
  { side, relationIds = {} }: Pick<Snapshot, "side" | "relationIds">,
  names: Relations,
): string[] {
  return Object.keys(relationIds).filter((text) => names.includes(eitherWay(kinds, side, text)));
}

/** The name of a relation, which for one that is the same from both ends does not tell where it starts. */
function eitherWay(kinds: Kinds, side: Side, text: string): string {
  const { kind, other } = relationOf(text);
  const inLinear = side === "jira" ? kinds[kind] : kind;
  return SYMMETRIC.has(inLinear ?? "") ? relationText({ inward: false, kind, other }) : text;
}

/** Names a relation whichever end shows it; null for a kind that is not mapped. */
export function relationInLinear(kinds: Kinds, from: IssueId, text: string): string | null {
  const { inward, kind, other } = relationOf(text);
  if (jiraKind(kinds, kind) === undefined) return null;
  const ends = inward ? [other, from] : [from, other];
  return [kind, ...(SYMMETRIC.has(kind) ? ends.sort() : ends)].join(" ");
}

function jiraKind(kinds: Kinds, linear: string): string | undefined {
  return Object.keys(kinds).find((kind) => kinds[kind] === linear);
}

/** Jira numbers its issues in the order of their creation. */
function isOlder(one: IssueId, other: IssueId): boolean {
  return Number(one) < Number(other);
}
