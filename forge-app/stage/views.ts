import { z } from "zod";
import { fieldSchema, sideSchema } from "#shared/contract/words.ts";

/** What the stage's host tells its page. Everything the page shows comes through these. */

const personSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type Person = z.output<typeof personSchema>;

const descriptionSchema = z.discriminatedUnion("format", [
  z.object({ format: z.literal("adf"), document: z.unknown() }),
  z.object({ format: z.literal("markdown"), text: z.string() }),
]);
export type Description = z.output<typeof descriptionSchema>;

/** An issue as its tracker holds it, in the words its users read. */
const trackerIssueSchema = z.object({
  side: sideSchema,
  id: z.string(),
  key: z.string(),
  /** "Task", "Bug" in Jira; "" in Linear. */
  type: z.string(),
  title: z.string(),
  description: descriptionSchema,
  status: z.object({ name: z.string(), category: z.enum(["todo", "doing", "done", "dropped"]) }),
  priority: z.string(),
  assignee: personSchema.nullable(),
  labels: z.array(z.string()),
  estimate: z.number().nullable(),
  /** YYYY-MM-DD. */
  dueDate: z.string().nullable(),
  updatedAt: z.string(),
  /** What apps have put beside the issue in Linear: the score's card, the link to Jira. */
  attachments: z.array(z.object({ title: z.string(), subtitle: z.string().nullable(), url: z.string() })),
  /** Null while it is an ordinary issue; "archived" or "in the trash". */
  lifecycle: z.string().nullable(),
  /** What a person can choose from here. */
  choices: z.object({
    statuses: z.array(z.string()),
    priorities: z.array(z.string()),
    labels: z.array(z.string()),
    people: z.array(personSchema),
  }),
});
export type TrackerIssue = z.output<typeof trackerIssueSchema>;

/** Both ends of a pair; null where there is none, or none any more. */
export const pairSchema = z.object({
  jira: trackerIssueSchema.nullable(),
  linear: trackerIssueSchema.nullable(),
});
export type PairView = z.output<typeof pairSchema>;

/** A person edits one field by hand in one tracker. */
export const editRequestSchema = z.object({
  side: sideSchema,
  /** The tracker's id of the issue and of the person. */
  issue: z.string().min(1),
  person: z.string().min(1),
  change: z.discriminatedUnion("field", [
    z.object({ field: z.literal("title"), value: z.string().trim().min(1, "A title cannot be empty.") }),
    z.object({ field: z.literal("description"), value: descriptionSchema }),
    z.object({ field: z.literal("status"), value: z.string() }),
    z.object({ field: z.literal("priority"), value: z.string() }),
    z.object({ field: z.literal("assignee"), value: z.string().nullable() }),
    z.object({ field: z.literal("labels"), value: z.array(z.string().min(1)) }),
    z.object({
      field: z.literal("estimate"),
      value: z.number().min(0, "An estimate cannot be negative.").nullable(),
    }),
    z.object({ field: z.literal("dueDate"), value: z.iso.date().nullable() }),
  ]),
});
export type EditRequest = z.output<typeof editRequestSchema>;
export type Change = EditRequest["change"];

/** One line of the feed: who changed what on which side. */
const feedEntrySchema = z.object({
  side: sideSchema,
  sequence: z.number(),
  /** Milliseconds since the epoch on the twin's clock. */
  at: z.number(),
  actor: z.object({ name: z.string(), kind: z.enum(["person", "app", "system"]) }),
  /** The issue's key at that time. */
  key: z.string(),
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("field"), field: fieldSchema, from: z.string(), to: z.string() }),
    /** "created", "deleted", "archived", "commented", …; `count` when many came at once. */
    z.object({ kind: z.literal("event"), event: z.string(), count: z.number() }),
  ]),
});
export type FeedEntry = z.output<typeof feedEntrySchema>;

const totalsSchema = z.object({
  jira: z.object({ issues: z.number(), requests: z.number() }),
  linear: z.object({ issues: z.number(), requests: z.number() }),
  /** Null while the service does not answer. */
  service: z
    .object({ links: z.number(), underWay: z.number(), parked: z.number(), conflicts: z.number() })
    .nullable(),
  paused: z.array(z.object({ mirror: z.string(), reason: z.string() })),
});
export type Totals = z.output<typeof totalsSchema>;

/** What is pushed to the page; a page that comes later gets the recent feed first. */
export const liveSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("feed"), entries: z.array(feedEntrySchema) }),
  z.object({ kind: z.literal("totals"), totals: totalsSchema }),
]);
export type Live = z.output<typeof liveSchema>;

const issueSchema = z.object({ id: z.string(), key: z.string() });
const projectSchema = z.object({ id: z.string(), key: z.string(), name: z.string() });
export type Project = z.output<typeof projectSchema>;

/** Where a surface is open: what Forge calls the extension's data. */
const extensionSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("jira:issueContext"), issue: issueSchema }),
  z.object({ type: z.literal("jira:projectPage"), project: projectSchema.omit({ name: true }) }),
  z.object({ type: z.literal("jira:globalPage") }),
  z.object({ type: z.literal("jira:adminPage") }),
]);
export type Extension = z.output<typeof extensionSchema>;

/** Which surface, for whom, where. */
export const openedSchema = z.object({
  module: z.string(),
  accountId: z.string(),
  extension: extensionSchema,
});
export type Opened = z.output<typeof openedSchema>;

/** A surface's call on its way to the functions; the answer is whatever the function gave. */
export const invokeRequestSchema = openedSchema.extend({
  functionKey: z.string(),
  payload: z.unknown().optional(),
});
/** The lozenge of a collapsed issue context. */
export const statusAnswerSchema = z.object({
  status: z
    .object({
      status: z.object({
        type: z.literal("lozenge"),
        value: z.object({
          label: z.string(),
          type: z.enum(["default", "inprogress", "moved", "new", "removed", "success"]),
        }),
      }),
    })
    .nullable(),
});

export const invokeAnswerSchema = z.object({ answer: z.unknown() });

/** A page asks Jira itself, as the person who looks at it. */
export const productRequestSchema = openedSchema.extend({
  path: z.string().startsWith("/"),
  method: z.string().default("GET"),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  body: z.string().nullish(),
});
export const productAnswerSchema = z.object({
  status: z.number(),
  statusText: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type ProductAnswer = z.output<typeof productAnswerSchema>;

const moduleSchema = z.object({ key: z.string(), title: z.string() });

/** The demo's time; `canPass`: the demo lets days pass. */
export const clockSchema = z.object({
  /** Milliseconds since the epoch. */
  now: z.number(),
  /** How many days it is ahead of this machine. */
  daysAhead: z.number(),
  canPass: z.boolean(),
});
export type ClockView = z.output<typeof clockSchema>;

/** What the page has to know before it can show anything. */
export const settingsSchema = z.object({
  jiraUrl: z.string(),
  linearUrl: z.string(),
  modules: z.object({
    issueContext: moduleSchema,
    projectPage: moduleSchema.extend({
      /** The pages within it; the route is the first part of their addresses. */
      pages: z.array(z.object({ title: z.string(), route: z.string() })),
    }),
    globalPage: moduleSchema,
    adminPage: moduleSchema,
  }),
  people: z.object({ jira: z.array(personSchema), linear: z.array(personSchema) }),
  /** Jira's projects. */
  projects: z.array(projectSchema),
  /** Key of a Jira issue worth seeing first: one with a score, an outcome and an initiative. */
  start: z.string().nullable(),
});
export type StageSettings = z.output<typeof settingsSchema>;
