import type { RootField } from "../queries.ts";
import { find, findIssue, succeeded } from "./inputs.ts";
import { createAttachment, deleteAttachment, updateAttachment } from "./attachments.ts";
import type { AttachmentCreateInput, AttachmentUpdateInput } from "./attachments.ts";
import { createComment, deleteComment, resolveComment, unresolveComment, updateComment } from "./comments.ts";
import type { CommentCreateInput, CommentUpdateInput } from "./comments.ts";
import * as issues from "./issues.ts";
import type { IssueCreateInput, IssueUpdateInput } from "./issues.ts";
import { createLabel, deleteLabel, updateLabel } from "./labels.ts";
import type { LabelInput } from "./labels.ts";
import { planningMutations } from "./planning-roots.ts";
import { createRelation, deleteRelation, updateRelation } from "./relations.ts";
import type { RelationCreateInput } from "./relations.ts";
import { fileUpload } from "./uploads.ts";
import type { FileUpload } from "./uploads.ts";
import { createWebhook, deleteWebhook, updateWebhook } from "./webhooks.ts";
import type { WebhookCreateInput, WebhookUpdateInput } from "./webhooks.ts";

interface ById {
  id: string;
}

/** The root fields of Mutation that the twin performs; any other is a loud error. */
export const mutations: Readonly<Record<string, RootField>> = {
  issueCreate: ({ input }: { input: IssueCreateInput }, { world, caller }) => ({
    ...succeeded(world),
    issue: issues.createIssue(world, caller, input),
  }),
  issueUpdate: ({ id, input }: ById & { input: IssueUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    issue: issues.updateIssue(world, caller, findIssue(world, caller, id), input),
  }),
  issueBatchCreate: ({ input }: { input: { issues: IssueCreateInput[] } }, { world, caller }) => ({
    ...succeeded(world),
    issues: issues.createIssues(world, caller, input.issues),
  }),
  issueBatchUpdate: ({ ids, input }: { ids: string[]; input: IssueUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    issues: issues.updateIssues(world, caller, ids, input),
  }),
  issueDelete: ({ id, permanentlyDelete }: ById & { permanentlyDelete?: boolean }, { world, caller }) => {
    const issue = findIssue(world, caller, id);
    const entity =
      permanentlyDelete === true
        ? issues.deleteIssue(world, caller, issue)
        : issues.trashIssue(world, caller, issue);
    return { ...succeeded(world), entity };
  },
  issueArchive: ({ id, trash }: ById & { trash?: boolean }, { world, caller }) => {
    const issue = findIssue(world, caller, id);
    const entity =
      trash === true ? issues.trashIssue(world, caller, issue) : issues.archiveIssue(world, caller, issue);
    return { ...succeeded(world), entity };
  },
  issueUnarchive: ({ id }: ById, { world, caller }) => ({
    ...succeeded(world),
    entity: issues.restoreIssue(world, caller, findIssue(world, caller, id)),
  }),
  issueAddLabel: ({ id, labelId }: ById & { labelId: string }, { world, caller }) => ({
    ...succeeded(world),
    issue: issues.updateIssue(world, caller, findIssue(world, caller, id), { addedLabelIds: [labelId] }),
  }),
  issueRemoveLabel: ({ id, labelId }: ById & { labelId: string }, { world, caller }) => ({
    ...succeeded(world),
    issue: issues.updateIssue(world, caller, findIssue(world, caller, id), { removedLabelIds: [labelId] }),
  }),

  commentCreate: ({ input }: { input: CommentCreateInput }, { world, caller }) => ({
    ...succeeded(world),
    comment: createComment(world, caller, input),
  }),
  commentUpdate: ({ id, input }: ById & { input: CommentUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    comment: updateComment(world, caller, find(world, caller, "Comment", id), input),
  }),
  commentDelete: ({ id }: ById, { world, caller }) => {
    deleteComment(world, caller, find(world, caller, "Comment", id));
    return { ...succeeded(world), entityId: id };
  },
  commentResolve: (
    { id, resolvingCommentId }: ById & { resolvingCommentId?: string },
    { world, caller },
  ) => ({
    ...succeeded(world),
    comment: resolveComment(world, caller, find(world, caller, "Comment", id), resolvingCommentId),
  }),
  commentUnresolve: ({ id }: ById, { world, caller }) => ({
    ...succeeded(world),
    comment: unresolveComment(world, caller, find(world, caller, "Comment", id)),
  }),

  attachmentCreate: ({ input }: { input: AttachmentCreateInput }, { world, caller }) => ({
    ...succeeded(world),
    attachment: createAttachment(world, caller, input),
  }),
  attachmentLinkURL: (
    { issueId, url, title, id }: { issueId: string; url: string; title?: string; id?: string },
    { world, caller },
  ) => ({
    ...succeeded(world),
    attachment: createAttachment(world, caller, { issueId, url, title: title ?? url, id }),
  }),
  attachmentUpdate: ({ id, input }: ById & { input: AttachmentUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    attachment: updateAttachment(world, caller, find(world, caller, "Attachment", id), input),
  }),
  attachmentDelete: ({ id }: ById, { world, caller }) => {
    deleteAttachment(world, caller, find(world, caller, "Attachment", id));
    return { ...succeeded(world), entityId: id };
  },

  issueLabelCreate: ({ input }: { input: LabelInput & { name: string } }, { world, caller }) => ({
    ...succeeded(world),
    issueLabel: createLabel(world, caller, input),
  }),
  issueLabelUpdate: ({ id, input }: ById & { input: LabelInput }, { world, caller }) => ({
    ...succeeded(world),
    issueLabel: updateLabel(world, caller, find(world, caller, "IssueLabel", id), input),
  }),
  issueLabelDelete: ({ id }: ById, { world, caller }) => {
    deleteLabel(world, caller, find(world, caller, "IssueLabel", id));
    return { ...succeeded(world), entityId: id };
  },

  issueRelationCreate: ({ input }: { input: RelationCreateInput }, { world, caller }) => ({
    ...succeeded(world),
    issueRelation: createRelation(world, caller, input),
  }),
  issueRelationUpdate: ({ id, input }: ById & { input: { type?: string } }, { world, caller }) => {
    const relation = find(world, caller, "IssueRelation", id);
    return {
      ...succeeded(world),
      issueRelation: updateRelation(world, caller, relation, input.type ?? relation.type),
    };
  },
  issueRelationDelete: ({ id }: ById, { world, caller }) => {
    deleteRelation(world, caller, find(world, caller, "IssueRelation", id));
    return { ...succeeded(world), entityId: id };
  },

  webhookCreate: ({ input }: { input: WebhookCreateInput }, { world, caller }) => ({
    ...succeeded(world),
    webhook: createWebhook(world, caller, input),
  }),
  webhookUpdate: ({ id, input }: ById & { input: WebhookUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    webhook: updateWebhook(world, caller, find(world, caller, "Webhook", id), input),
  }),
  webhookDelete: ({ id }: ById, { world, caller }) => {
    deleteWebhook(world, caller, find(world, caller, "Webhook", id));
    return { ...succeeded(world), entityId: id };
  },

  fileUpload: (args: FileUpload, { world }) => ({ ...succeeded(world), uploadFile: fileUpload(world, args) }),

  ...planningMutations,
};
