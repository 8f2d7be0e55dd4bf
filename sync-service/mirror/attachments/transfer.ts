import type { FileRefusal, FileRow } from "#sync/model/file.ts";
import { otherSide, type IssueFile, type Side } from "#sync/model/issue.ts";
import type { FileOutcome } from "#sync/trackers/file-port.ts";
import type { Spooled } from "#sync/trackers/spool.ts";
import type { Batch, EngineParts } from "../parts.ts";
import { copyId } from "../copy-id.ts";
import { nameOf } from "../plan-types.ts";
import { newRow, REMOVAL, type FileDecision, type FileLook } from "./plan.ts";

/** How long a refused file rests before it is tried again, ms. */
const PARK_FOR = 15 * 60_000;
/** How soon one whose fate is unknown, or that could not be read, is looked at again, ms. */
const LOOK_AGAIN_AFTER = 5_000;

/** What became of one file. */
export interface FileFate {
  rows: readonly FileRow[];
  lookAgainAt: number | null;
  /** For the audit; null when nothing was done. */
  says: { what: string; side: Side; message: string } | null;
  written: number;
}

/** Carries out one decision. `journal` says whether the link is still ours, and writes the row down. */
export async function carryOut(
  parts: EngineParts,
  batch: Batch,
  look: FileLook,
  decision: FileDecision,
  limit: number,
  journal: (row: FileRow) => Promise<boolean>,
): Promise<FileFate> {
  const { row, act } = decision;
  const rest = (lookAgainAt: number | null = null): FileFate => ({
    rows: [row],
    lookAgainAt,
    says: null,
    written: 0,
  });
  switch (act.kind) {
    case "rest":
      return rest();
    case "wait":
      return rest(act.until);
    case "look":
      return rest(parts.clock.now() + LOOK_AGAIN_AFTER);
    case "remove":
      return await remove(parts, batch, look, row, act);
    case "retire":
      return await retire(parts, batch, look, row, act.file, limit);
    case "copy":
      return await copy(parts, batch, look, decision, act, limit, journal);
  }
}

async function copy(
  parts: EngineParts,
  batch: Batch,
  look: FileLook,
  { row }: FileDecision,
  { file, lookalikes }: Extract<FileDecision["act"], { kind: "copy" }>,
  limit: number,
  journal: (row: FileRow) => Promise<boolean>,
): Promise<FileFate> {
  const to = otherSide[row.origin];
  const now = parts.clock.now();
  const downloaded = await downloadOf(parts, batch, file, limit);
  switch (downloaded.kind) {
    case "too-large":
      return await nameInstead(parts, batch, look, row, file, limit);
    case "gone":
    case "not-now": {
      const retryAt = downloaded.kind === "not-now" ? downloaded.retryAt : null;
      return { rows: [row], lookAgainAt: retryAt ?? now + LOOK_AGAIN_AFTER, says: null, written: 0 };
    }
    case "content":
      break;
  }
  const content = downloaded.file;
  try {
    const same = await sameContent(parts, batch, lookalikes, content, limit);
    if (same) return adopted(row, same, content, batch);
    const started: FileRow = {
      ...row,
      sha256: content.sha256,
      attempts: row.attempts + 1,
      startedAt: now,
      refusal: null,
    };
    if (!(await journal(started))) return { rows: [], lookAgainAt: null, says: null, written: 0 };
    const { id: issue, key: issueKey } = look.issues[to];
    const outcome = await parts[to].files.upload(
      { issue, issueKey, id: idOfCopy(look, row), name: file.name, subtitle: subtitleOf(file), content },
      batch,
    );
    return settle(started, row.startedAt, outcome, look, to, parts.clock.now());
  } finally {
    await content.release();
  }
}

