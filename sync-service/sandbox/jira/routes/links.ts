import { z } from "zod";
import {
  actor,
  body,
  ok,
  part,
  projectOf,
  readPoints,
  seenIssue,
  visibleIssue,
  type Call,
  type Route,
} from "../call.ts";
import { record } from "../changes.ts";
import { addComment, commentBody } from "../comments.ts";
import { issueNotFound, refuse } from "../errors.ts";
import { link, unlink } from "../links.ts";
import type { Issue, IssueLink, RemoteLink } from "../model.ts";
import { must, named } from "../state.ts";

const ended = z.looseObject({ id: z.string().optional(), key: z.string().optional() });
const linkSchema = z.looseObject({
  type: z.looseObject({ id: z.string().optional(), name: z.string().optional() }),
  inwardIssue: ended,
  outwardIssue: ended,
  comment: z.looseObject({ body: z.unknown() }).optional(),
});
const remoteSchema = z.looseObject({
  globalId: z.string().max(255).nullish(),
  application: z.record(z.string(), z.unknown()).nullish(),
  relationship: z.string().nullish(),
  object: z.looseObject({ url: z.string().min(1), title: z.string().min(1) }),
});

export const linkRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/issueLink",
    handle: (call) => {
      const input = body(call, linkSchema);
      const { id, name } = input.type;
      const type = named(call.site.state.linkTypes.values(), id ?? name ?? "");
      if (!type) throw refuse(404, `No issue link type with name '${name ?? id ?? ""}' found.`);
      const source = endOf(call, input.inwardIssue);
      const destination = endOf(call, input.outwardIssue);
      if (!call.site.permissions.has(call.account, "LINK_ISSUES", projectOf(call, source))) {
        throw refuse(404, "You do not have permission to link issues in this project.");
      }
      const words = input.comment === undefined ? null : commentBody(input.comment.body);
      const made = link(call.site, actor(call), type.id, source, destination);
      if (words) addComment(call.site, actor(call), must(call.site.state.issues, source.id, "issue"), words);
      return { status: 201, headers: { location: call.renderer.url(`issueLink/${made.id}`) } };
    },
  },
  {
    method: "GET",
    path: "/issueLink/{linkId}",
    handle: (call) => {
      const [seen, source, destination] = seenLink(call);
      return ok({
        id: String(seen.id),
        self: call.renderer.url(`issueLink/${seen.id}`),
        type: call.renderer.linkType(seen.typeId),
        inwardIssue: call.renderer.linkedIssue(source),
        outwardIssue: call.renderer.linkedIssue(destination),
      });
    },
  },
  {
    method: "DELETE",
    path: "/issueLink/{linkId}",
    handle: (call) => {
      const [seen] = seenLink(call);
      unlink(call.site, actor(call), seen.id);
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/remotelink",
    handle: (call) => {
      const issue = seenIssue(call);
      const globalId = call.query.get("globalId");
      if (globalId === null) {
        const links = issue.remoteLinks.map((remote) => remoteView(call, issue, remote));
        return ok(links, readPoints(links.length));
      }
      const found = issue.remoteLinks.find((remote) => remote.globalId === globalId);
      if (!found) throw refuse(404, `No remote issue link with the global id '${globalId}' found.`);
      return ok(remoteView(call, issue, found));
    },
  },
  { method: "POST", path: "/issue/{issueIdOrKey}/remotelink", handle: upsertRemote },
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/remotelink/{linkId}",
    handle: (call) => {
      const [issue, remote] = seenRemote(call);
      return ok(remoteView(call, issue, remote));
    },
  },
  {
    method: "DELETE",
    path: "/issue/{issueIdOrKey}/remotelink/{linkId}",
    handle: (call) => {
      const [issue, remote] = seenRemote(call);
      removeRemote(call, issue, remote);
      return { status: 204 };
    },
  },
  {
    method: "DELETE",
    path: "/issue/{issueIdOrKey}/remotelink",
    handle: (call) => {
      const issue = seenIssue(call);
      const globalId = call.query.get("globalId");
      if (globalId === null) throw refuse(400, "The parameter 'globalId' is required.");
      const remote = issue.remoteLinks.find((candidate) => candidate.globalId === globalId);
      if (!remote) throw refuse(404, `No remote issue link with the global id '${globalId}' found.`);
      removeRemote(call, issue, remote);
      return { status: 204 };
    },
  },
];

function endOf(call: Call, { id, key }: z.infer<typeof ended>): Issue {
  const issue = visibleIssue(call, key ?? id ?? "");
  if (!issue) throw issueNotFound();
  return issue;
}

function seenLink(call: Call): [IssueLink, Issue, Issue] {
  const id = part(call, "linkId");
  const found = call.site.state.links.get(Number(id));
  const source = found && visibleIssue(call, found.sourceId);
  const destination = found && visibleIssue(call, found.destinationId);
  if (!found || !source || !destination) throw refuse(404, `No issue link with id '${id}' exists.`);
  return [found, source, destination];
}

/** With a `globalId` that is there already the link is replaced: what the request leaves out becomes null. */
function upsertRemote(call: Call) {
  const issue = seenIssue(call);
  const message = "You do not have permission to link issues in this project.";
  call.site.permissions.need(call.account, "LINK_ISSUES", projectOf(call, issue), message);
  const input = body(call, remoteSchema);
  const existing =
    input.globalId == null
      ? undefined
      : issue.remoteLinks.find(({ globalId }) => globalId === input.globalId);
  const remote: RemoteLink = {
    id: existing?.id ?? call.site.state.next("remote link"),
    globalId: input.globalId ?? null,
    application: input.application ?? {},
    relationship: input.relationship ?? null,
    object: input.object,
  };
  const remoteLinks = existing
    ? issue.remoteLinks.map((other) => (other.id === remote.id ? remote : other))
    : [...issue.remoteLinks, remote];
  call.site.put({ ...issue, remoteLinks });
  record(call.site, actor(call), issue, {
    ...told(remote),
    field: existing ? "value" : "created",
    old: existing?.object,
    new: remote.object,
  });
  const self = call.renderer.url(`issue/${issue.id}/remotelink/${remote.id}`);
  return { status: existing ? 200 : 201, body: { id: remote.id, self } };
}

function seenRemote(call: Call): [Issue, RemoteLink] {
  const issue = seenIssue(call);
  const id = part(call, "linkId");
  const remote = issue.remoteLinks.find((candidate) => String(candidate.id) === id);
  if (!remote) throw refuse(404, `No remote issue link with id '${id}' found.`);
  return [issue, remote];
}

function removeRemote(call: Call, issue: Issue, remote: RemoteLink): void {
  call.site.put({ ...issue, remoteLinks: issue.remoteLinks.filter(({ id }) => id !== remote.id) });
  record(call.site, actor(call), issue, { ...told(remote), field: "deleted", old: remote.object });
}

const told = ({ id }: RemoteLink) => ({ object: "remoteLink", objectId: String(id) });

function remoteView(call: Call, issue: Issue, remote: RemoteLink): Record<string, unknown> {
  return {
    id: remote.id,
    self: call.renderer.url(`issue/${issue.id}/remotelink/${remote.id}`),
    ...(remote.globalId === null ? {} : { globalId: remote.globalId }),
    application: remote.application,
    ...(remote.relationship === null ? {} : { relationship: remote.relationship }),
    object: remote.object,
  };
}
