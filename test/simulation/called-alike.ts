import type { FieldKind, Value } from "./field-kind.ts";
import { FIELD_KINDS } from "./fields.ts";
import type { Pair } from "./pairs.ts";
import type { Change } from "./world.ts";

/**
 * The fields whose values are issues, told in one side's words: an issue of Linear's is called by the id of its
 * counterpart in Jira. Where it has none, it keeps its own.
 */
export function inWordsOfJira(
  changes: readonly Change[],
  pairs: readonly Pair[],
): {
  kinds: readonly FieldKind[];
  changes: readonly Change[];
  /** A parent that was deleted, trashed or archived for a while is nobody's parent meanwhile: not judged. */
  isJudged: (pair: Pair, field: string) => boolean;
} {
  const called = new Map(
    pairs.flatMap(({ jiraId, linearId }) => (jiraId && linearId ? [[linearId, jiraId]] : [])),
  );
  const rename = (value: Value): Value => (typeof value === "string" ? (called.get(value) ?? value) : value);
  const kinds = FIELD_KINDS.map((kind): FieldKind => {
    if (kind.ofIssues !== true) return kind;
    const { read, dumped } = kind;
    return {
      ...kind,
      read: { ...read, linear: (raw, names) => rename(read.linear(raw, names)) },
      dumped: { ...dumped, linear: (issue) => rename(dumped.linear(issue)) },
    };
  });
  const ofIssues = new Set<string>(kinds.filter((kind) => kind.ofIssues).map(({ name }) => name));
  const renamed = changes.map((change) =>
    ofIssues.has(change.field) && change.side === "linear"
      ? { ...change, old: change.old === undefined ? undefined : rename(change.old), new: rename(change.new) }
      : change,
  );
  const gone = new Set<Value>(
    changes
      .filter(({ field }) => field === "deleted" || field === "trashed" || field === "archived")
      .map(({ issue }) => rename(issue)),
  );
  const isJudged = ({ jiraId, linearId }: Pair, field: string): boolean =>
    !ofIssues.has(field) ||
    !renamed.some(
      (change) =>
        change.field === field &&
        (change.issue === jiraId || change.issue === linearId) &&
        [change.old ?? null, change.new].some((value) => gone.has(value)),
    );
  return { kinds, changes: renamed, isJudged };
}
