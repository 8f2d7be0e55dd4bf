import { add, amend, drop } from "../writes.ts";
import type { Webhook } from "../records.ts";
import { forbidden, invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { find, stamp } from "./inputs.ts";

type Maybe<T> = T | null | undefined;

export interface WebhookCreateInput {
  id?: Maybe<string>;
  url: string;
  resourceTypes: readonly string[];
  label?: Maybe<string>;
  secret?: Maybe<string>;
  enabled?: Maybe<boolean>;
  teamId?: Maybe<string>;
  allPublicTeams?: Maybe<boolean>;
}

/** What Linear sends webhooks for; relations, states, teams, milestones and initiatives' projects are not among them. */
const resources = new Set([
  "Issue", "Comment", "Attachment", "IssueLabel", "Project", "ProjectUpdate", "Cycle", "Initiative",
  "InitiativeUpdate", "User", "Reaction", "Document", "Customer", "CustomerNeed", "IssueSLA", "ProjectLabel",
]); // prettier-ignore

export function createWebhook(world: World, caller: Caller, input: WebhookCreateInput): Webhook {
  adminOnly(caller);
  check(input);
  const teamId = typeof input.teamId === "string" ? find(world, caller, "Team", input.teamId).id : null;
  if (teamId === null && input.allPublicTeams !== true)
    throw invalid("Either teamId or allPublicTeams must be given");
  return add(world, caller, "Webhook", {
    ...stamp(world, "Webhook", { id: input.id }),
    url: input.url,
    label: input.label ?? null,
    enabled: input.enabled ?? true,
    secret: input.secret ?? `lin_wh_${world.random.uuid().replaceAll("-", "")}`,
    resourceTypes: [...input.resourceTypes],
    teamId,
    allPublicTeams: input.allPublicTeams ?? false,
    creatorId: caller.user.id,
  });
}

export type WebhookUpdateInput = {
  [F in "url" | "resourceTypes" | "label" | "secret" | "enabled"]?: Maybe<WebhookCreateInput[F]>;
};

export function updateWebhook(
  world: World,
  caller: Caller,
  webhook: Webhook,
  input: WebhookUpdateInput,
): Webhook {
  adminOnly(caller);
  check({ url: input.url ?? webhook.url, resourceTypes: input.resourceTypes ?? webhook.resourceTypes });
  amend(world, caller, webhook, {
    url: input.url ?? webhook.url,
    resourceTypes: [...(input.resourceTypes ?? webhook.resourceTypes)],
    label: input.label === undefined ? webhook.label : input.label,
    secret: input.secret ?? webhook.secret,
    enabled: input.enabled ?? webhook.enabled,
  });
  return webhook;
}

export function deleteWebhook(world: World, caller: Caller, webhook: Webhook): void {
  adminOnly(caller);
  drop(world, caller, "Webhook", webhook);
}

function adminOnly(caller: Caller): void {
  if (!caller.user.admin && caller.access?.actor !== "app") {
    throw forbidden("Only workspace admins can manage webhooks.");
  }
}

function check(input: { url: string; resourceTypes: readonly string[] }): void {
  if (!URL.canParse(input.url)) throw invalid("url must be a URL address");
  const unknown = input.resourceTypes.find((type) => !resources.has(type));
  if (unknown !== undefined)
    throw invalid(`resourceTypes: ${unknown} is not a resource that webhooks are sent for`);
}
