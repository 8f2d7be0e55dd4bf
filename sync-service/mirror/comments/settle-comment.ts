import type { CommentRow } from "#sync/model/comment.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { Side } from "#sync/model/issue.ts";
import type { CommentOutcome, CommentRefused } from "#sync/trackers/comment-port.ts";
import { REMOVAL } from "./decide.ts";
import type { CommentWrite, Decision } from "./look.ts";

/** How long a refused comment rests before it is tried again, ms. */
const PARK_FOR = 15 * 60_000;
/** How soon one whose fate is unknown is looked at again, ms. */
const LOOK_AGAIN_AFTER = 2_000;

/** A comment's row once the fate of its write is known. */
interface Settled {
  row: CommentRow;
  lookAgainAt: number | null;
}

/** Before the creation of its copy is sent. */
export function rowUnderWay(row: CommentRow, write: CommentWrite, now: number): CommentRow {
  if (write.kind !== "create") return row;
  const { id, incarnation } = write;
  return { ...row, state: "creating", copyId: id, incarnation, startedAt: now, refusal: null };
}

export function settleComment<To extends Side>(
  side: To,
  { row, write }: Decision<To>,
  outcome: CommentOutcome<To>,
  now: number,
): Settled {
  if (write === null) return { row, lookAgainAt: null };
  const rest = (after: CommentRow): Settled => ({ row: after, lookAgainAt: null });
  switch (outcome.kind) {
    case "applied": {
      const { id, version, body } = outcome.comment;
      const stored = { copyId: id, copyVersion: version, shown: fingerprintOf(body), refusal: null };
      if (write.kind === "remove") return rest({ ...row, ...stored });
      const { carried } = write;
      const state = write.kind === "create" ? "linked" : write.then;
      const incarnation = write.kind === "create" ? write.incarnation : row.incarnation;
      return rest({ ...row, ...stored, state, carried, incarnation, startedAt: null });
    }
    case "gone":
      return rest(whenGone(row, write));
    case "refused":
      return rest(whenRefused(side, row, write, outcome.refusal, now));
    case "unknown":
      return { row: whenOpen(rowUnderWay(row, write, now), write), lookAgainAt: now + LOOK_AGAIN_AFTER };
    case "not-sent":
      return { row: whenOpen(row, write), lookAgainAt: outcome.retryAt ?? now + LOOK_AGAIN_AFTER };
  }
}

function whenGone(row: CommentRow, write: CommentWrite): CommentRow {
  const state = write.kind === "remove" ? write.then : "tombstone";
  const copyId = write.kind === "create" ? write.id : row.copyId;
  return {
    ...row,
    state,
    copyId,
    originalVersion: row.originalVersion ?? 0,
    startedAt: null,
    refusal: null,
  };
}

function whenRefused(
  side: Side,
  row: CommentRow,
  write: CommentWrite,
  { code, message }: CommentRefused,
  now: number,
): CommentRow {
  const fingerprint = write.kind === "remove" ? REMOVAL : write.carried;
  return { ...row, startedAt: null, refusal: { side, code, message, fingerprint, retryAt: now + PARK_FOR } };
}

/** Its versions count as seen only with what they brought. */
function whenOpen(row: CommentRow, write: CommentWrite): CommentRow {
  return write.kind === "update" ? { ...row, originalVersion: null } : row;
}
