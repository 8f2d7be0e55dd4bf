import { otherSide, SIDES, type IssueId, type Side } from "#sync/model/issue.ts";
import type { Link } from "#sync/model/link.ts";
import { snapshotOf, type EngineParts, type Found } from "./parts.ts";
import type { Translator } from "./translate.ts";

/** Where the counterpart of an issue stands that another one speaks of: its parent, one it blocks. */
export type Counterpart =
  /** `jiraType`: the id of the type it has in Jira, as far as the link remembers. */
  | { kind: "linked"; id: IssueId; jiraType: string | null }
  /** In the mirror, and not on the other side yet. */
  | { kind: "waiting" }
  /** Not mirrored: who speaks of it does so on his own side only. */
  | { kind: "outside" };

/** The counterparts of all issues that those of a batch speak of, looked up once: so the plan stays pure. */
export interface Counterparts {
  of(side: Side, id: IssueId): Counterpart;
}

const OUTSIDE: Counterpart = { kind: "outside" };
const WAITING: Counterpart = { kind: "waiting" };

/** Of issues that speak of no other. */
export const noCounterparts: Counterparts = { of: () => OUTSIDE };

/**
 * Looks up the issues that the batch's snapshots mention. One of the mirror's own project or team that nobody
 * knows yet becomes known by it, and is looked at next.
 */
export async function counterpartsOf(
  parts: EngineParts,
  translator: Translator,
  found: readonly Found[],
): Promise<Counterparts> {
  const known: Record<Side, Map<IssueId, Counterpart>> = { jira: new Map(), linear: new Map() };
  for (const side of SIDES) {
    const mentions = new Map(
      found.flatMap((one) => snapshotOf(one, side)?.mentions ?? []).map(({ id, key }) => [id, key]),
    );
    if (mentions.size === 0) continue;
    const links = await parts.store.linksByIssue(translator.mirror.id, side, [...mentions.keys()]);
    for (const link of links.values()) note(known, link);
    const unknown = [...mentions].filter(
      ([id, key]) => !links.has(id) && key.startsWith(`${translator[side].container.key}-`),
    );
    for (const [id] of unknown) known[side].set(id, WAITING);
    if (unknown.length === 0) continue;
    const hints = unknown.map(([id]) => ({ side, id, version: null }));
    await parts.store.hint(translator.mirror.id, hints, "live", parts.clock.now());
  }
  return { of: (side, id) => known[side].get(id) ?? OUTSIDE };
}

function note(known: Record<Side, Map<IssueId, Counterpart>>, link: Link): void {
  for (const side of SIDES) {
    const end = link[side];
    if (end) known[side].set(end.id, standingOf(link, side));
  }
}

function standingOf(link: Link, side: Side): Counterpart {
  const other = link[otherSide[side]];
  if (link.state === "linked" && other) {
    return { kind: "linked", id: other.id, jiraType: link.base.type?.jira ?? null };
  }
  return link.state === "new" || link.state === "creating" ? WAITING : OUTSIDE;
}
