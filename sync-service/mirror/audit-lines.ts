import { FIELDS, otherSide, type Side } from "#sync/model/issue.ts";
import type { AuditEntry } from "#sync/model/link.ts";
import { snapshotOf, type Marked, type Sent, type Work } from "./parts.ts";
import { coveredConflicts } from "./covered-conflicts.ts";
import { nameOf } from "./plan-types.ts";

type Line = Omit<AuditEntry, "link" | "mirror">;

/** What happened to a link, one line each, in words a person understands. */
export function auditOf(
  work: Work,
  fate: { sent: readonly Sent[]; marked: readonly Marked[] },
  at: number,
): Line[] {
  const name = nameOfIssue(work);
  const lines: Line[] = fate.sent.map((sent) => sentLine(sent, name, at));
  for (const { field, resolution } of work.plan.conflicts) {
    const outcome =
      resolution === "ask"
        ? "both sides are left alone until somebody decides"
        : `${nameOf[resolution]} was kept`;
    const message = `${name}: ${field} was changed differently on both sides; ${outcome}`;
    lines.push({ at, what: "conflict", side: null, message });
  }
  for (const { field, resolution } of fate.sent.flatMap(coveredConflicts)) {
    const message = `${name}: ${field} was changed in ${nameOf[otherSide[resolution]]} just before it was written there; the value can be restored`;
    lines.push({ at, what: "conflict", side: null, message });
  }
  for (const { field, side, refusal } of work.plan.refused) {
    lines.push({ at, what: "parked", side, message: `${name}: ${field}: ${refusal.message}` });
  }
  if (work.plan.state !== work.link.state && work.plan.note !== null) {
    lines.push({ at, what: work.plan.state, side: null, message: `${name}: ${work.plan.note}` });
  }
  return lines;
}

function sentLine({ side, entry, outcome }: Sent, name: string, at: number): Line {
  const fields = FIELDS.filter((field) => entry.fields[field] !== undefined).join(", ");
  switch (outcome.kind) {
    case "applied": {
      const what = entry.kind === "create" ? "created" : "wrote";
      const message =
        entry.kind === "create"
          ? `${name} was created in ${nameOf[side]} as ${outcome.snapshot.key}`
          : `${name}: ${fields} written to ${nameOf[side]}`;
      return { at, what, side, message: message + refusedSuffix(outcome.refused.map((one) => one.message)) };
    }
    case "refused": {
      const reasons = outcome.refused.map((one) => one.message).join("; ");
      return { at, what: "parked", side, message: `${name}: ${nameOf[side]} refused ${fields}: ${reasons}` };
    }
    case "unknown":
      return {
        at,
        what: "unknown",
        side,
        message: `${name}: no answer from ${nameOf[side]} (${outcome.reason}); looking again`,
      };
    case "not-sent":
      return {
        at,
        what: "waiting",
        side,
        message: `${name}: not sent to ${nameOf[side]} yet (${outcome.reason})`,
      };
  }
}

function refusedSuffix(reasons: readonly string[]): string {
  return reasons.length === 0 ? "" : `; refused: ${reasons.join("; ")}`;
}

function nameOfIssue(work: Work): string {
  const key = (side: Side): string | undefined =>
    snapshotOf(work, side)?.key ?? work.link[side]?.key ?? undefined;
  return key("jira") ?? key("linear") ?? work.link.id;
}
