import { z } from "zod";
import { issueId } from "#sync/model/issue.ts";
import type { AdfDocument } from "#sync/richtext/index.ts";

/** What Jira answers, as far as we read it. Fields that are not named here are ignored. */

/** "2026-03-31T17:05:09.123+0200", in milliseconds since the epoch. */
export const jiraTime = z.string().transform((text, context) => {
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (Number.isNaN(at)) {
    context.addIssue({ code: "custom", message: `not a time that Jira writes: "${text}"` });
    return z.NEVER;
  }
  return at;
});

const adfDocument = z.custom<AdfDocument>(
  (value) => z.object({ type: z.literal("doc"), version: z.number() }).safeParse(value).success,
  "not an Atlassian document",
);

const withId = z.object({ id: z.string() });
const statusSchema = withId.extend({ statusCategory: z.object({ key: z.string() }).optional() });
const other = z.object({ id: z.string().transform(issueId), key: z.string() });

/** Names of the issue's fields that a snapshot is made of; the estimate's field ids come on top. */
export const SNAPSHOT_FIELDS = [
  "summary",
  "description",
  "status",
  "priority",
  "assignee",
  "reporter",
  "labels",
  "duedate",
  "issuetype",
  "parent",
  "issuelinks",
  "components",
  "resolution",
  "fixVersions",
  "project",
  "created",
  "updated",
  "comment",
  "attachment",
] as const;

const properties = z.record(z.string(), z.unknown()).nullish();

export const commentSchema = z.object({
  id: z.string(),
  author: z.object({ accountId: z.string().nullish(), displayName: z.string().default("") }).nullish(),
  body: adfDocument,
  created: jiraTime,
  updated: jiraTime,
  /** A group or role; absent where everybody who sees the issue sees the comment. */
  visibility: z.object({ value: z.string().nullish(), identifier: z.string().nullish() }).nullish(),
  properties: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish(),
});
export type ReadComment = z.output<typeof commentSchema>;

/** The comments that an issue brings along: all of them only where `total` says so. */
const embeddedSchema = z.object({ total: z.int(), comments: z.array(commentSchema) });

export type EmbeddedComments = z.output<typeof embeddedSchema>;

/** A file of an issue; the field that holds them is never cut. */
export const fileSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  filename: z.string(),
  size: z.number(),
  mimeType: z.string().default("application/octet-stream"),
  created: jiraTime,
  author: z.object({ accountId: z.string().nullish(), displayName: z.string().default("") }).nullish(),
});
export type ReadFile = z.output<typeof fileSchema>;

export const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    description: adfDocument.nullish(),
    status: statusSchema,
    priority: withId.nullish(),
    assignee: z.object({ accountId: z.string() }).nullish(),
    reporter: z.object({ accountId: z.string(), displayName: z.string().default("") }).nullish(),
    labels: z.array(z.string()).nullish(),
    duedate: z.string().nullish(),
    issuetype: withId,
    parent: other.nullish(),
    components: z.array(z.object({ name: z.string() })).nullish(),
    fixVersions: z.array(z.object({ name: z.string() })).nullish(),
    resolution: z.object({ name: z.string() }).nullish(),
    issuelinks: z
      .array(
        z.object({
          id: z.string(),
          type: z.object({ name: z.string() }),
          inwardIssue: other.nullish(),
          outwardIssue: other.nullish(),
        }),
      )
      .nullish(),
    project: z.object({ id: z.string(), key: z.string() }),
    created: jiraTime,
    updated: jiraTime,
    comment: embeddedSchema.nullish().catch(null),
    attachment: z.array(fileSchema).nullish(),
  }),
  properties,
});
export type JiraIssue = z.infer<typeof issueSchema>;

export const issuesSchema = z.object({ issues: z.array(issueSchema) });

/** Issues of which only the properties matter. */
export const propertiesSchema = z.object({
  issues: z.array(z.object({ id: z.string(), key: z.string(), properties })),
});

export const searchPageSchema = z.object({
  issues: z.array(z.object({ id: z.string(), key: z.string().optional() })),
  nextPageToken: z.string().nullish(),
});

/** Issues of which only the version matters. */
export const sightingsSchema = z.object({
  issues: z.array(z.object({ id: z.string(), key: z.string(), fields: z.object({ updated: jiraTime }) })),
});

const transitionSchema = z.object({
  id: z.string(),
  name: z.string().default(""),
  to: z.object({ id: z.string(), name: z.string().default("") }),
  fields: z
    .record(
      z.string(),
      z.object({
        name: z.string().optional(),
        required: z.boolean().default(false),
        hasDefaultValue: z.boolean().default(false),
      }),
    )
    .default({}),
});
export type JiraTransition = z.infer<typeof transitionSchema>;
export const transitionsSchema = z.object({ transitions: z.array(transitionSchema) });

