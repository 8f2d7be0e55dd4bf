import { z } from "zod";
import { plainIssueShape } from "./plain-issue.ts";
import { isTimeZone } from "./time.ts";
import { adminWebhookSchema } from "./webhooks.ts";

const instant = z.union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int()]);
const richText = z.union([z.string(), z.record(z.string(), z.unknown())]);

export const jiraSeedSchema = z.strictObject({
  users: z
    .array(
      z.strictObject({
        email: z.email(),
        displayName: z.string().min(1),
        accountId: z.string().min(1).max(128).optional(),
        timeZone: z.string().refine(isTimeZone, "is no time zone").default("UTC"),
        active: z.boolean().default(true),
        emailVisible: z.boolean().default(true),
        /** Lets this person call the API too. */
        apiToken: z.string().nullable().default(null),
      }),
    )
    .default([]),
  statuses: z
    .array(z.strictObject({ name: z.string().min(1), category: z.enum(["new", "indeterminate", "done"]) }))
    .default([]),
  workflows: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: z.string().min(1),
        statuses: z.array(z.string()).min(1),
        initial: z.string(),
        transitions: z.array(
          z.strictObject({
            name: z.string().min(1),
            from: z.union([z.literal("any"), z.array(z.string())]),
            to: z.string(),
            /** Field ids or names. */
            screen: z.array(z.strictObject({ field: z.string(), required: z.boolean() })).default([]),
          }),
        ),
      }),
    )
    .default([]),
  customFields: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        kind: z.enum(["number", "date", "text", "textarea", "select"]),
        options: z.array(z.string()).default([]),
        ownedByApp: z.boolean().default(false),
      }),
    )
    .default([]),
  /** The `jira:entityProperty` modules of an installed app. */
  entityProperties: z
    .array(
      z.strictObject({
        propertyKey: z.string(),
        values: z.array(
          z.strictObject({
            path: z.string(),
            type: z.enum(["number", "string", "text", "date", "user"]),
            searchAlias: z.string().optional(),
          }),
        ),
      }),
    )
    .default([]),
  projects: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
        name: z.string().min(1),
        lead: z.string().optional(),
        /** "free", "linear", "required-fields", or one of this seed's workflows. */
        workflow: z.string().default("free"),
        workflowByType: z.record(z.string(), z.string()).default({}),
        issueTypes: z.array(z.string()).optional(),
        components: z.array(z.string()).default([]),
        versions: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  boards: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        project: z.string(),
        type: z.enum(["scrum", "kanban"]).default("scrum"),
      }),
    )
    .default([]),
  sprints: z
    .array(
      z.strictObject({
        board: z.string(),
        name: z.string().min(1),
        state: z.enum(["future", "active", "closed"]).default("future"),
        startDate: instant.optional(),
        endDate: instant.optional(),
      }),
    )
    .default([]),
  issues: z
    .array(
      z.strictObject({
        ...plainIssueShape,
        project: z.string(),
        /** A name that links and parents of this seed may use. */
        ref: z.string().optional(),
        key: z.string().optional(),
        type: z.string().default("Task"),
        summary: z.string(),
        status: z.string().optional(),
        /** The statuses it went through before and when, oldest first; the last is the one it has. */
        moves: z.array(z.strictObject({ to: z.string(), at: instant })).optional(),
        resolution: z.string().optional(),
        /** A key or a `ref`, wherever in the list it stands. */
        parent: z.string().optional(),
        properties: z.record(z.string(), z.unknown()).default({}),
        comments: z
          .array(z.strictObject({ author: z.string(), body: richText, created: instant.optional() }))
          .default([]),
        created: instant.optional(),
        updated: instant.optional(),
      }),
    )
    .default([]),
  links: z
    .array(
      z.strictObject({
        type: z.string(),
        from: z.string(),
        to: z.string(),
        /** Absent: it was always there, and the changelog does not know of it. */
        created: instant.optional(),
      }),
    )
    .default([]),
  webhooks: z.array(adminWebhookSchema).default([]),
});

export type JiraSeed = z.input<typeof jiraSeedSchema>;
export type Seed = z.output<typeof jiraSeedSchema>;
export type SeedIssue = Seed["issues"][number];

export interface JiraSeeded {
  /** Account ids by e-mail. */
  users: Record<string, string>;
  /** Project ids by key. */
  projects: Record<string, string>;
  /** In the order of the seed. */
  issues: { id: string; key: string; ref: string | null }[];
}
