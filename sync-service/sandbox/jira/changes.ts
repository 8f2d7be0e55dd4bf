import type { Actor } from "../kit/edit-log.ts";
import { withLocalIds } from "./adf.ts";
import { changedFields } from "./fields.ts";
import type { Patch } from "./field.ts";
import type { Comment, History, HistoryItem, Issue } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

interface Telling {
  /** `issue_event_type_name` of the webhook. */
  typeName: string;
  /** Changelog items that no field tells (a move's key, a link). */
  items?: readonly HistoryItem[];
  comment?: Comment;
  /** Raises `updated` and tells the webhooks although no field differs. */
  touches?: boolean;
}

/** Jira dates when an issue's category last changed, not its status. */
export function categoryOf(site: Site, { statusId }: Pick<Issue, "statusId">) {
  return must(site.state.statuses, statusId, "status").category;
}

/** Applies a change to an issue and tells it everywhere: changelog, `updated`, edit log, webhooks. */
export function change(site: Site, actor: Actor, issue: Issue, patch: Patch, telling: Telling): Issue {
  const now = site.now();
  const candidate: Issue = { ...issue, ...asStored(site, patch) };
  const fields = changedFields(site, issue, candidate);
  const items = [
    ...fields.flatMap((field) => field.history(site, issue, candidate)),
    ...(telling.items ?? []),
  ];
  if (items.length === 0 && !telling.touches) {
    if (!site.switches.values.emptyEditRaisesUpdated) return issue;
    const touched = { ...issue, updated: now };
    site.put(touched);
    return touched;
  }
  const history: History | undefined =
    items.length === 0
      ? undefined
      : { id: site.state.next("history"), authorId: actor.id, created: now, items };
  const after: Issue = {
    ...candidate,
    ...(categoryOf(site, issue) === categoryOf(site, candidate) ? {} : { statusChanged: now }),
    updated: now,
    history: history ? [...issue.history, history] : issue.history,
  };
  site.put(after);
  for (const field of fields) {
    record(site, actor, after, {
      field: field.plainName,
      old: field.plain(site, issue),
      new: field.plain(site, after),
    });
  }
  site.publish({
    name: "jira:issue_updated",
    issue: after,
    actor,
    typeName: telling.typeName,
    ...(history ? { history } : {}),
    ...(telling.comment ? { comment: telling.comment } : {}),
  });
  return after;
}

/** What Jira makes of a document when it keeps it. */
export function asStored(site: Site, patch: Patch): Patch {
  if (!patch.description || !site.switches.values.addsLocalIds) return patch;
  return { ...patch, description: withLocalIds(patch.description, () => site.random.uuid()) };
}

interface Recorded {
  object?: string;
  objectId?: string;
  field: string;
  old?: unknown;
  new?: unknown;
}

/** Writes a line of the edit log about an issue or something on it. */
export function record(site: Site, actor: Actor, issue: Issue, entry: Recorded): void {
  site.edits.add({
    at: site.now(),
    actor,
    object: entry.object ?? "issue",
    objectId: entry.objectId ?? String(issue.id),
    key: issue.key,
    field: entry.field,
    old: entry.old ?? null,
    new: entry.new ?? null,
  });
}
