import { z } from "zod";

/** The words that every contract between app, pages, stage and service is made of. */

export const sideSchema = z.enum(["jira", "linear"]);
export type TrackerSide = z.output<typeof sideSchema>;

/** The mirrored fields, named as the service names them. */
export const fieldSchema = z.enum([
  "title",
  "description",
  "status",
  "priority",
  "assignee",
  "labels",
  "estimate",
  "dueDate",
  "type",
  "parent",
  "relations",
  "components",
  "custom",
  "milestone",
  "cycle",
]);
export type MirroredField = z.output<typeof fieldSchema>;

/** Milliseconds since the epoch by the service's clock. */
export const momentSchema = z.int();

/** One end of a link, as people know it. `url` opens it in its tracker. */
export const issueEndSchema = z.object({
  /** Jira's numeric id as text, or Linear's UUID. */
  id: z.string().min(1),
  /** PROJ-12 or ENG-12; null until the tracker has told it. */
  key: z.string().nullable(),
  url: z.string().nullable(),
});

/**
 * What every refusal of the service says, whatever the HTTP status: `message` what happened and to which
 * issue, `advice` what the reader can do about it.
 */
export const refusalSchema = z.object({ message: z.string().min(1), advice: z.string().min(1) });
export type ServiceRefusal = z.output<typeof refusalSchema>;
