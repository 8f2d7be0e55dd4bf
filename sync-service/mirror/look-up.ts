import { otherSide, SIDES, type IssueId, type Side, type Snapshot } from "#sync/model/issue.ts";
import { asIssueId } from "#sync/model/project-id.ts";
import type { Link } from "#sync/model/link.ts";
import type { Counterpart, Counterparts } from "./counterparts.ts";
import { snapshotOf, type EngineParts, type Found } from "./parts.ts";
import type { Translator } from "./translate.ts";

const OUTSIDE: Counterpart = { kind: "outside" };
const WAITING: Counterpart = { kind: "waiting" };

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
      found.flatMap((one) => mentionsOf(translator, snapshotOf(one, side))).map(({ id, key }) => [id, key]),
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

function mentionsOf(translator: Translator, snapshot: Snapshot | undefined): Snapshot["mentions"] {
  if (!snapshot) return [];
  const isNamed = translator.mirror.epics === "projects" && typeof snapshot.project === "string";
  // A project of the team is known by the team's own name.
  const key = `${translator.linear.container.key}-`;
  return isNamed ? [...snapshot.mentions, { id: asIssueId(snapshot.project ?? ""), key }] : snapshot.mentions;
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