/** The same name and the same bytes: our own upload whose answer was lost, or a file both sides held already. */
function adopted(row: FileRow, same: IssueFile, content: Spooled, batch: Batch): FileFate {
  const isOurs = same.side === "jira" && same.authorId === batch.translator.jira.self;
  const state = isOurs ? "linked" : "paired";
  const pair: FileRow = {
    ...row,
    state,
    copyId: same.id,
    sha256: content.sha256,
    startedAt: null,
    refusal: null,
  };
  // Both wait to be copied to each other; one row says that they need not.
  const other: FileRow = {
    ...newRow(row, same),
    state: "paired",
    copyId: row.originalId,
    sha256: content.sha256,
  };
  return { rows: isOurs ? [pair] : [pair, other], lookAgainAt: null, says: null, written: 0 };
}

async function sameContent(
  parts: EngineParts,
  batch: Batch,
  lookalikes: readonly IssueFile[],
  content: Spooled,
  limit: number,
): Promise<IssueFile | undefined> {
  for (const lookalike of lookalikes) {
    if (lookalike.size !== null && lookalike.size !== content.size) continue;
    const other = await downloadOf(parts, batch, lookalike, limit);
    if (other.kind !== "content") continue;
    await other.file.release();
    if (other.file.sha256 === content.sha256) return lookalike;
  }
  return undefined;
}

function settle(
  row: FileRow,
  startedBefore: number | null,
  outcome: FileOutcome,
  look: FileLook,
  to: Side,
  now: number,
): FileFate {
  const key = look.issues.jira.key;
  switch (outcome.kind) {
    case "applied": {
      const linked: FileRow = { ...row, state: "linked", copyId: outcome.id, startedAt: null };
      const message = `${key}: file "${row.name}" copied to ${nameOf[to]}`;
      return { rows: [linked], lookAgainAt: null, says: { what: "attached", side: to, message }, written: 1 };
    }
    case "refused": {
      const { code, message } = outcome.refusal;
      const refusal: FileRefusal = {
        side: to,
        code,
        message: `"${row.name}": ${message}`,
        fingerprint: row.originalId,
        retryAt: now + PARK_FOR,
      };
      const parked: FileRow = { ...row, startedAt: null, refusal };
      const says = { what: "parked", side: to, message: `${key}: ${refusal.message}` };
      return { rows: [parked], lookAgainAt: refusal.retryAt, says, written: 0 };
    }
    case "gone":
      return { rows: [{ ...row, state: "tombstone" }], lookAgainAt: null, says: null, written: 0 };
    case "unknown":
      return { rows: [row], lookAgainAt: now + LOOK_AGAIN_AFTER, says: null, written: 0 };
    case "not-sent": {
      const unsent: FileRow = { ...row, startedAt: startedBefore };
      return {
        rows: [unsent],
        lookAgainAt: outcome.retryAt ?? now + LOOK_AGAIN_AFTER,
        says: null,
        written: 0,
      };
    }
  }
}

/** Too large to be carried: a link to it, and words. */
async function nameInstead(
  parts: EngineParts,
  batch: Batch,
  look: FileLook,
  row: FileRow,
  file: IssueFile,
  limit: number,
): Promise<FileFate> {
  const to = otherSide[row.origin];
  const now = parts.clock.now();
  const { id: issue, key: issueKey } = look.issues[to];
  const id = idOfCopy(look, row) ?? row.originalId;
  const item = { issue, issueKey, id, name: file.name, subtitle: subtitleOf(file), url: file.url };
  const outcome = await parts[to].files.name(item, batch);
  if (outcome.kind !== "applied") return settle(row, row.startedAt, outcome, look, to, now);
  const megabytes = Math.floor(limit / 1_048_576);
  const message = `${look.issues[row.origin].key}: the file "${row.name}" is larger than the ${megabytes} MB that are carried over; ${nameOf[to]} links to it in ${nameOf[row.origin]}. Raise attachments.maxBytes in the mapping to have it copied.`;
  const refusal: FileRefusal = {
    side: to,
    code: "too-large",
    message,
    fingerprint: row.originalId,
    retryAt: null,
  };
  const named: FileRow = { ...row, state: "named", copyId: outcome.id, startedAt: null, refusal };
  return { rows: [named], lookAgainAt: null, says: { what: "parked", side: to, message }, written: 1 };
}

