import { FIELDS, type FieldName, type Side, type Snapshot } from "#sync/model/issue.ts";
import { setPair, type Base, type JournalEntry, type Pair } from "#sync/model/link.ts";
import type { Fields, Translator } from "./translate.ts";

/**
 * What journal entries of an earlier attempt teach, now that both sides have been looked at. Per field:
 *
 *   the side holds                          then
 *   what was sent                           it was written: the base is what was sent
 *   what it held before                     it was not written (yet, or it was refused): the base stands
 *   something else, and the mark landed     written, and a person edited over it: the base is what was sent
 *   something else, and no mark             not written; the person's edit meets ours as a conflict
 *
 * A creation has no "before": what differs from what was sent is a field that was refused, or an edit; the
 * new side's value is not taken for an edit, so that the source is carried over once more.
 */
export function recover(
  link: { base: Base; generation: number },
  journal: readonly JournalEntry[],
  translator: Translator,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): { base: Base; generation: number } {
  const base: Base = { ...link.base };
  let { generation } = link;
  for (const entry of [...journal].sort((a, b) => a.generation - b.generation)) {
    const hasLanded = landed(entry, now[entry.side]);
    for (const name of FIELDS) recoverField(base, entry, hasLanded, name, translator.fields, now);
    if (hasLanded) generation = Math.max(generation, entry.generation);
  }
  return { base, generation };
}

function recoverField<F extends FieldName>(
  base: Base,
  entry: JournalEntry,
  hasLanded: boolean,
  name: F,
  fields: Fields,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): void {
  const values: Pair<F> = { jira: now.jira.values[name], linear: now.linear.values[name] };
  const sent = entry.fields[name];
  if (entry.kind === "create" && hasLanded) {
    if (sent === undefined) setPair(base, name, values);
    else if (holds(fields, entry.side, name, sent, values)) setPair(base, name, sent);
    else setPair(base, name, entry.side === "jira" ? { jira: values.jira } : { linear: values.linear });
    return;
  }
  if (sent === undefined) return;
  const before: Partial<Pair<F>> = base[name] ?? {};
  if (holds(fields, entry.side, name, sent, values)) setPair(base, name, sent);
  else if (hasLanded && !holds(fields, entry.side, name, before, values)) setPair(base, name, sent);
}

function landed(entry: JournalEntry, snapshot: Snapshot): boolean {
  if (snapshot.mark === null || snapshot.mark.link !== entry.link) return false;
  return entry.kind === "create" || snapshot.mark.generation >= entry.generation;
}

function holds<F extends FieldName>(
  fields: Fields,
  side: Side,
  name: F,
  pair: Partial<Pair<F>>,
  values: Pair<F>,
): boolean {
  const field = fields[name];
  if (side === "jira") return pair.jira !== undefined && field.sameInJira(pair.jira, values.jira);
  return pair.linear !== undefined && field.sameInLinear(pair.linear, values.linear);
}
