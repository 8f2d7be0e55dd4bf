import { createHmac } from "node:crypto";
import type { Delivery } from "../kit/webhooks.ts";
import type { Event } from "./changes.ts";
import { priorityLabel } from "./computed.ts";
import { urlOf } from "./urls.ts";
import type {
  AnyRecord,
  Initiative,
  Project,
  ProjectUpdate,
  InitiativeUpdate,
  User,
  Webhook,
} from "./records.ts";
import { organizationOf } from "./world.ts";
import type { Caller } from "./caller.ts";
import type { World } from "./world.ts";

/** After how long an unanswered delivery is tried again: a minute, an hour, six hours. */
export const retryAfter = [60_000, 3_600_000, 21_600_000] as const;

/** The deliveries that tell of an event, one for each webhook that wants it. */
export function deliveriesOf(world: World, event: Event): Delivery[] {
  const data = dataOf(world, event.record);
  if (!data) return [];
  return world.state
    .all("Webhook")
    .filter((webhook) => wants(world, webhook, event.record))
    .map((webhook) => delivery(world, webhook, event, data));
}

function wants(world: World, webhook: Webhook, record: AnyRecord): boolean {
  if (!webhook.enabled || !webhook.resourceTypes.includes(record.__typename)) return false;
  const teams = teamsOf(world, record);
  if (teams === undefined) return webhook.allPublicTeams;
  if (webhook.teamId !== null) return teams.includes(webhook.teamId);
  return webhook.allPublicTeams && teams.some((id) => world.state.get("Team", id)?.private === false);
}

/** The teams a record belongs to; undefined for what belongs to the whole workspace. */
function teamsOf(world: World, record: AnyRecord): string[] | undefined {
  switch (record.__typename) {
    case "Issue":
    case "Cycle":
      return [record.teamId];
    case "IssueLabel":
      return record.teamId === null ? undefined : [record.teamId];
    case "Comment":
    case "Attachment": {
      const issue = world.state.get("Issue", record.issueId);
      return issue ? [issue.teamId] : undefined;
    }
    case "Project":
      return record.teamIds;
    case "ProjectUpdate":
      return world.state.get("Project", record.projectId)?.teamIds;
    default:
      return undefined;
  }
}

function delivery(world: World, webhook: Webhook, event: Event, data: object): Delivery {
  const { record, action, updatedFrom } = event;
  const id = world.random.uuid();
  const happenedAt = world.agenda.now();
  const place = record.__typename === "Attachment" ? world.state.get("Issue", record.issueId) : record;
  const hasUrl =
    place &&
    ["Issue", "Comment", "Project", "ProjectUpdate", "Initiative", "InitiativeUpdate"].includes(
      place.__typename,
    );
  const content = {
    action,
    actor: actorOf(world, event.caller),
    createdAt: new Date(happenedAt).toISOString(),
    data,
    ...(updatedFrom ? { updatedFrom } : {}),
    ...(hasUrl ? { url: urlOf(world, place) } : {}),
    type: record.__typename,
    organizationId: organizationOf(world).id,
  };
  let stampedAt = happenedAt;
  const body = () => JSON.stringify({ ...content, webhookTimestamp: stampedAt, webhookId: webhook.id });
  return {
    url: webhook.url,
    event: `${record.__typename}.${action}`,
    body: (attempt) => {
      if (attempt === 0 || world.switches.restampWebhookRetries) stampedAt = world.agenda.now();
      return body();
    },
    headers: () => ({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Linear-Webhook",
      "linear-delivery": id,
      "linear-event": record.__typename,
      "linear-timestamp": String(stampedAt),
      "linear-signature": createHmac("sha256", webhook.secret).update(body()).digest("hex"),
    }),
  };
}

function actorOf(world: World, { user, access }: Caller): object {
  if (access?.actor === "app") return { id: user.id, type: "oauthClient", name: user.name };
  return { type: "user", ...person(world, user) };
}

function person(world: World, user: User): object {
  return { id: user.id, name: user.name, email: user.email, url: urlOf(world, user) };
}

