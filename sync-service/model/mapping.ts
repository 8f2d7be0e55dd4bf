import { z } from "zod";
import { FIELDS } from "./issue.ts";

const owner = z.enum(["jira", "linear", "newest", "ask"]);
const direction = z.enum(["both", "to-linear", "to-jira", "none"]);

/** Values named as people see them; ids are looked up in the trackers' directories. */
const valueMap = z.record(z.string(), z.string());

const fieldRule = z.strictObject({
  /** Which way changes of the field travel. */
  direction: direction.default("both"),
  /** Who wins when both sides changed the field differently; decides nothing else. */
  owner: owner.default("newest"),
});

export const mirrorSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "a mirror's id is lower-case letters, digits and dashes"),
  jira: z.strictObject({
    project: z.string().min(1),
    /** The type of issues created in Jira. */
    issueType: z.string().default("Task"),
    /** Only these issues of the project, in JQL without ORDER BY. */
    filter: z.string().optional(),
  }),
  linear: z.strictObject({
    team: z.string().min(1),
    /** Only these issues of the team, as Linear's `IssueFilter`. */
    filter: z.record(z.string(), z.unknown()).optional(),
  }),
  /** Only issues with this label; a counterpart carries it as well. */
  label: z.string().min(1).optional(),
  /** What Jira's epics are in Linear: issues with sub-issues, or projects. */
  epics: z.enum(["issues", "projects"]).default("issues"),
  /** On which side counterparts are created. */
  create: direction.default("both"),
  /** Which way comments travel, each from where it was written to its copy on the other side. */
  comments: z.strictObject({ direction: direction.default("both") }).prefault({}),
  /** The same for files. One that is larger than `maxBytes` is named by a link instead. */
  attachments: z
    .strictObject({
      direction: direction.default("both"),
      maxBytes: z
        .int()
        .positive()
        .default(50 * 1_048_576),
    })
    .prefault({}),
  fields: z.partialRecord(z.enum(FIELDS), fieldRule).default({}),
  /**
   * Status names: Jira status → Linear state, and back. Where silent: the same name, then the same category. A
   * Jira status may be named with its resolution, as "Done/Won't Do".
   */
  status: z.strictObject({ toLinear: valueMap.default({}), toJira: valueMap.default({}) }).prefault({}),
  /** Priority names; Linear's are "No priority", "Urgent", "High", "Medium", "Low". */
  priority: z.strictObject({ toLinear: valueMap.default({}), toJira: valueMap.default({}) }).prefault({}),
  /** Jira's types by the Linear label that stands for them. Where silent: a type has no label. */
  types: valueMap.default({}),
  /** Jira's kinds of issue links by Linear's kind of relation; other kinds stay in Jira. */
  relations: z
    .record(z.string(), z.enum(["blocks", "duplicate", "related", "similar"]))
    .default({ Blocks: "blocks", Duplicate: "duplicate", Relates: "related" }),
  /** Jira's components by the Linear label that stands for each; others stay in Jira. */
  components: valueMap.default({}),
  /** Jira's select fields, by name, each with the group of labels in Linear that holds its options' names. */
  customFields: z.array(z.strictObject({ jira: z.string().min(1), linear: z.string().min(1) })).default([]),
  /** Jira's sprints by Linear's cycle, both by name; a cycle also by its number. Where silent: see the README. */
  cycles: valueMap.default({}),
  labels: z.strictObject({ toLinear: valueMap.default({}), toJira: valueMap.default({}) }).prefault({}),
  /** People whose e-mail addresses do not match or are hidden; each named by id or e-mail. */
  people: z.array(z.strictObject({ jira: z.string(), linear: z.string() })).default([]),
});

/** A rule inside a connection: which issues show each other, how their values map, who owns a field. */
export type Mirror = z.infer<typeof mirrorSchema>;

/** The one file that says what is mirrored and how. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  mirrors: z.array(mirrorSchema).min(1),
});
