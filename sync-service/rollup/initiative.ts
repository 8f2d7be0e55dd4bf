import { z } from "zod";

/** Where an initiative's issues come from. Containers are the Jira project or Linear team the search stays in. */
const sourceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("jira"),
    label: z.string().min(1),
    project: z.string().min(1),
    /** JQL that narrows the project down, e.g. `parent = SHOP-1`. */
    jql: z.string().min(1),
  }),
  z.object({
    kind: z.literal("linear"),
    label: z.string().min(1),
    team: z.string().min(1),
    /** An `IssueFilter` of Linear's API. */
    filter: z.record(z.string(), z.unknown()),
  }),
]);
export type InitiativeSource = z.output<typeof sourceSchema>;

/** A body of work: its sources and the outcomes it serves. Kept as records of kind "initiative". */
export const initiativeSchema = z.object({
  name: z.string().min(1),
  url: z.url().nullable().default(null),
  sources: z.array(sourceSchema).min(1),
  outcomes: z.array(z.string()).default([]),
});
export type Initiative = z.output<typeof initiativeSchema>;
