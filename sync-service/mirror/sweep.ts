import { SIDES, type IssueId, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { MissingBrake } from "./brake.ts";
import type { EngineParts } from "./parts.ts";
import { scopeOf } from "./scope.ts";
import type { Translator } from "./translate.ts";

/**
 * Compares the ids each tracker lists with the ids the links hold. An id that is no longer listed gives a
 * reason to look at it, never to delete anything; an id nobody knows becomes a new link.
 */
export async function sweep(parts: EngineParts, translator: Translator, brake: MissingBrake): Promise<void> {
  const held = await heldIds(parts, translator.mirror.id);
  for (const side of SIDES) {
    const unseen = new Set(held[side]);
    for await (const page of parts[side].list(scopeOf(translator, side), { priority: "backfill" })) {
      for (const { id } of page) unseen.delete(id);
      const unknown = page.filter(({ id }) => !held[side].has(id));
      await hint(
        parts,
        translator,
        side,
        unknown.map(({ id }) => id),
      );
    }
    if (unseen.size > 0 && (await brake.expectMissing(unseen.size, parts))) return;
    await hint(parts, translator, side, [...unseen]);
  }
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

/** Ends of links that are believed to be there; what is known to be gone or left is not missed. */
async function heldIds(parts: EngineParts, mirror: string): Promise<Record<Side, Set<IssueId>>> {
  const held: Record<Side, Set<IssueId>> = { jira: new Set(), linear: new Set() };
  let after: LinkId | null = null;
  for (;;) {
    const page = await parts.store.links(mirror, after, 1_000);
    for (const link of page) {
      if (link.state !== "linked" && link.state !== "new") continue;
      for (const side of SIDES) {
        const id = link[side]?.id;
        if (id !== undefined) held[side].add(id);
      }
    }
    const last = page.at(-1);
    if (!last) return held;
    after = last.id;
  }
}
