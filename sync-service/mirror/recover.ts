import { FIELDS, otherSide, type FieldName, type Side, type Snapshot } from "#sync/model/issue.ts";
import { setPair, type Base, type JournalEntry, type Pair } from "#sync/model/link.ts";
import { projectOf } from "#sync/model/project-id.ts";
import type { Fields } from "./merge/field.ts";
import { isNothing } from "./merge/three-way.ts";
import type { Translator } from "./translate.ts";

interface Recovered {
  base: Base;
  generation: number;
  /** Fields of a creation that shows something else than was sent. */
  doubtful: ReadonlyMap<FieldName, Doubt>;
}

/** Whether the new issue shows a person's edit, or what a tracker made of a creation. */
export interface Doubt {
  /** Where the value came from that was sent. */
  source: Side;
  /**
   * Whether what that side shows may be newer than the new issue: it is not what was sent, or it is nothing, while
   * the new issue, which may be of an earlier attempt that a restored database forgot, shows something.
   */
  mayBeNewer: boolean;
}

/**
 * What journal entries of an earlier attempt teach, now that both sides have been looked at. Per field:
 *
 *   the side holds                          then
 *   what was sent                           it was written: the base is what was sent
 *   what it held before                     it was not written (yet, or it was refused): the base stands; if the
 *                                           mark landed, a person may have put it back: kept in the record
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
  const doubtful = new Map<FieldName, Doubt>();
  let { generation } = link;
  for (const entry of [...journal].sort((a, b) => a.generation - b.generation)) {
    const hasLanded = landed(entry, now[entry.side]);
    for (const name of FIELDS) {
      if (entry.kind !== "create" || !hasLanded) {
        const found = recoverField(base, entry, hasLanded, name, translator.fields, now);
        if (found === "written") doubtful.delete(name);
        if (found === "doubtful") doubtful.set(name, { source: otherSide[entry.side], mayBeNewer: false });
      } else {
        const doubt = recoverCreated(base, entry, name, translator.fields, now);
        if (doubt) doubtful.set(name, doubt);
      }
    }
    if (hasLanded) generation = Math.max(generation, entry.generation);
  }
  return { base, generation, doubtful };
}

/** Whether the field was written: then what was in doubt before is so no more. In doubt is what was put back. */
function recoverField<F extends FieldName>(
  base: Base,
  entry: JournalEntry,
  hasLanded: boolean,
  name: F,
  fields: Fields,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): "written" | "doubtful" | "not written" {
  const values: Pair<F> = { jira: now.jira.values[name], linear: now.linear.values[name] };
  const sent = entry.fields[name];
  if (sent === undefined) return "not written";
  const isAsBefore = holds(fields, entry.side, name, base[name] ?? {}, values);
  const isAsSent = holds(fields, entry.side, name, sent, values);
  if (!isAsSent && (isAsBefore || !hasLanded)) {
    return hasLanded && isOneWrite(entry.side, name) && !fields[name].standing ? "doubtful" : "not written";
  }
  const alone = entry.alone?.[name];
  setPair(base, name, alone && !isWrittenToo(fields, entry, name, { sent, alone }, now) ? alone : sent);
  return "written";
}

/** Jira takes a status by a request of its own, after the one that brings the mark. */
function isOneWrite(side: Side, name: FieldName): boolean {
  return side !== "jira" || name !== "status";
}

/** Of a merge that was to be written on both sides: whether the other side took its part. */
function isWrittenToo<F extends FieldName>(
  fields: Fields,
  entry: JournalEntry,
  name: F,
  { sent, alone }: { sent: Pair<F>; alone: Pair<F> },
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): boolean {
  const other = otherSide[entry.side];
  const values: Pair<F> = { jira: now.jira.values[name], linear: now.linear.values[name] };
  if (holds(fields, other, name, sent, values)) return true;
  return !holds(fields, other, name, alone, values) && landed(entry, now[other]);
}

/** Where a person may have edited the new issue, nothing is taken for agreed on but what stands of a set. */
function recoverCreated<F extends FieldName>(
  base: Base,
  entry: JournalEntry,
  name: F,
  fields: Fields,
  now: { jira: Snapshot<"jira">; linear: Snapshot<"linear"> },
): Doubt | undefined {
  const values: Pair<F> = { jira: now.jira.values[name], linear: now.linear.values[name] };
  const sent = entry.fields[name];
  const source = otherSide[entry.side];
  if (sent === undefined && saysNothing(fields, entry.side, name, values)) {
    setPair(base, name, entry.side === "jira" ? { jira: values.jira } : { linear: values.linear });
    return undefined;
  }
  if (sent === undefined) {
    setPair(base, name, {});
    return { source, mayBeNewer: false };
  }
  if (holds(fields, entry.side, name, sent, values)) {
    setPair(base, name, sent);
    return undefined;
  }
  const standing = fields[name].standing?.(sent, entry.side, values);
  setPair(base, name, standing?.pair ?? {});
  if (standing?.isWhole) return undefined;
  return { source, mayBeNewer: isNothing(values[source]) || !holds(fields, source, name, sent, values) };
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
  // A project carries no mark; one that was created has the id that we gave it.
  if (projectOf(snapshot.id) !== null) return entry.kind === "create";
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