async function remove(
  parts: EngineParts,
  batch: Batch,
  look: FileLook,
  row: FileRow,
  { side, id }: { side: Side; id: string },
): Promise<FileFate> {
  const now = parts.clock.now();
  const { id: issue, key: issueKey } = look.issues[side];
  const outcome = await parts[side].files.remove({ issue, issueKey, id }, batch);
  if (outcome.kind === "refused") {
    const { code, message } = outcome.refusal;
    const refusal = { side, code, message, fingerprint: REMOVAL, retryAt: now + PARK_FOR };
    const says = { what: "parked", side, message };
    return { rows: [{ ...row, refusal }], lookAgainAt: refusal.retryAt, says, written: 0 };
  }
  if (outcome.kind === "unknown" || outcome.kind === "not-sent") {
    return { rows: [row], lookAgainAt: now + LOOK_AGAIN_AFTER, says: null, written: 0 };
  }
  const message = `${look.issues.jira.key}: file "${row.name}" removed from ${nameOf[side]}, as its original was`;
  const gone: FileRow = { ...row, state: "tombstone", refusal: null };
  return { rows: [gone], lookAgainAt: null, says: { what: "attached", side, message }, written: 1 };
}

/** An upload that landed late: it goes if its content is what we sent. Anything else is a file of its own. */
async function retire(
  parts: EngineParts,
  batch: Batch,
  look: FileLook,
  row: FileRow,
  file: IssueFile,
  limit: number,
): Promise<FileFate> {
  const now = parts.clock.now();
  const downloaded = await downloadOf(parts, batch, file, limit);
  if (downloaded.kind === "not-now" || downloaded.kind === "gone") {
    return { rows: [], lookAgainAt: now + LOOK_AGAIN_AFTER, says: null, written: 0 };
  }
  const sha256 = downloaded.kind === "content" ? downloaded.file.sha256 : null;
  if (downloaded.kind === "content") await downloaded.file.release();
  const own = newRow(look, file);
  if (sha256 === null || sha256 !== row.sha256) {
    return { rows: [own], lookAgainAt: now, says: null, written: 0 };
  }
  const { id: issue, key: issueKey } = look.issues.jira;
  const outcome = await parts.jira.files.remove({ issue, issueKey, id: file.id }, batch);
  if (outcome.kind === "unknown" || outcome.kind === "not-sent") {
    return { rows: [], lookAgainAt: now + LOOK_AGAIN_AFTER, says: null, written: 0 };
  }
  const message = `${issueKey}: a second copy of "${file.name}", of an upload that landed late, was removed`;
  const says = { what: "duplicate", side: "jira" as const, message };
  return { rows: [{ ...own, state: "surplus", sha256 }], lookAgainAt: null, says, written: 1 };
}

async function downloadOf(parts: EngineParts, batch: Batch, file: IssueFile, limit: number) {
  return isIn(file, "jira")
    ? await parts.jira.files.download(file, limit, batch)
    : isIn(file, "linear")
      ? await parts.linear.files.download(file, limit, batch)
      : ({ kind: "gone" } as const);
}

function isIn<S extends Side>(file: IssueFile, side: S): file is IssueFile<S> {
  return file.side === side;
}

function idOfCopy(look: FileLook, { origin, originalId }: FileRow): string | null {
  if (origin === "linear") return null;
  const place = { kind: "file", workspace: look.workspace, issue: look.issues.linear.id } as const;
  return copyId(place, { original: originalId, incarnation: 0 });
}

function subtitleOf({ author, side }: IssueFile): string {
  return `${author === "" ? "Attached" : `Attached by ${author}`} in ${nameOf[side]}`;
}
