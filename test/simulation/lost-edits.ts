import { otherSide, SIDES, type Side } from "#sync/model/issue.ts";
import type { FieldKind, Value } from "./field-kind.ts";
import { recordsFor, show, type Recorded } from "./recorded.ts";
import type { Pair } from "./pairs.ts";
import type { Look } from "./process.ts";
import type { Change } from "./world.ts";

interface EditsVerdict {
  violations: string[];
  /** Edits between our look and our write that our write covered: in no record, and in one. */
  covered: number;
  rescued: number;
}

interface Case {
  troubled: ReadonlySet<number>;
  /** Rounds of work that looked at the pair, and that nothing befell. */
  looks: readonly Look[];
  pair: Pair;
  kind: FieldKind;
  records: readonly Recorded[];
  /** The field's history on each side. */
  history: Readonly<Record<Side, readonly Change[]>>;
  final: Readonly<Record<Side, Value | undefined>>;
  /** What the service wrote to the two issues, whatever the field. */
  ours: readonly Change[];
}

/** For each side, issue and field: the last value a person gave is there, or it is known why not. */
export function judgeEdits(evidence: {
  kinds: readonly FieldKind[];
  changes: readonly Change[];
  isJudged: (pair: Pair, field: string) => boolean;
  pairs: readonly Pair[];
  records: readonly Recorded[];
  oneWay: ReadonlySet<string>;
  restored: boolean;
  troubled: ReadonlySet<number>;
  looks: readonly Look[];
}): EditsVerdict {
  const verdict: EditsVerdict = { violations: [], covered: 0, rescued: 0 };
  for (const pair of evidence.pairs) {
    for (const kind of evidence.kinds) {
      const of = (side: Side, id: string | undefined): Change[] => {
        const ofIssue = evidence.changes.filter((change) => change.side === side && change.issue === id);
        // Linear's issues have the id that their maker gives them: one that was deleted may be made again.
        const born = ofIssue.findLastIndex(({ field }) => field === "created");
        return ofIssue.slice(Math.max(0, born)).filter(({ field }) => field === kind.name);
      };
      const one: Case = {
        troubled: evidence.troubled,
        looks: evidence.looks.filter(({ links }) => pair.link !== undefined && links.includes(pair.link)),
        pair,
        kind,
        records: recordsFor(pair, kind.name, evidence.records),
        history: { jira: of("jira", pair.jiraId), linear: of("linear", pair.linearId) },
        final: {
          jira: pair.jira && kind.dumped.jira(pair.jira),
          linear: pair.linear && kind.dumped.linear(pair.linear),
        },
        ours: evidence.changes.filter(
          ({ by, issue }) => by === "service" && (issue === pair.jiraId || issue === pair.linearId),
        ),
      };
      if (evidence.oneWay.has(kind.name) || !evidence.isJudged(pair, kind.name)) continue;
      if (kind.kind === "one") judgeOne(one, verdict);
      else judgeSet(one, verdict);
      if (kind.kind === "one" && !evidence.restored) judgeRecords(one, verdict);
    }
  }
  return verdict;
}

function judgeOne(one: Case, verdict: EditsVerdict): void {
  for (const side of SIDES) {
    const final = one.final[side];
    const edit = one.history[side].findLast(({ by }) => by !== "service");
    if (!edit || final === undefined || isSame(final, edit.new) || wasTakenBack(one, side, edit)) continue;
    const isRecorded = one.records.some((record) => isSame(record[side], edit.new));
    const overwriting = one.history[side].find(
      (change) => change.by === "service" && isAfter(one.history[side], change, edit),
    );
    if (overwriting && overwriting.lookedAt < edit.step) {
      const isKnown = isRecorded || wasSeenAndChanged(one, side, edit, overwriting);
      // The history is looked at when the write's answer comes; an answer that was lost leaves nobody to look.
      const isExcused = one.troubled.has(overwriting.lookedAt);
      if (isKnown) verdict.rescued += 1;
      else if (isExcused) verdict.covered += 1;
      else verdict.violations.push(coveredUnseen(one, side, edit));
      continue;
    }
    if (isRecorded || wasSeenAndChanged(one, side, edit, overwriting)) continue;
    if (wasCoveredThere(one, side, edit)) {
      verdict.covered += 1;
      continue;
    }
    verdict.violations.push(
      `${nameOf(one, side)}: ${one.kind.name} ${show(edit.new)} given at step ${edit.step} is gone (${show(final)}), in no conflict record`,
    );
  }
}

