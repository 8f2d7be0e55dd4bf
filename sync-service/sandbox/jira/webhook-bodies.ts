import { issueStub, issueView, wantedFields } from "./issue-view.ts";
import type { Renderer } from "./render.ts";
import type { SiteEvent } from "./site.ts";
import { must } from "./state.ts";

/** The body of a webhook, in the v2 shape: rich text is wiki markup, and each family carries its own parts. */
export function webhookBody(renderer: Renderer, event: SiteEvent): Record<string, unknown> {
  const { site } = renderer;
  const head = { timestamp: site.now(), webhookEvent: event.name };
  switch (event.name) {
    case "jira:issue_created":
    case "jira:issue_updated":
    case "jira:issue_deleted":
      return {
        ...head,
        issue_event_type_name: event.typeName,
        user: renderer.user(event.actor.id),
        issue: issueView(renderer, event.issue, {
          fields: wantedFields(renderer, [], "*all"),
          properties: [],
          expand: new Set(),
          comments: site.switches.values.embeddedComments,
        }),
        ...(event.history ? { changelog: { id: String(event.history.id), items: event.history.items } } : {}),
        ...(event.comment ? { comment: renderer.comment(event.issue, event.comment) } : {}),
      };
    case "comment_created":
    case "comment_updated":
    case "comment_deleted":
      return {
        ...head,
        comment: renderer.comment(event.issue, event.comment),
        issue: issueStub(renderer, event.issue),
      };
    case "issue_property_set":
    case "issue_property_deleted":
      return {
        ...head,
        issue: {
          id: String(event.issue.id),
          key: event.issue.key,
          self: renderer.url(`issue/${event.issue.id}`),
        },
        property: { key: event.key, value: event.value },
      };
    case "issuelink_created":
    case "issuelink_deleted": {
      const { link } = event;
      const type = must(site.state.linkTypes, link.typeId, "link type");
      return {
        ...head,
        issueLink: {
          id: link.id,
          sourceIssueId: link.sourceId,
          destinationIssueId: link.destinationId,
          issueLinkType: {
            id: Number(type.id),
            name: type.name,
            outwardName: type.outward,
            inwardName: type.inward,
            isSubTaskLinkType: false,
            isSystemLinkType: false,
          },
          systemLink: false,
        },
      };
    }
    case "attachment_created":
    case "attachment_deleted":
      return { ...head, attachment: renderer.attachment(event.attachment) };
  }
}
