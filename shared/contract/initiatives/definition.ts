import { z } from "zod";
import { daySchema } from "../../day.ts";
import { sideSchema } from "../words.ts";

/** What people decide about an initiative: as it is kept, edited and sent. */

/** A Jira account or a Linear user; the name is as that tracker last told it. */
export const ownerSchema = z.object({
  side: sideSchema,
  id: z.string().min(1),
  name: z.string().nullable(),
});
export type Owner = z.output<typeof ownerSchema>;

/** Stays the same while a source is edited; given by the service where it is left out. */
const sourceId = z.string().min(1).max(64).exactOptional();
/** As people know it: "Linear project Checkout", "SHOP-12 and below". */
const label = z.string().trim().min(1, "A source needs a label.").max(200);

/** Where an initiative's issues come from; each brings every issue below what it names. */
const sourceSchema = z.discriminatedUnion("kind", [
  /** With the projects of its sub-initiatives. */
  z.object({ kind: z.literal("linear-initiative"), id: sourceId, label, initiative: z.string().min(1) }),
  z.object({ kind: z.literal("linear-project"), id: sourceId, label, project: z.string().min(1) }),
  z.object({
    kind: z.literal("linear-label"),
    id: sourceId,
    label,
    /** The label's name. */
    name: z.string().min(1),
    /** The key of the team it is looked for in; null: every team that the service sees. */
    team: z.string().min(1).nullable(),
  }),
  /** A parent at any level (an initiative above epics, an epic, a story), and all below it. */
  z.object({
    kind: z.literal("jira-parent"),
    id: sourceId,
    label,
    /** Jira's numeric id as text; the key is for people. */
    issue: z.string().regex(/^\d+$/, "An issue's id is Jira's number as text."),
    key: z.string().min(1),
  }),
  z.object({
    kind: z.literal("jql"),
    id: sourceId,
    label,
    jql: z.string().trim().min(1, "The JQL is empty."),
  }),
  z.object({
    kind: z.literal("jira-label"),
    id: sourceId,
    label,
    name: z.string().min(1),
    /** The key of the project it is looked for in; null: every project that the service sees. */
    project: z.string().min(1).nullable(),
  }),
  /** JQL inside one project. */
  z.object({
    kind: z.literal("jira"),
    id: sourceId,
    label,
    project: z.string().min(1),
    jql: z.string().min(1),
  }),
  /** An `IssueFilter` of Linear's API inside one team. */
  z.object({
    kind: z.literal("linear"),
    id: sourceId,
    label,
    team: z.string().min(1),
    filter: z.record(z.string(), z.unknown()),
  }),
]);

/** Whose titles may be read outside Jira and on share links; everything else counts without its title. */
const titlesSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  /** All but those of private Linear teams. */
  z.object({ kind: z.literal("all") }),
  /** Ids as `works` have them. */
  z.object({ kind: z.literal("chosen"), items: z.array(z.string().min(1)).max(10_000) }),
]);

export const initiativeDefinitionSchema = z
  .object({
    name: z.string().trim().min(1, "An initiative needs a name.").max(200),
    description: z.string().trim().max(5_000).default(""),
    /** A page about it elsewhere. */
    url: z.url().nullable().default(null),
    owner: ownerSchema.nullable().default(null),
    startsOn: daySchema.nullable().default(null),
    targetOn: daySchema.nullable().default(null),
    /** How often a person says how it goes, in days. */
    cadenceDays: z.int().min(1).max(90).default(7),
    sources: z.array(sourceSchema).min(1, "An initiative needs a source of issues.").max(50),
    /** Ids of the outcomes it serves. */
    outcomes: z.array(z.string().min(1)).default([]),
    /** Whether updates and the roll-up are written to the trackers. */
    publishing: z.object({ linear: z.boolean(), jira: z.boolean() }).default({ linear: false, jira: false }),
    titles: titlesSchema.default({ kind: "none" }),
    isArchived: z.boolean().default(false),
  })
  .refine(({ startsOn, targetOn }) => startsOn === null || targetOn === null || startsOn <= targetOn, {
    path: ["targetOn"],
    error: "The target comes before the start.",
  });
export type InitiativeDefinition = z.output<typeof initiativeDefinitionSchema>;

export const healthSchema = z.enum(["on track", "at risk", "off track"]);

/** How every initiative of the workspace is counted. */
export const rollupSettingsSchema = z.object({
  /** The named rule (shared/rollup/rules.ts). */
  rule: z.enum(["linear", "jira-plans", "jira-product-discovery"]),
  measure: z.enum(["count", "points", "time"]),
  /** Points of different teams are not added: count issues, or let each team weigh the same by its own points. */
  severalTeams: z.enum(["count", "shares"]),
});
export type RollupSettings = z.output<typeof rollupSettingsSchema>;

/** A way to look at the overview, saved for an audience ("Board", "Engineering leads"). */
export const savedViewSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1, "A view needs a name.").max(80),
  audience: z.string().trim().max(80),
  layout: z.enum(["list", "timeline"]),
  sort: z.object({
    by: z.enum(["name", "owner", "target", "health", "progress", "forecast", "updated"]),
    descending: z.boolean(),
  }),
  filter: z.object({
    /** Ids of owners; empty: everybody's. */
    owners: z.array(z.string()),
    /** Declared where there is one, else computed; empty: all. */
    health: z.array(z.enum([...healthSchema.options, "unknown"])),
    /** Ids of outcomes; empty: all. */
    outcomes: z.array(z.string()),
    /** Only those that ask for a decision. */
    needsDecision: z.boolean(),
    isArchived: z.boolean(),
    text: z.string().max(200),
  }),
});
export type SavedView = z.output<typeof savedViewSchema>;
