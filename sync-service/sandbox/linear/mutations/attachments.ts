import { add, amend, drop } from "../writes.ts";
import type { Attachment } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { createAsUser, findIssue, stamp, title, understood } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface AttachmentCreateInput {
  id?: Maybe<string>;
  issueId: string;
  url: string;
  title: string;
  subtitle?: Maybe<string>;
  metadata?: Maybe<Record<string, unknown>>;
  iconUrl?: Maybe<string>;
  groupBySource?: Maybe<boolean>;
  createAsUser?: Maybe<string>;
}

const createFields = [
  "id", "issueId", "url", "title", "subtitle", "metadata", "iconUrl", "groupBySource", "createAsUser", "displayIconUrl",
] as const; // prettier-ignore

/** Creates, or updates the attachment that the issue already has for this URL. */
export function createAttachment(world: World, caller: Caller, input: AttachmentCreateInput): Attachment {
  understood(input, createFields, "AttachmentCreateInput");
  const issue = findIssue(world, caller, input.issueId);
  if (!URL.canParse(input.url)) throw invalid("url must be a URL address");
  createAsUser(caller, input.createAsUser);
  const existing = world.state.where("Attachment", "issueId", issue.id).find((one) => one.url === input.url);
  if (existing) return updateAttachment(world, caller, existing, input);
  const attachment = add(world, caller, "Attachment", {
    ...stamp(world, "Attachment", { id: input.id }),
    issueId: issue.id,
    url: input.url,
    title: title(input.title),
    subtitle: input.subtitle ?? null,
    metadata: input.metadata ?? {},
    iconUrl: input.iconUrl ?? null,
    groupBySource: input.groupBySource ?? false,
    creatorId: caller.user.id,
  });
  raiseIssue(world, attachment);
  return attachment;
}

export type AttachmentUpdateInput = Pick<
  AttachmentCreateInput,
  "title" | "subtitle" | "metadata" | "iconUrl"
>;

export function updateAttachment(
  world: World,
  caller: Caller,
  attachment: Attachment,
  input: AttachmentUpdateInput,
): Attachment {
  const patch: Partial<Attachment> = { title: title(input.title) };
  if (input.subtitle !== undefined) patch.subtitle = input.subtitle;
  if (input.metadata) patch.metadata = input.metadata;
  if (input.iconUrl !== undefined) patch.iconUrl = input.iconUrl;
  if (Object.keys(amend(world, caller, attachment, patch)).length > 0) raiseIssue(world, attachment);
  return attachment;
}

export function deleteAttachment(world: World, caller: Caller, attachment: Attachment): void {
  drop(world, caller, "Attachment", attachment);
  raiseIssue(world, attachment);
}

function raiseIssue(world: World, attachment: Attachment): void {
  const issue = world.state.get("Issue", attachment.issueId);
  if (issue && world.switches.attachmentsRaiseUpdatedAt)
    world.state.change(issue, { updatedAt: world.agenda.iso() });
}