/** The body of most refusals: messages about the request, and by field. */
export const problemSchema = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/** `issues` holds the successes without gaps; which elements failed is told by number. */
export const createdSchema = z.object({
  issues: z
    .array(
      z.object({
        id: z.string(),
        key: z.string(),
        transition: z.object({ status: z.number(), errorCollection: problemSchema.optional() }).nullish(),
      }),
    )
    .default([]),
  errors: z.array(
    z.object({
      failedElementNumber: z.int(),
      status: z.int().optional(),
      elementErrors: problemSchema.optional(),
    }),
  ),
});

export const taskSchema = z.object({ status: z.string() });

export const myselfSchema = z.object({
  accountId: z.string(),
  displayName: z.string().default(""),
  timeZone: z.string().default("UTC"),
});

export const fieldsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    schema: z.object({ type: z.string(), custom: z.string().optional() }).optional(),
  }),
);

export const projectPageSchema = z.object({
  isLast: z.boolean().optional(),
  values: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      name: z.string(),
      /** True for team-managed projects. */
      simplified: z.boolean().default(false),
      issueTypes: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            subtask: z.boolean().default(false),
            hierarchyLevel: z.number().optional(),
          }),
        )
        .default([]),
    }),
  ),
});
export type JiraProject = z.infer<typeof projectPageSchema>["values"][number];

export const statusesByTypeSchema = z.array(
  z.object({
    statuses: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        statusCategory: z.object({ key: z.string() }).optional(),
      }),
    ),
  }),
);

export const prioritiesSchema = z.array(z.object({ id: z.string(), name: z.string() }));

export const usersSchema = z.array(
  z.object({
    accountId: z.string(),
    accountType: z.string().optional(),
    displayName: z.string().default(""),
    emailAddress: z.string().nullish(),
    active: z.boolean().default(true),
  }),
);

const changelogSchema = z.object({
  total: z.int(),
  histories: z.array(
    z.object({
      author: z.object({ accountId: z.string() }).nullish(),
      created: jiraTime,
      items: z.array(z.object({ field: z.string(), from: z.string().nullish() })),
    }),
  ),
});

export const historiesSchema = z.object({
  issues: z.array(z.object({ id: z.string(), changelog: changelogSchema })),
});

/** What tells whether anybody has touched an issue since it was created. */
export const touchedSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.object({
        created: jiraTime,
        comment: z.object({ total: z.int() }).nullish(),
        attachment: z.array(z.unknown()).nullish(),
        subtasks: z.array(z.unknown()).nullish(),
        issuelinks: z.array(z.unknown()).nullish(),
      }),
      properties,
      changelog: changelogSchema,
    }),
  ),
});

/** An issue as another one names it. */
const blockerSchema = other.extend({
  fields: z.object({ status: statusSchema.nullish() }).nullish(),
});

/** What a roll-up is made of. */
export const plannedSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.looseObject({
        summary: z.string(),
        status: statusSchema,
        resolution: z.object({ name: z.string() }).nullish(),
        resolutiondate: jiraTime.nullish(),
        statuscategorychangedate: jiraTime.nullish(),
        created: jiraTime,
        updated: jiraTime,
        duedate: z.string().nullish(),
        assignee: z.object({ accountId: z.string(), displayName: z.string().default("") }).nullish(),
        parent: other.nullish(),
        issuetype: z.object({ subtask: z.boolean().default(false) }),
        project: z.object({ key: z.string() }),
        issuelinks: z
          .array(z.object({ type: z.object({ name: z.string() }), inwardIssue: blockerSchema.nullish() }))
          .nullish(),
        /** Seconds. */
        timespent: z.number().nullish(),
        timeestimate: z.number().nullish(),
      }),
    }),
  ),
});

export const namedSchema = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.object({ summary: z.string(), duedate: z.string().nullish() }),
    }),
  ),
});

export const statusesSchema = z.array(statusSchema);

/** Atlassian's contract calls the time a date and shows seconds since the epoch; milliseconds have been seen too. */
const changeTime = z.union([jiraTime, z.number().transform((at) => (at < 1e11 ? at * 1000 : at))]);

export const changelogsSchema = z.object({
  issueChangeLogs: z.array(
    z.object({
      issueId: z.string(),
      changeHistories: z.array(
        z.object({
          created: changeTime,
          items: z.array(z.object({ field: z.string(), to: z.string().nullish() })),
        }),
      ),
    }),
  ),
  nextPageToken: z.string().nullish(),
});
