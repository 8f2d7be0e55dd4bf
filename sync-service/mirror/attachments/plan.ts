import type { FileRow } from "#sync/model/file.ts";
import { otherSide, type IssueFile, type IssueId, type Side } from "#sync/model/issue.ts";
import type { LinkId } from "#sync/model/link.ts";
import { originalOf } from "../copy-id.ts";

/** What is known of one link's files. */
export interface FileLook {
  link: LinkId;
  issues: Record<Side, { id: IssueId; key: string; url: string }>;
  /** The Linear workspace. */
  workspace: string;
  rows: readonly FileRow[];
  /** All files of the issue, oldest first; null where they were not looked at. */
  jira: readonly IssueFile[] | null;
  linear: readonly IssueFile[] | null;
}

export interface FileRules {
  /** Whether files attached on this side get a copy on the other. */
  carries: (origin: Side) => boolean;
  /** The account of the Jira token. */
  self: string;
  now: number;
  /** How long an upload to Jira without an answer may still land, ms. */
  creationMayLandFor: number;
}

/** What becomes of one file. */
export interface FileDecision {
  row: FileRow;
  act:
    | { kind: "rest" }
    /** Files of the same name on the other side may be the same file: their contents tell. */
    | { kind: "copy"; file: IssueFile; lookalikes: readonly IssueFile[] }
    | { kind: "remove"; side: Side; id: string }
    /** An extra copy of ours, if its content is this row's. */
    | { kind: "retire"; file: IssueFile }
    | { kind: "wait"; until: number }
    | { kind: "look"; side: Side };
}

/** A pure function of the look: the same look gives the same plan. */
export function planFiles(look: FileLook, rules: FileRules): FileDecision[] {
  const rows = identify(look, rules);
  const decisions = rows.map((row) => decide(row, rows, look, rules));
  return [...decisions, ...extraCopies(rows, look, rules)];
}

/** A copy in Linear is known by its id; one in Jira, which keeps nothing with a file, by name and content. */
function identify(look: FileLook, rules: FileRules): FileRow[] {
  const rows = new Map(look.rows.map((row) => [`${row.origin}/${row.originalId}`, row]));
  const place = { kind: "file", workspace: look.workspace, issue: look.issues.linear.id } as const;
  const isCopy = isKnownCopy(look.rows);
  const unknown = (side: Side): IssueFile[] =>
    (look[side] ?? []).filter(({ id }) => !rows.has(`${side}/${id}`) && !isCopy(side, id));
  for (const file of unknown("linear")) {
    const copyOf = originalOf(place, file.id);
    if (copyOf === null) {
      if (rules.carries("linear")) rows.set(`linear/${file.id}`, newRow(look, file));
      continue;
    }
    const key = `jira/${copyOf.original}`;
    const row = rows.get(key) ?? { ...newRow(look, file), origin: "jira", originalId: copyOf.original };
    if (row.copyId === null || row.copyId === file.id) {
      rows.set(key, { ...row, copyId: file.id, state: row.state === "creating" ? "linked" : row.state });
    }
  }
  for (const file of unknown("jira")) {
    const mayBeOurs = file.authorId === rules.self && [...rows.values()].some((row) => mayBeCopy(row, file));
    if (!mayBeOurs && rules.carries("jira") && !rows.has(`jira/${file.id}`)) {
      rows.set(`jira/${file.id}`, newRow(look, file));
    }
  }
  return [...rows.values()];
}

/** Our account has put a file of this name there, as far as is known. */
function mayBeCopy(row: FileRow, { name }: IssueFile): boolean {
  return row.origin === "linear" && row.name === name && row.state !== "paired";
}

function isKnownCopy(rows: readonly FileRow[]): (side: Side, id: string) => boolean {
  const copies = new Set(rows.map(({ origin, copyId }) => `${otherSide[origin]}/${copyId ?? ""}`));
  return (side, id) => copies.has(`${side}/${id}`);
}

