import type { CommentRow } from "#sync/model/comment.ts";
import type { Comment, Side } from "#sync/model/issue.ts";
import { adfToMarkdown } from "#sync/richtext/index.ts";
import { type CopyPlace, originalOf } from "../copy-id.ts";
import { type CommentLook, type CommentRules, nameIn } from "./look.ts";

/**
 * Which comment is the copy of which. What the database does not know is told by what it carries: a copy in
 * Linear by its id, a copy in Jira by its mark. Texts decide nothing: who writes a comment that looks like one
 * of our copies has written a comment. Only when a link is looked at for the first time, texts that both sides
 * hold already, from an earlier import, are paired.
 */
export function identify(look: CommentLook, rules: CommentRules): CommentRow[] {
  const rows = new Map(look.rows.map((row) => [nameIn(row.origin, row.originalId), row]));
  const copies = new Set(
    look.rows.flatMap(({ origin, copyId }) =>
      copyId === null ? [] : [nameIn(origin === "jira" ? "linear" : "jira", copyId)],
    ),
  );
  const isUnknown = (side: Side, { id }: Comment): boolean =>
    !rows.has(nameIn(side, id)) && !copies.has(nameIn(side, id));

  const noCopies = {
    linear: (look.linear ?? [])
      .filter((one) => isUnknown("linear", one))
      .filter((one) => !adoptLinearCopy(look, rows, one)),
    jira: (look.jira ?? [])
      .filter((one) => isUnknown("jira", one))
      .filter((one) => !adoptJiraCopy(look, rows, one)),
  };
  // Originals whose copies have just been recognised are known by them.
  const fresh = {
    jira: noCopies.jira.filter((one) => isUnknown("jira", one)),
    linear: noCopies.linear.filter((one) => isUnknown("linear", one)),
  };
  const pairs = look.isFirst ? sameOnBothSides(fresh.jira, fresh.linear) : new Map<string, string>();
  const paired = new Set(pairs.values());
  for (const { id } of fresh.jira) {
    const other = pairs.get(id) ?? null;
    const row = newRow(look, "jira", id);
    if (other !== null) rows.set(nameIn("jira", id), { ...row, state: "paired", copyId: other });
    else if (rules.carries("jira")) rows.set(nameIn("jira", id), row);
  }
  for (const { id } of fresh.linear) {
    if (!paired.has(id) && rules.carries("linear")) {
      rows.set(nameIn("linear", id), newRow(look, "linear", id));
    }
  }
  return [...rows.values()];
}

/** Jira comments that our account wrote and the database does not know: only their marks can tell what they are. */
export function unknownOurs(look: CommentLook, self: string): string[] {
  const known = new Set(
    look.rows.flatMap(({ origin, originalId, copyId }) => (origin === "jira" ? [originalId] : [copyId])),
  );
  return (look.jira ?? [])
    .filter(({ id, authorId }) => authorId === self && !known.has(id))
    .map(({ id }) => id);
}

function adoptLinearCopy(
  look: CommentLook,
  rows: Map<string, CommentRow>,
  { id }: Comment<"linear">,
): boolean {
  const place: CopyPlace = {
    kind: "comment",
    workspace: look.workspace,
    issue: look.issues.linear.id,
  };
  const name = originalOf(place, id);
  if (name === null) return false;
  const key = nameIn("jira", name.original);
  const row = rows.get(key);
  const copy = { copyId: id, incarnation: name.incarnation, carried: null, shown: null };
  if (!row) rows.set(key, { ...newRow(look, "jira", name.original), state: "linked", ...copy });
  else if (row.copyId === null || name.incarnation > row.incarnation) rows.set(key, { ...row, ...copy });
  return true;
}

function adoptJiraCopy(look: CommentLook, rows: Map<string, CommentRow>, { id }: Comment<"jira">): boolean {
  const mark = look.marks.get(id);
  if (mark?.workspace !== look.workspace) return false;
  const key = nameIn("linear", mark.origin);
  const row = rows.get(key);
  if (!row) rows.set(key, { ...newRow(look, "linear", mark.origin), state: "linked", copyId: id });
  else if (row.copyId === null) rows.set(key, { ...row, copyId: id, carried: null, shown: null });
  else rows.set(nameIn("jira", id), { ...newRow(look, "jira", id), state: "surplus" });
  return true;
}

function sameOnBothSides(
  jira: readonly Comment<"jira">[],
  linear: readonly Comment<"linear">[],
): Map<string, string> {
  const pairs = new Map<string, string>();
  if (jira.length === 0 || linear.length === 0) return pairs;
  const byText = Map.groupBy(linear, ({ body }) => lettersOf(body));
  for (const { id, body } of jira) {
    const letters = lettersOf(adfToMarkdown(body));
    const match = letters === "" ? undefined : byText.get(letters)?.shift();
    if (match) pairs.set(id, match.id);
  }
  return pairs;
}

/** Letters and digits alone: both trackers spell a text in their own ways. */
function lettersOf(markdown: string): string {
  return markdown.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function newRow({ link }: CommentLook, origin: Side, originalId: string): CommentRow {
  return {
    link,
    origin,
    originalId,
    copyId: null,
    state: "creating",
    originalVersion: null,
    copyVersion: null,
    carried: null,
    shown: null,
    incarnation: 0,
    startedAt: null,
    refusal: null,
  };
}