function coveredUnseen(one: Case, side: Side, edit: Change): string {
  return `${nameOf(one, side)}: ${one.kind.name} ${show(edit.new)} given at step ${edit.step} was covered by a write and is in no conflict record`;
}

/** The value is the one that stood when the service last wrote the field: seen from there, nothing changed. */
function wasTakenBack(one: Case, side: Side, edit: Change): boolean {
  const last = SIDES.flatMap((each) => one.history[each])
    .filter((change) => change.by === "service" && change.step <= edit.step)
    .reduce<Change | undefined>(
      (latest, change) => (latest && latest.step > change.step ? latest : change),
      undefined,
    );
  // What the service wrote, it knows; of the side it wrote nothing on, it knows what stood when it looked.
  const from = last === undefined || last.side === side ? (last?.step ?? 0) : last.lookedAt;
  const standing = one.history[side].filter((change, index, all) => {
    const next = all[index + 1];
    return change.step <= (last?.step ?? 0) && (next === undefined || next.step > from);
  });
  const known = standing.length > 0 ? standing : one.history[side].slice(0, 1);
  // It may have looked again since, while both sides said the same: it knows that then, although it wrote nothing.
  const looked = lastAgreement(one, edit.step).looked;
  const seen =
    looked > (last?.step ?? 0) ? one.history[side].filter(({ step }) => step <= looked).at(-1) : undefined;
  return [...known, ...(seen ? [seen] : [])].some(
    (change) => change !== edit && isSame(change.new, edit.new),
  );
}

/** The other side held the value, and a person there changed it afterwards. */
function wasSeenAndChanged(one: Case, side: Side, edit: Change, overwriting: Change | undefined): boolean {
  const other = one.history[otherSide[side]];
  const means = (value: Value): boolean =>
    side === "jira" ? one.kind.same(edit.new, value) : one.kind.same(value, edit.new);
  return other.some(
    (change) =>
      change.by === "person" &&
      change.old !== undefined &&
      means(change.old) &&
      change.step >= edit.step &&
      (overwriting === undefined || change.step <= overwriting.step),
  );
}

/**
 * The service carried the value over to the other side, and there a write of its own, whose sender had been given
 * up, covered it: whoever edits after that has not seen it, and nobody is left to look at the history.
 */
function wasCoveredThere(one: Case, side: Side, edit: Change): boolean {
  const other = one.history[otherSide[side]];
  const carried = other.findIndex(
    ({ by, step, new: value }) =>
      by === "service" &&
      step >= edit.step &&
      (side === "jira" ? one.kind.same(edit.new, value) : one.kind.same(value, edit.new)),
  );
  const next = carried < 0 ? undefined : other[carried + 1];
  return next?.by === "service" && next.lookedAt < edit.step && one.troubled.has(next.lookedAt);
}

/** A conflict is one only where people on both sides edited since both sides last said the same. */
function judgeRecords(one: Case, verdict: EditsVerdict): void {
  for (const record of one.records) {
    if (record.jiraIssue === null) continue;
    const times = meetings(one, record);
    const unjustified = times.map((at) => {
      const { written, looked } = lastAgreement(one, at);
      const agreed = Math.max(written, looked);
      const edited = SIDES.filter((side) =>
        one.history[side].some(({ by, step }) => by !== "service" && step >= agreed && step <= at),
      );
      // Where both never said the same, neither is known to have been first.
      const isJustified = agreed === 0 || edited.length === SIDES.length || isDoubtful(one, at);
      return isJustified ? undefined : { edited, agreed };
    });
    if (times.length === 0) {
      verdict.violations.push(
        `${nameOf(one, "jira")}: a conflict in ${one.kind.name} is recorded, ${show(record.jira)} and ${show(record.linear)}, which were never both given`,
      );
    }
    if (times.length === 0 || unjustified.includes(undefined)) continue;
    const [{ edited, agreed } = { edited: [], agreed: 0 }] = unjustified.flatMap((found) => found ?? []);
    verdict.violations.push(
      `${nameOf(one, "jira")}: a conflict in ${one.kind.name} is recorded, ${show(record.jira)} and ${show(record.linear)}, and only ${edited.join("")} was edited since step ${agreed}`,
    );
  }
}

/** The steps since which the two recorded values stood side by side: values come again. */
function meetings(one: Case, record: Recorded): number[] {
  const given = (side: Side): number[] =>
    one.history[side].filter((edit) => isSame(edit.new, record[side])).map(({ step }) => step);
  return given("jira").flatMap((jira) => given("linear").map((linear) => Math.max(jira, linear)));
}

