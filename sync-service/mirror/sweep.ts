import { SIDES, type IssueId, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import { relationOf } from "#sync/model/relation.ts";
import type { MissingBrake } from "./brake.ts";
import type { EngineParts } from "./parts.ts";
import { scopesOf, sighted } from "./scope.ts";
import type { Translator } from "./translate.ts";
import { relationInLinear } from "./translate/relations.ts";

/**
 * Compares the ids each tracker lists with the ids the links hold. An id that is no longer listed gives a
 * reason to look at it, never to delete anything; an id nobody knows becomes a new link. The same for relations,
 * where a tracker tells of them in no other way.
 */
export async function sweep(parts: EngineParts, translator: Translator, brake: MissingBrake): Promise<void> {
  const held = await heldIds(parts, translator);
  for (const side of SIDES) {
    const unseen = new Set(held[side]);
    for (const scope of scopesOf(translator, side)) {
      for await (const page of parts[side].list(scope, { priority: "backfill" })) {
        for (const { id } of page) unseen.delete(id);
        const unknown = page.filter(({ id }) => !held[side].has(id));
        const ids = (await sighted(parts, translator, scope, unknown)).map(({ id }) => id);
        await hint(parts, translator, side, ids);
      }
    }
    if (unseen.size > 0 && (await brake.expectMissing(unseen.size, parts))) return;
    await hint(parts, translator, side, [...unseen]);
    await sweepRelations(parts, translator, side, held);
  }
}

/** Relations that came or went without a trace on their issues: both ends are looked at. */
async function sweepRelations(
  parts: EngineParts,
  translator: Translator,
  side: Side,
  held: Held,
): Promise<void> {
  const listed = parts[side].relations?.({ priority: "backfill" });
  if (listed === undefined) return;
  const known = new Map(held.relations);
  const changed = new Set<IssueId>();
  const kinds = translator.mirror.relations;
  for await (const page of listed) {
    for (const { issue, relation } of page) {
      const { other } = relationOf(relation);
      const name = relationInLinear(kinds, issue, relation);
      if (name === null || known.delete(name) || held.relations.has(name)) continue;
      if (held[side].has(issue) && held[side].has(other)) changed.add(issue).add(other);
    }
  }
  for (const ends of known.values()) for (const id of ends) changed.add(id);
  await hint(parts, translator, side, [...changed]);
}

async function hint(
  parts: EngineParts,
  translator: Translator,
  side: Side,
  ids: readonly IssueId[],
): Promise<void> {
  if (ids.length === 0) return;
  const hints = ids.map((id) => ({ side, id, version: null }));
  await parts.store.hint(translator.mirror.id, hints, "live", parts.clock.now());
}

interface Held extends Record<Side, Set<IssueId>> {
  /** The relations in Linear that both sides agreed on, by their names, with the issues at their ends. */
  relations: Map<string, IssueId[]>;
}

/** Ends of links that are believed to be there; what is known to be gone or left is not missed. */
async function heldIds(parts: EngineParts, { mirror }: Translator): Promise<Held> {
  const held: Held = { jira: new Set(), linear: new Set(), relations: new Map() };
  let after: LinkId | null = null;
  for (;;) {
    const page = await parts.store.links(mirror.id, after, 1_000);
    for (const link of page) {
      if (link.state !== "linked" && link.state !== "new") continue;
      for (const side of SIDES) {
        const id = link[side]?.id;
        if (id !== undefined) held[side].add(id);
      }
      const from = link.linear?.id;
      for (const relation of link.base.relations?.linear ?? []) {
        const name = from === undefined ? null : relationInLinear(mirror.relations, from, relation);
        if (name !== null && from !== undefined) held.relations.set(name, [from, relationOf(relation).other]);
      }
    }
    const last = page.at(-1);
    if (!last) return held;
    after = last.id;
  }
}
