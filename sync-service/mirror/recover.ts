import { FIELDS, otherSide, type FieldName, type Side, type Snapshot } from "#sync/model/issue.ts";
import { setPair, type Base, type JournalEntry, type Pair } from "#sync/model/link.ts";
import type { Fields, Translator } from "./translate.ts";

interface Recovered {
  base: Base;
  generation: number;
  /** Fields of a creation that shows something else than was sent, each with the side it came from. */
  doubtful: ReadonlyMap<FieldName, Side>;
}

/**
 * What journal entries of an earlier attempt teach, now that both sides have been looked at. Per field:
 *
 *   the side holds                          then
 *   what was sent                           it was written: the base is what was sent
 *   what it held before                     it was not written (yet, or it was refused): the base stands
 *   something else, and the mark landed     written, and a person edited over it: the base is what was sent
 *   something else, and no mark             not written; the person's edit meets ours as a conflict
 *
 * A creation has no "before". What differs from what was sent is a field that was refused, or an edit: in
 * doubt the source is carried over once more, and the new side's value goes into the conflict record.
 */
export function recover(
  link: { base: Base; generation: number },
  journal: readonly JournalEntry[],
  translator: Translator,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): Recovered {
  const base: Base = { ...link.base };
  const doubtful = new Map<FieldName, Side>();
  let { generation } = link;
  for (const entry of [...journal].sort((a, b) => a.generation - b.generation)) {
    const hasLanded = landed(entry, now[entry.side]);
    for (const name of FIELDS) {
      if (entry.kind !== "create" || !hasLanded) {
        recoverField(base, entry, hasLanded, name, translator.fields, now);
      } else if (!recoverCreated(base, entry, name, translator.fields, now)) {
        doubtful.set(name, otherSide[entry.side]);
      }
    }
    if (hasLanded) generation = Math.max(generation, entry.generation);
  }
  return { base, generation, doubtful };
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
  if (sent === undefined) return;
  const before: Partial<Pair<F>> = base[name] ?? {};
  if (holds(fields, entry.side, name, sent, values)) setPair(base, name, sent);
  else if (hasLanded && !holds(fields, entry.side, name, before, values)) setPair(base, name, sent);
}

/** False where a person may have edited the new issue: nothing is then taken for agreed on. */
function recoverCreated<F extends FieldName>(
  base: Base,
  entry: JournalEntry,
  name: F,
  fields: Fields,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): boolean {
  const values: Pair<F> = { jira: now.jira.values[name], linear: now.linear.values[name] };
  const sent = entry.fields[name];
  if (sent === undefined && saysNothing(fields, entry.side, name, values)) {
    setPair(base, name, entry.side === "jira" ? { jira: values.jira } : { linear: values.linear });
    return true;
  }
  if (sent === undefined) {
    setPair(base, name, {});
    return false;
  }
  setPair(base, name, holds(fields, entry.side, name, sent, values) ? sent : {});
  return holds(fields, entry.side, name, sent, values);
}

function saysNothing<F extends FieldName>(fields: Fields, side: Side, name: F, values: Pair<F>): boolean {
  const value: unknown = values[side];
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return true;
  const meaning =
    side === "jira"
      ? fields[name].toLinear(values.jira, values.linear)
      : fields[name].toJira(values.linear, values.jira);
  return meaning.kind === "leave";
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
