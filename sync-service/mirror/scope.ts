import { SIDES, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { Scope, Sighting } from "#sync/trackers/tracker.ts";
import { creationKey } from "./creation-key.ts";
import { snapshotOf, type Batch, type EngineParts, type Found } from "./parts.ts";
import type { Translator } from "./translate.ts";

/** Which issues of a side the mirror is about. */
export function scopeOf(translator: Translator, side: Side): Scope {
  const filter = filterOf(translator.mirror, side);
  return { containers: [translator[side].container.id], ...(filter === undefined ? {} : { filter }) };
}

/** The same with the projects that stand for epics. */
export function scopesOf(translator: Translator, side: Side): readonly Scope[] {
  const issues = scopeOf(translator, side);
  if (side === "jira" || translator.mirror.epics === "issues") return [issues];
  return [issues, { containers: issues.containers, isOfProjects: true }];
}

/**
 * Which of a listing are the mirror's matter: where a filter narrows its issues down, of the projects only those
 * that it knows. Others become known by an issue that is in them.
 */
export async function sighted(
  { store }: EngineParts,
  translator: Translator,
  scope: Scope,
  page: readonly Sighting[],
): Promise<readonly Sighting[]> {
  const { id } = translator.mirror;
  if (scope.isOfProjects !== true || filterOf(translator.mirror, "linear") === undefined) return page;
  const known = await store.linksByIssue(
    id,
    "linear",
    page.map((one) => one.id),
  );
  return page.filter((one) => known.get(one.id)?.mirror === id);
}

function filterOf({ label, jira, linear }: Mirror, side: Side): string | undefined {
  if (side === "jira") {
    const labelled = label === undefined ? [] : [`labels = ${JSON.stringify(label)}`];
    const clauses = [...labelled, ...(jira.filter === undefined ? [] : [`(${jira.filter})`])];
    return clauses.length === 0 ? undefined : clauses.join(" AND ");
  }
  const labelled = label === undefined ? [] : [{ labels: { name: { eqIgnoreCase: label } } }];
  const filters = [...labelled, ...(linear.filter === undefined ? [] : [linear.filter])];
  return filters.length === 0 ? undefined : JSON.stringify({ and: filters });
}

/**
 * Links whose issue the scope does not hold, by the side it came from: a counterpart that we made in the
 * other tracker need not match that tracker's filter. Asks only where the mirror has a filter.
 */
export async function outsideScope(
  parts: EngineParts,
  batch: Batch,
  found: readonly Found[],
): Promise<ReadonlyMap<LinkId, Side>> {
  const outside = new Map<LinkId, Side>();
  for (const side of SIDES) {
    const scope = scopeOf(batch.translator, side);
    if (scope.filter === undefined) continue;
    const asked = found.flatMap((one) => {
      const snapshot = originOf(one, batch.translator) === side ? snapshotOf(one, side) : undefined;
      return snapshot ? [{ link: one.link.id, id: snapshot.id }] : [];
    });
    if (asked.length === 0) continue;
    const held = await parts[side].within(
      scope,
      asked.map(({ id }) => id),
      batch,
    );
    for (const { link, id } of asked) if (!held.has(id)) outside.set(link, side);
  }
  return outside;
}

/** Where the work began: what we created names its source, of others the older issue is it. */
function originOf(found: Found, translator: Translator): Side {
  const [jira, linear] = [snapshotOf(found, "jira"), snapshotOf(found, "linear")];
  if (!linear) return "jira";
  if (!jira) return "linear";
  if (linear.id === creationKey(translator, jira)) return "jira";
  return jira.createdAt <= linear.createdAt ? "jira" : "linear";
}
