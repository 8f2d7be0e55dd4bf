import type { Actor } from "../kit/edit-log.ts";
import { change, record } from "./changes.ts";
import { refuse } from "./errors.ts";
import type { Attachment, HistoryItem, Issue } from "./model.ts";
import type { Site } from "./site.ts";

/** Guardrail of Jira Cloud. */
const MAXIMUM_ATTACHMENTS = 2_000;

export function attach(
  site: Site,
  actor: Actor,
  issue: Issue,
  file: { name: string; type: string; content: Uint8Array },
): { issue: Issue; attachment: Attachment } {
  if (issue.attachments.length >= MAXIMUM_ATTACHMENTS) {
    throw refuse(413, `The issue ${issue.key} has reached the limit of ${MAXIMUM_ATTACHMENTS} attachments.`);
  }
  const attachment: Attachment = {
    id: site.state.next("attachment"),
    filename: file.name,
    mimeType: file.type === "" ? "application/octet-stream" : file.type,
    authorId: actor.id,
    created: site.now(),
    content: file.content,
  };
  const items = [told(null, attachment)];
  const attachments = [...issue.attachments, attachment];
  const after = change(site, actor, issue, { attachments }, { typeName: "issue_updated", items });
  record(site, actor, after, { ...named(attachment), field: "created", new: attachment.filename });
  site.publish({ name: "attachment_created", issue: after, attachment });
  return { issue: after, attachment };
}

export function detach(site: Site, actor: Actor, issue: Issue, attachment: Attachment): void {
  const attachments = issue.attachments.filter(({ id }) => id !== attachment.id);
  const items = [told(attachment, null)];
  const after = change(site, actor, issue, { attachments }, { typeName: "issue_updated", items });
  record(site, actor, after, { ...named(attachment), field: "deleted", old: attachment.filename });
  site.publish({ name: "attachment_deleted", issue: after, attachment });
}

const named = ({ id }: Attachment) => ({ object: "attachment", objectId: String(id) });

const told = (from: Attachment | null, to: Attachment | null): HistoryItem => ({
  field: "Attachment",
  fieldtype: "jira",
  fieldId: "attachment",
  from: from && String(from.id),
  fromString: from && from.filename,
  to: to && String(to.id),
  toString: to && to.filename,
});
