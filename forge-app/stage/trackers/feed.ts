import type { MirroredField, TrackerSide } from "#shared/contract/words.ts";
import type { FeedEntry } from "../views.ts";
import type { LoggedEdit } from "./tracker.ts";

/** A feed names each thing that happens now and then; of a flood it tells the number. */
const FLOOD = 8;

/**
 * The edit log as people read it: the mirrored fields and what happens to whole issues. Marks, properties and
 * derived fields are left out, and what filled the sandbox. Many events of one kind by one actor in a row become one line with a count.
 */
export function feedOf(
  side: TrackerSide,
  edits: readonly LoggedEdit[],
  fields: Readonly<Record<string, MirroredField>>,
  words: (field: MirroredField, value: unknown) => string,
): readonly FeedEntry[] {
  const entries = edits.flatMap((edit): FeedEntry[] => {
    if (edit.actor.kind === "system") return [];
    const { sequence, at, key } = edit;
    const common = { side, sequence, at, key, actor: { name: edit.actor.name, kind: edit.actor.kind } };
    const field = edit.object === "issue" ? fields[edit.field] : undefined;
    if (field !== undefined) {
      const [from, to] = [words(field, edit.old), words(field, edit.new)];
      return [{ ...common, what: { kind: "field", field, from, to } }];
    }
    const event = eventOf(edit);
    return event === undefined ? [] : [{ ...common, what: { kind: "event", event, count: 1 } }];
  });
  return withoutFloods(entries);
}

function eventOf({ object, field }: LoggedEdit): string | undefined {
  const events = object === "issue" ? ISSUE_EVENTS : object === "comment" ? COMMENT_EVENTS : {};
  return events[field];
}

const ISSUE_EVENTS: Readonly<Record<string, string>> = {
  created: "created",
  deleted: "deleted",
  archivedAt: "archived or restored",
  trashed: "trashed or restored",
  moved: "moved",
  teamId: "moved",
};
const COMMENT_EVENTS: Readonly<Record<string, string>> = {
  created: "commented on",
  deleted: "deleted a comment of",
};

function withoutFloods(entries: readonly FeedEntry[]): readonly FeedEntry[] {
  const runs: FeedEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const first = run?.[0];
    if (run !== undefined && first !== undefined && isSameEvent(first, entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => {
    const last = run.at(-1);
    if (run.length < FLOOD || last?.what.kind !== "event") return run;
    return [{ ...last, what: { ...last.what, count: run.length } }];
  });
}

function isSameEvent(one: FeedEntry, other: FeedEntry): boolean {
  return (
    one.what.kind === "event" &&
    other.what.kind === "event" &&
    one.what.event === other.what.event &&
    one.actor.name === other.actor.name
  );
}
