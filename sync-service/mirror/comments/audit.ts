import type { AuditEntry } from "#sync/model/link.ts";
import { SIDES, otherSide, type Side } from "#sync/model/issue.ts";
import { nameOf } from "../plan-types.ts";
import type { CommentLook } from "./look.ts";
import type { Fate } from "./result.ts";

type Line = Omit<AuditEntry, "link" | "mirror">;

/** What happened to a link's comments: one line a kind of write and side, and one for each text that went. */
export function commentAudit(look: CommentLook, fates: readonly Fate[], at: number): Line[] {
  const key = look.issues.jira.key;
  return SIDES.flatMap((side): Line[] => {
    const ofSide = fates.filter((fate) => fate.side === side);
    const line = (what: string, message: string): Line => ({ at, what, side, message: `${key}: ${message}` });
    const created = done(ofSide, "create");
    const updated = done(ofSide, "update");
    const removed = done(ofSide, "remove");
    const there = nameOf[otherSide[side]];
    return [
      ...(created > 0 ? [line("commented", `${counted(created)} copied to ${nameOf[side]}`)] : []),
      ...(updated > 0 ? [line("commented", `${counted(updated)} rewritten in ${nameOf[side]}`)] : []),
      ...(removed > 0 ? [line("commented", `${counted(removed)} removed from ${nameOf[side]}`)] : []),
      ...ofSide.flatMap((fate) => overwritten(fate).map((text) => line("overwritten", text))),
      ...ofSide.flatMap((fate) =>
        isDeletedCopy(look, fate)
          ? [
              line(
                "tombstone",
                `the copy of a comment from ${there} was deleted in ${nameOf[side]}; it is not made again`,
              ),
            ]
          : [],
      ),
      ...ofSide.flatMap(({ outcome }) =>
        outcome?.kind === "refused" ? [line("parked", outcome.refusal.message)] : [],
      ),
    ];
  });
}

function done(fates: readonly Fate[], kind: string): number {
  return fates.filter(
    ({ decision, outcome }) =>
      decision.write?.kind === kind && (outcome?.kind === "applied" || outcome?.kind === "gone"),
  ).length;
}

function counted(count: number): string {
  return count === 1 ? "a comment" : `${count} comments`;
}

/** Nobody's words go unseen: what a person wrote over a copy stays here. */
function overwritten({ side, decision: { write }, outcome }: Fate): string[] {
  if (write === null || write.kind === "create" || write.overwritten === null) return [];
  if (outcome?.kind !== "applied" && outcome?.kind !== "gone") return [];
  return [`an edited copy in ${nameOf[side satisfies Side]} was written over; it said: ${write.overwritten}`];
}

function isDeletedCopy(look: CommentLook, { decision: { row, write, author } }: Fate): boolean {
  const before = look.rows.find(
    ({ origin, originalId }) => origin === row.origin && originalId === row.originalId,
  );
  return row.state === "tombstone" && before?.state === "linked" && write === null && author !== null;
}