/** What a webhook says of a record; undefined for kinds that webhooks never speak of. */
function dataOf(world: World, record: AnyRecord): object | undefined {
  const { state } = world;
  const user = (id: string | null) => {
    const found = state.get("User", id);
    return found && person(world, found);
  };
  const named = (one: Project | Initiative | undefined) =>
    one && { id: one.id, name: one.name, url: urlOf(world, one) };
  switch (record.__typename) {
    case "Issue": {
      const { createdAsUser, syncedWith, ...own } = record;
      const milestone = state.get("ProjectMilestone", record.projectMilestoneId);
      return present({
        ...own,
        botActor:
          createdAsUser === null
            ? undefined
            : JSON.stringify({ type: "oauthClient", userDisplayName: createdAsUser }),
        syncedWith: syncedWith ?? undefined,
        url: urlOf(world, record),
        priorityLabel: priorityLabel(record.priority),
        reactionData: [],
        releases: [],
        state: pick(state.get("WorkflowState", record.stateId), ["id", "color", "name", "type"]),
        team: pick(state.get("Team", record.teamId), ["id", "key", "name"]),
        assignee: user(record.assigneeId),
        creator: user(record.creatorId),
        labels: record.labelIds.map((id) =>
          pick(state.get("IssueLabel", id), ["id", "color", "name", "parentId"]),
        ),
        project: named(state.get("Project", record.projectId)),
        projectMilestone: milestone && {
          id: milestone.id,
          name: milestone.name,
          targetDate: milestone.targetDate ?? "",
        },
        cycle: pick(state.get("Cycle", record.cycleId), ["id", "number", "name", "startsAt", "endsAt"]),
      });
    }
    case "Comment": {
      const { createdAsUser, ...own } = record;
      const issue = state.get("Issue", record.issueId);
      const team = issue && pick(state.get("Team", issue.teamId), ["id", "key", "name"]);
      return present({
        ...own,
        userId: createdAsUser === null ? record.userId : null,
        user: createdAsUser === null ? user(record.userId) : undefined,
        botActor:
          createdAsUser === null
            ? undefined
            : JSON.stringify({ type: "oauthClient", userDisplayName: createdAsUser }),
        reactionData: [],
        issue: issue && {
          ...pick(issue, ["id", "identifier", "title", "teamId"]),
          team,
          url: urlOf(world, issue),
        },
        parent: pick(state.get("Comment", record.parentId), ["id", "body", "issueId", "userId"]),
      });
    }
    case "Attachment":
      return present({ ...record, sourceType: "api" });
    case "IssueLabel":
    case "User":
      return present({ ...record, ...("email" in record ? { url: urlOf(world, record) } : {}) });
    case "Project":
      return present({
        ...record,
        url: urlOf(world, record),
        status: pick(state.get("ProjectStatus", record.statusId), ["id", "color", "name", "type"]),
        lead: user(record.leadId),
        previousIdentifiers: [],
        ...histories,
      });
    case "Cycle":
      return present({ ...record, ...histories, uncompletedIssuesUponCloseIds: [] });
    case "Initiative":
      return present({
        ...record,
        ...untold("prioritySortOrder", "content"),
        description: record.description ?? "",
        organizationId: organizationOf(world).id,
        url: urlOf(world, record),
        owner: user(record.ownerId),
        creator: user(record.creatorId),
        frequencyResolution: "weekly",
        previousIdentifiers: [],
      });
    case "ProjectUpdate":
      return report(record, { project: named(state.get("Project", record.projectId)) });
    case "InitiativeUpdate":
      return report(record, { initiative: named(state.get("Initiative", record.initiativeId)) });
    default:
      return undefined;
  }

  function report(update: ProjectUpdate | InitiativeUpdate, place: object): object {
    return present({
      ...update,
      ...untold("isDiffHidden"),
      ...place,
      editedAt: update.editedAt ?? update.createdAt,
      bodyData: JSON.stringify({ type: "doc", content: [] }),
      reactionData: [],
      url: urlOf(world, update),
      user: user(update.userId),
    });
  }
}

const histories = {
  issueCountHistory: [],
  completedIssueCountHistory: [],
  scopeHistory: [],
  completedScopeHistory: [],
  inProgressScopeHistory: [],
};

/** Fields of the API that webhooks do not carry. */
function untold(...fields: string[]): Record<string, undefined> {
  return Object.fromEntries(fields.map((field) => [field, undefined]));
}

/** Webhooks leave out what is empty. */
function present(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => name !== "__typename" && value !== null && value !== undefined,
    ),
  );
}

function pick<T extends AnyRecord>(
  record: T | undefined,
  fields: readonly (keyof T & string)[],
): object | undefined {
  return record && Object.fromEntries(fields.map((field) => [field, record[field]]));
}
