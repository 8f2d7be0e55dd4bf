import type { Actor } from "../kit/edit-log.ts";
import { change, record } from "./changes.ts";
import { refuse } from "./errors.ts";
import type { HistoryItem, Issue, IssueLink } from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";

/** Links two issues; a link that is there already stays the one it is. */
export function link(site: Site, actor: Actor, typeId: string, source: Issue, destination: Issue): IssueLink {
  const { state } = site;
  if (source.id === destination.id) throw refuse(400, "You cannot link an issue to itself.");
  const existing = [...source.linkIds]
    .map((id) => must(state.links, id, "link"))
    .find(
      (other) =>
        other.typeId === typeId && other.sourceId === source.id && other.destinationId === destination.id,
    );
  if (existing) return existing;
  const made: IssueLink = {
    id: state.next("link"),
    typeId,
    sourceId: source.id,
    destinationId: destination.id,
  };
  state.links.set(made.id, made);
  for (const [issue, other] of ends(site, made)) {
    const items = [item(site, made, issue, other, "added")];
    change(
      site,
      actor,
      issue,
      { linkIds: [...issue.linkIds, made.id] },
      { typeName: "issue_updated", items },
    );
  }
  const after = must(state.issues, source.id, "issue");
  record(site, actor, after, {
    object: "link",
    objectId: String(made.id),
    field: "created",
    new: told(site, made),
  });
  site.publish({ name: "issuelink_created", issue: after, link: made });
  return made;
}

export function unlink(site: Site, actor: Actor, linkId: number): void {
  const { state } = site;
  const gone = must(state.links, linkId, "link");
  for (const [issue, other] of ends(site, gone)) {
    const items = [item(site, gone, issue, other, "removed")];
    const linkIds = issue.linkIds.filter((id) => id !== linkId);
    change(site, actor, issue, { linkIds }, { typeName: "issue_updated", items });
  }
  const source = must(state.issues, gone.sourceId, "issue");
  record(site, actor, source, {
    object: "link",
    objectId: String(linkId),
    field: "deleted",
    old: told(site, gone),
  });
  state.links.delete(linkId);
  site.publish({ name: "issuelink_deleted", issue: source, link: gone });
}

function ends(site: Site, { sourceId, destinationId }: IssueLink): [Issue, Issue][] {
  const source = must(site.state.issues, sourceId, "issue");
  const destination = must(site.state.issues, destinationId, "issue");
  return [
    [source, destination],
    [destination, source],
  ];
}

/** "This issue blocks ABC-2": the changelog's way. */
function item(
  site: Site,
  made: IssueLink,
  issue: Issue,
  other: Issue,
  what: "added" | "removed",
): HistoryItem {
  const type = must(site.state.linkTypes, made.typeId, "link type");
  const text = `This issue ${issue.id === made.sourceId ? type.outward : type.inward} ${other.key}`;
  const is = what === "added";
  return {
    field: "Link",
    fieldtype: "jira",
    from: is ? null : other.key,
    fromString: is ? null : text,
    to: is ? other.key : null,
    toString: is ? text : null,
  };
}

function told(site: Site, { typeId, sourceId, destinationId }: IssueLink) {
  const key = (id: number) => site.state.issues.get(id)?.key ?? String(id);
  return {
    type: must(site.state.linkTypes, typeId, "link type").name,
    from: key(sourceId),
    to: key(destinationId),
  };
}
