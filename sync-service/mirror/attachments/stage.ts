import type { FileRow } from "#sync/model/file.ts";
import { SIDES, type IssueFile, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { bothEnds, isDue, type BothEnds } from "../both-ends.ts";
import type { Batch, EngineParts, Sent, Work } from "../parts.ts";
import { planFiles, type FileLook, type FileRules } from "./plan.ts";
import { carryOut, type FileFate } from "./transfer.ts";

/** What a round made of one link's files; part of that link's commit. */
export interface FileResult {
  rows: readonly FileRow[];
  /** Whether every reason to look has been answered. */
  isAnswered: boolean;
  parked: LinkCommit["parked"];
  audit: LinkCommit["audit"];
  lookAgainAt: number | null;
  written: number;
}

/**
 * Mirrors the files of links whose issues are both there. Jira's come along with the issues; Linear's are read
 * where something spoke of them, or where a file of Jira's is new. Never throws for what a tracker does.
 */
export async function mirrorFiles(
  parts: EngineParts,
  batch: Batch,
  works: readonly Work[],
  sent: ReadonlyMap<LinkId, readonly Sent[]>,
): Promise<ReadonlyMap<LinkId, FileResult>> {
  const { direction, maxBytes } = batch.translator.mirror.attachments;
  if (direction === "none") return parkedNoMore(works);
  const candidates = bothEnds(works, sent);
  if (candidates.length === 0) return new Map();
  const rules: FileRules = {
    carries: (origin) => direction === "both" || direction === (origin === "jira" ? "to-linear" : "to-jira"),
    self: batch.translator.jira.self,
    now: parts.clock.now(),
    creationMayLandFor: parts.creationMayLandFor,
  };
  try {
    const looks = await lookAtFiles(parts, batch, candidates, rules);
    const results = await Promise.all(
      candidates.map(async ({ work }, index) => {
        const look = looks[index];
        return look
          ? ([[work.link.id, await workOn(parts, batch, work, look, rules, maxBytes)]] as const)
          : [];
      }),
    );
    return new Map(results.flat());
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    const lookAgainAt = error.retryAt ?? parts.clock.now() + 5_000;
    return new Map(candidates.map(({ work }) => [work.link.id, nothingDone(work, lookAgainAt)]));
  }
}

async function lookAtFiles(
  parts: EngineParts,
  batch: Batch,
  candidates: readonly BothEnds[],
  rules: FileRules,
): Promise<FileLook[]> {
  const stored = Map.groupBy(
    await parts.store.filesOf(candidates.map(({ work }) => work.link.id)),
    ({ link }) => link,
  );
  const looks = candidates.map(({ work, jira, linear }): FileLook => {
    const end = ({ id, key, url }: Snapshot) => ({ id, key, url });
    return {
      link: work.link.id,
      issues: { jira: end(jira.snapshot), linear: end(linear.snapshot) },
      workspace: batch.translator.linear.workspace,
      rows: stored.get(work.link.id) ?? [],
      jira: jira.isNew ? [] : (jira.snapshot.files ?? null),
      linear: linear.isNew ? [] : (linear.snapshot.files ?? null),
    };
  });
  for (const side of SIDES) {
    const unread = looks.filter(
      (look, index) => look[side] === null && mustRead(side, look, candidates[index], rules),
    );
    await readSide(parts, batch, side, unread);
  }
  return looks;
}

function mustRead(side: Side, look: FileLook, candidate: BothEnds | undefined, rules: FileRules): boolean {
  if (candidate && isDue(candidate)) return true;
  return planFiles(look, rules).some(({ act }) => act.kind === "look" && act.side === side);
}

async function readSide(
  parts: EngineParts,
  batch: Batch,
  side: Side,
  looks: readonly FileLook[],
): Promise<void> {
  const { read } = parts[side].files;
  if (read === null || looks.length === 0) return;
  const files: ReadonlyMap<string, readonly IssueFile[]> = await read(
    looks.map(({ issues }) => issues[side].id),
    batch,
  );
  for (const look of looks) look[side] = files.get(look.issues[side].id) ?? null;
}

/** One file after the other, so that a lease is not spent on a single issue's downloads at once. */
async function workOn(
  parts: EngineParts,
  batch: Batch,
  work: Work,
  look: FileLook,
  rules: FileRules,
  maxBytes: number,
): Promise<FileResult> {
  const journal = async (row: FileRow): Promise<boolean> =>
    (await parts.store.journalFiles([row], [work.link])).has(work.link.id);
  const fates: FileFate[] = [];
  for (const decision of planFiles(look, rules)) {
    fates.push(await carryOut(parts, batch, look, decision, maxBytes, journal));
  }
  const now = parts.clock.now();
  const rows = new Map(
    fates.flatMap((fate) => fate.rows).map((row) => [`${row.origin}/${row.originalId}`, row]),
  );
  const stored = new Set(look.rows);
  const waits = fates.flatMap(({ lookAgainAt }) => lookAgainAt ?? []);
  return {
    rows: [...rows.values()].filter((row) => !stored.has(row)),
    isAnswered: waits.length === 0 && look.jira !== null && look.linear !== null,
    parked: SIDES.flatMap((side) => parkedOn(side, [...rows.values()], now)),
    audit: fates.flatMap(({ says }) => (says ? [{ at: now, ...says }] : [])),
    lookAgainAt: waits.length === 0 ? null : Math.min(...waits),
    written: fates.reduce((sum, { written }) => sum + written, 0),
  };
}

/** One line a side, however many files it stands for. */
function parkedOn(side: Side, rows: readonly FileRow[], now: number): FileResult["parked"] {
  const refusals = rows.flatMap(({ refusal }) => (refusal?.side === side ? [refusal] : []));
  const [first] = refusals;
  if (!first) return [];
  const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more files)` : "";
  const retries = refusals.flatMap(({ retryAt }) => retryAt ?? []);
  const { code, message, fingerprint } = first;
  const retryAt = retries.length === 0 ? null : Math.min(...retries);
  return [{ side, field: "attachments", code, message: message + more, fingerprint, since: now, retryAt }];
}

/** What was parked before the mapping turned files off is nobody's concern any more. */
function parkedNoMore(works: readonly Work[]): ReadonlyMap<LinkId, FileResult> {
  const parked = works.filter(({ parked: all }) => all.some(({ field }) => field === "attachments"));
  return new Map(
    parked.map((work) => [work.link.id, { ...nothingDone(work, null), isAnswered: true, parked: [] }]),
  );
}

function nothingDone(work: Work, lookAgainAt: number | null): FileResult {
  const parked = work.parked.filter(({ field }) => field === "attachments");
  return { rows: [], isAnswered: false, parked, audit: [], lookAgainAt, written: 0 };
}