/**
 * The last steps before this one at which both sides are known to have said the same: the service made it so, or
 * it looked at both while it was so. 0 when there is none.
 */
function lastAgreement(one: Case, before: number): { written: number; looked: number } {
  const all = SIDES.flatMap((side) => one.history[side]).sort((a, b) => a.step - b.step);
  const now: Partial<Record<Side, Value>> = {};
  let [written, looked] = [0, 0];
  let since: number | undefined;
  const end = (step: number): void => {
    for (const { from, to } of one.looks) {
      if (since !== undefined && from >= since && to <= step) looked = Math.max(looked, from);
    }
    since = undefined;
  };
  for (const change of all) {
    if (change.step >= before) break;
    now[change.side] = change.new;
    const isAgreed =
      now.jira !== undefined &&
      now.linear !== undefined &&
      (one.kind.agrees ?? one.kind.same)(now.jira, now.linear);
    if (!isAgreed) end(change.step);
    else since ??= change.step;
    // What was edited since the look that led to the write, it does not know of.
    if (isAgreed && change.by === "service") written = Math.max(written, change.lookedAt);
  }
  end(before);
  return { written, looked };
}

/**
 * What the service last wrote before, its answer may have been lost: then it is not known who gave the value. So it
 * is with a field that the tracker refused: its log tells of the rest of the write alone, which left both values
 * as they had been seen.
 */
function isDoubtful(one: Case, at: number): boolean {
  const all = SIDES.flatMap((side) => one.history[side]);
  const wasRefused = one.ours.some(
    ({ lookedAt, step }) =>
      lookedAt >= at &&
      one.troubled.has(lookedAt) &&
      !all.some((change) => change.step > at && change.step <= step),
  );
  return (
    wasRefused ||
    SIDES.some((side) => {
      const written = one.history[side].findLast(({ by, step }) => by === "service" && step <= at);
      return written !== undefined && one.troubled.has(written.lookedAt);
    })
  );
}

/** Each member: what the last person who added or removed it wanted, on either side, is so on both. */
function judgeSet(one: Case, verdict: EditsVerdict): void {
  const edits = SIDES.flatMap((side) => one.history[side].filter(({ by }) => by !== "service"));
  const members = new Set(edits.flatMap((edit) => [...touched(edit)].map(([member]) => member)));
  for (const member of members) {
    const last = (side: Side): Change | undefined =>
      one.history[side].findLast((change) => change.by !== "service" && touched(change).has(member));
    const wishes = SIDES.map(last).filter((change) => change !== undefined);
    for (const side of SIDES) {
      const final = one.final[side];
      if (final === undefined || one.pair.resting) continue;
      const isThere = asSet(final).includes(member);
      if (wishes.some((edit) => touched(edit).get(member) === isThere)) continue;
      if (one.records.some((record) => isThere || contains(record, member))) continue;
      if (wishes.some((edit) => wasCovered(one.history[edit.side], edit, member))) {
        verdict.covered += 1;
        continue;
      }
      const [edit] = wishes;
      verdict.violations.push(
        `${nameOf(one, side)}: ${one.kind.name} ${isThere ? "still has" : "lost"} ${member}, edited at step ${edit?.step ?? 0}, in no conflict record`,
      );
    }
  }
}

/** Our first write after the edit that undid it had been decided before the edit. */
function wasCovered(history: readonly Change[], edit: Change, member: string): boolean {
  const wanted = touched(edit).get(member);
  const undone = history.find(
    (change) =>
      change.by === "service" && isAfter(history, change, edit) && touched(change).get(member) === !wanted,
  );
  return undone !== undefined && undone.lookedAt < edit.step;
}

/** The members that a change added (true) or removed (false). */
function touched(change: Change): ReadonlyMap<string, boolean> {
  const [before, after] = [asSet(change.old), asSet(change.new)];
  return new Map([
    ...after.filter((member) => !before.includes(member)).map((member) => [member, true] as const),
    ...before.filter((member) => !after.includes(member)).map((member) => [member, false] as const),
  ]);
}

const asSet = (value: Value | undefined): readonly string[] =>
  typeof value === "object" && value !== null ? value : [];
const contains = (record: Recorded, member: string): boolean =>
  asSet(record.jira).includes(member) || asSet(record.linear).includes(member);
const isSame = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);
const isAfter = (history: readonly Change[], change: Change, edit: Change): boolean =>
  history.indexOf(change) > history.indexOf(edit);
const nameOf = ({ pair }: Case, side: Side): string =>
  side === "jira" ? (pair.jira?.key ?? "a Jira issue") : (pair.linear?.identifier ?? "a Linear issue");
