import { z } from "zod";

const name = z.string().min(1);
const time = z.iso.datetime();
const day = z.iso.date();
/** A user by e-mail, name or id. */
const who = z.string().min(1);

const comment = z.strictObject({
  by: who,
  body: z.string(),
  createdAt: time.optional(),
  replies: z.array(z.strictObject({ by: who, body: z.string(), createdAt: time.optional() })).optional(),
});

const attachment = z.strictObject({
  url: z.url(),
  title: name,
  subtitle: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

const report = z.strictObject({
  by: who,
  body: z.string(),
  health: z.enum(["onTrack", "atRisk", "offTrack"]),
  createdAt: time.optional(),
});

const issue = z.strictObject({
  /** A name by which `parent` and `relations` of the same seed call the issue. */
  ref: name.optional(),
  id: z.uuid().optional(),
  team: name,
  title: name,
  description: z.string().optional(),
  state: name.optional(),
  priority: z.int().min(0).max(4).optional(),
  estimate: z.int().nonnegative().optional(),
  dueDate: day.optional(),
  assignee: who.optional(),
  creator: who.optional(),
  labels: z.array(name).optional(),
  project: name.optional(),
  milestone: name.optional(),
  cycle: z.int().positive().optional(),
  /** The `ref`, identifier or id of an issue that stands before this one or exists. */
  parent: name.optional(),
  createdAt: time.optional(),
  updatedAt: time.optional(),
  /** When it entered a state of that kind; absent: when it was created. */
  startedAt: time.optional(),
  completedAt: time.optional(),
  canceledAt: time.optional(),
  archived: z.boolean().optional(),
  trashed: z.boolean().optional(),
  comments: z.array(comment).optional(),
  attachments: z.array(attachment).optional(),
  syncedWith: z.array(z.strictObject({ id: name, service: name })).optional(),
});

/** What a workspace is filled with. People, teams, labels, projects and states are called by their names. */
export const linearSeedSchema = z.strictObject({
  workspace: z.strictObject({ name: name.optional(), urlKey: name.optional() }).optional(),
  users: z
    .array(
      z.strictObject({
        id: z.uuid().optional(),
        email: z.email(),
        name,
        displayName: name.optional(),
        active: z.boolean().optional(),
        admin: z.boolean().optional(),
        guest: z.boolean().optional(),
        app: z.boolean().optional(),
        timezone: name.optional(),
      }),
    )
    .optional(),
  teams: z
    .array(
      z.strictObject({
        id: z.uuid().optional(),
        key: z.string().regex(/^[A-Z][A-Z0-9]{0,6}$/),
        name,
        private: z.boolean().optional(),
        timezone: name.optional(),
        estimation: z.enum(["notUsed", "exponential", "fibonacci", "linear", "tShirt"]).optional(),
        triage: z.boolean().optional(),
        members: z.array(who).optional(),
        states: z
          .array(
            z.strictObject({
              name,
              type: name,
              color: z.string().optional(),
              default: z.boolean().optional(),
            }),
          )
          .min(1)
          .optional(),
      }),
    )
    .optional(),
  labels: z
    .array(
      z.strictObject({
        name,
        color: z.string().optional(),
        team: name.optional(),
        isGroup: z.boolean().optional(),
        group: name.optional(),
      }),
    )
    .optional(),
  projects: z
    .array(
      z.strictObject({
        id: z.uuid().optional(),
        name,
        description: z.string().optional(),
        content: z.string().optional(),
        teams: z.array(name).min(1),
        /** The type of a project status: backlog, planned, started, paused, completed, canceled. */
        status: name.optional(),
        lead: who.optional(),
        startDate: day.optional(),
        targetDate: day.optional(),
        milestones: z.array(z.strictObject({ name, targetDate: day.optional() })).optional(),
        updates: z.array(report).optional(),
      }),
    )
    .optional(),
  initiatives: z
    .array(
      z.strictObject({
        id: z.uuid().optional(),
        name,
        description: z.string().optional(),
        content: z.string().optional(),
        status: z.enum(["Proposed", "Planned", "Active", "Completed", "Canceled"]).optional(),
        owner: who.optional(),
        targetDate: day.optional(),
        /** The name of an initiative that stands before this one. */
        parent: name.optional(),
        projects: z.array(name).optional(),
        updates: z.array(report).optional(),
      }),
    )
    .optional(),
  cycles: z
    .array(z.strictObject({ team: name, name: name.optional(), startsAt: time, endsAt: time }))
    .optional(),
  issues: z.array(issue).optional(),
  relations: z
    .array(
      z.strictObject({
        type: z.enum(["blocks", "duplicate", "related", "similar"]),
        /** `ref`, identifier or id. */
        from: name,
        to: name,
        createdAt: time.optional(),
      }),
    )
    .optional(),
  /** Further keys besides the twin's own. */
  access: z
    .array(
      z.strictObject({
        token: name,
        user: who,
        kind: z.enum(["apiKey", "oauth"]).optional(),
        actor: z.enum(["user", "app"]).optional(),
        readOnly: z.boolean().optional(),
        /** Keys of the only teams that the token may see. */
        teams: z.array(name).optional(),
      }),
    )
    .optional(),
  webhooks: z
    .array(
      z.strictObject({
        url: z.url(),
        secret: name.optional(),
        resourceTypes: z.array(name).optional(),
        team: name.optional(),
      }),
    )
    .optional(),
});

export type LinearSeed = z.input<typeof linearSeedSchema>;

/** What seeding made, with the ids that a client needs. */
export interface LinearSeeded {
  workspace: { id: string; name: string; urlKey: string };
  users: { id: string; email: string; name: string }[];
  teams: { id: string; key: string; name: string; states: { id: string; name: string; type: string }[] }[];
  labels: { id: string; name: string }[];
  projects: { id: string; name: string }[];
  initiatives: { id: string; name: string }[];
  issues: { id: string; identifier: string }[];
  webhooks: { id: string; url: string; secret: string }[];
}