function decide(
  row: FileRow,
  rows: readonly FileRow[],
  look: FileLook,
  { carries, now, creationMayLandFor }: FileRules,
): FileDecision {
  const rest: FileDecision = { row, act: { kind: "rest" } };
  const to = otherSide[row.origin];
  const originals = look[row.origin];
  const copies = look[to];
  const isResting = row.state === "paired" || row.state === "surplus" || row.state === "tombstone";
  if (isResting || !carries(row.origin)) return rest;
  const original = originals?.find(({ id }) => id === row.originalId);
  const copy = copies?.find(({ id }) => id === row.copyId);
  const gone: FileRow = { ...row, state: "tombstone", refusal: null };
  if (!original) {
    // The whole list of a visible issue's files came in one answer: one that is not on it was deleted.
    if (originals === null) return rest;
    if (row.copyId === null || row.state === "named") return { ...rest, row: gone };
    if (copies === null) return { row, act: { kind: "look", side: to } };
    if (!copy) return { ...rest, row: gone };
    const hold = heldUntil(row, REMOVAL, now);
    return hold === null
      ? { row, act: { kind: "remove", side: to, id: copy.id } }
      : { row, act: { kind: "wait", until: hold } };
  }
  if (row.state === "named") return rest;
  if (row.state === "linked") return copies === null || copy ? rest : { ...rest, row: gone };
  if (copy) return { ...rest, row: { ...row, state: "linked", startedAt: null, refusal: null } };
  const hold = heldUntil(row, row.originalId, now);
  if (hold !== null) return { row, act: { kind: "wait", until: hold } };
  if (copies === null) return { row, act: { kind: "look", side: to } };
  const lookalikes = lookalikesOf(row, rows, copies);
  const landsUntil = to === "linear" || row.startedAt === null ? 0 : row.startedAt + creationMayLandFor;
  if (landsUntil > now && lookalikes.length === 0) return { row, act: { kind: "wait", until: landsUntil } };
  return { row, act: { kind: "copy", file: original, lookalikes } };
}

/** Files of the same name on the other side that are no copy of something else. */
function lookalikesOf(row: FileRow, rows: readonly FileRow[], copies: readonly IssueFile[]): IssueFile[] {
  const to = otherSide[row.origin];
  const taken = isKnownCopy(rows);
  const settled = new Set(
    rows.filter(({ origin, state }) => origin === to && state !== "creating").map((one) => one.originalId),
  );
  return copies.filter(({ id, name }) => name === row.name && !taken(to, id) && !settled.has(id));
}

/** Jira may have taken an upload twice, once long after its answer was lost. */
function extraCopies(rows: readonly FileRow[], look: FileLook, { self }: FileRules): FileDecision[] {
  const isCopy = isKnownCopy(rows);
  const known = new Set(rows.filter(({ origin }) => origin === "jira").map(({ originalId }) => originalId));
  return (look.jira ?? []).flatMap((file): FileDecision[] => {
    if (file.authorId !== self || isCopy("jira", file.id) || known.has(file.id)) return [];
    const row = rows.find((one) => mayBeCopy(one, file) && one.state !== "creating");
    return row ? [{ row, act: { kind: "retire", file } }] : [];
  });
}

/** Stands for what is being removed. */
export const REMOVAL = "removal";

function heldUntil({ refusal }: FileRow, fingerprint: string, now: number): number | null {
  if (refusal === null || refusal.retryAt === null || refusal.fingerprint !== fingerprint) return null;
  return refusal.retryAt > now ? refusal.retryAt : null;
}

export function newRow({ link }: Pick<FileLook, "link">, file: IssueFile): FileRow {
  return {
    link,
    origin: file.side,
    originalId: file.id,
    copyId: null,
    state: "creating",
    name: file.name,
    sha256: null,
    attempts: 0,
    startedAt: null,
    refusal: null,
  };
}
