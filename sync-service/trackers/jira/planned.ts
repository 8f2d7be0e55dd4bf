import type { z } from "zod";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import type { PlannedCategory, PlannedIssue } from "#sync/model/planned-issue.ts";
import { USUAL_RESOLUTIONS } from "#sync/model/resolution.ts";
import type { CallOptions } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, FETCH_PAGE, inPages } from "./issues.ts";
import { changelogsSchema, plannedSchema, statusesSchema } from "./schemas.ts";
import type { Site } from "./site.ts";

const FIELDS = [
  "summary", "status", "resolution", "resolutiondate", "statuscategorychangedate", "created", "updated", "duedate",
  "assignee", "parent", "issuetype", "project", "issuelinks", "timespent", "timeestimate",
] as const; // prettier-ignore
/** Issues that one request tells the changes of, and changes in one answer. */
const HISTORIES = 1_000;
const CHANGES = 10_000;
const SECONDS_AN_HOUR = 3_600;
/** Jira Software's own date field, by which plans tell where a bar begins. */
const START_DATE = "start date";
const BLOCKS = "Blocks";

interface Tools {
  client: JiraClient;
  site: Site;
  siteUrl: string;
}
type History = Pick<PlannedIssue, "startedAt" | "blockedBy">;
type ReadIssue = z.output<typeof plannedSchema>["issues"][number];

/**
 * A hundred issues a request. Jira tells when an issue's category last changed, and so when work that is under way
 * began. When finished work began, and since when an issue is blocked, only its history knows: a thousand issues a
 * request, and only of those of which it is not known already.
 */
export async function readPlanned(
  tools: Tools,
  ids: readonly IssueId[],
  known: ReadonlyMap<IssueId, History>,
  options: CallOptions,
): Promise<readonly PlannedIssue[]> {
  if (ids.length === 0) return [];
  const { client, site, siteUrl } = tools;
  const { estimateFields, fieldNames } = await site.facts(options);
  const startField = [...fieldNames].find(([, name]) => name.toLowerCase() === START_DATE)?.[0];
  const fields = [...FIELDS, ...estimateFields, ...(startField === undefined ? [] : [startField])];
  const answers = await Promise.all(
    inPages([...new Set(ids)], FETCH_PAGE).map((page) =>
      client.read(bulkFetch({ issueIdsOrKeys: page, fields, properties: [] }), plannedSchema, options),
    ),
  );
  const issues = answers.flatMap((answer) => answer.issues);
  const planned = issues.map((issue): PlannedIssue => {
    const { fields: read } = issue;
    const category = categoryOf(issue);
    const before = known.get(issueId(issue.id));
    const changedAt = read.statuscategorychangedate ?? null;
    const endedAt = read.resolutiondate ?? changedAt ?? read.updated;
    const points = estimateFields.map((id) => read[id]).find((value) => typeof value === "number");
    const starts = startField === undefined ? null : read[startField];
    return {
      side: "jira",
      id: issueId(issue.id),
      key: issue.key,
      title: read.summary,
      url: `${siteUrl}/browse/${issue.key}`,
      version: read.updated,
      category,
      points: points ?? null,
      time: timeOf(issue),
      team: read.project.key,
      isPrivate: false,
      isSubtask: read.issuetype.subtask,
      assignee: read.assignee ? { id: read.assignee.accountId, name: read.assignee.displayName } : null,
      parent: read.parent?.id ?? null,
      project: null,
      createdAt: read.created,
      startedAt:
        category === "started" ? (changedAt ?? before?.startedAt ?? null) : startOf(category, before),
      completedAt: category === "completed" ? endedAt : null,
      canceledAt: category === "canceled" ? endedAt : null,
      starts: typeof starts === "string" ? starts : null,
      due: read.duedate ?? null,
      blockedBy: blockersOf(issue).map(({ id, key }) => {
        const since = before?.blockedBy.find((one) => one.id === id)?.since ?? null;
        return { id, key, since };
      }),
    };
  });
  return await withHistory(client, planned, options);
}

/** What began stays begun; of what is not begun nothing is told. */
function startOf(category: PlannedCategory, before: History | undefined): number | null {
  return category === "completed" || category === "canceled" ? (before?.startedAt ?? null) : null;
}

/** Jira has three categories; a resolution may say that a "done" issue was given up. */
function categoryOf({ fields: { status, resolution } }: ReadIssue): PlannedCategory {
  const key = status.statusCategory?.key;
  if (key === "indeterminate") return "started";
  if (key !== "done") return "unstarted";
  return USUAL_RESOLUTIONS[resolution?.name.toLowerCase() ?? ""] === undefined ? "completed" : "canceled";
}

function timeOf({ fields: { timespent, timeestimate } }: ReadIssue): PlannedIssue["time"] {
  if (timespent == null && timeestimate == null) return null;
  return {
    spent: (timespent ?? 0) / SECONDS_AN_HOUR,
    remaining: (timeestimate ?? 0) / SECONDS_AN_HOUR,
  };
}

/** "is blocked by": the issue at the other end of an inward link, unless it is done. */
function blockersOf({ fields: { issuelinks } }: ReadIssue): { id: IssueId; key: string }[] {
  return (issuelinks ?? []).flatMap(({ type, inwardIssue }) =>
    type.name === BLOCKS && inwardIssue && inwardIssue.fields?.status?.statusCategory?.key !== "done"
      ? [{ id: inwardIssue.id, key: inwardIssue.key }]
      : [],
  );
}

async function withHistory(
  client: JiraClient,
  issues: readonly PlannedIssue[],
  options: CallOptions,
): Promise<readonly PlannedIssue[]> {
  const isOver = ({ category }: PlannedIssue) => category === "completed" || category === "canceled";
  const unknownStart = issues.filter((issue) => isOver(issue) && issue.startedAt === null);
  const unknownBlock = issues.filter(
    (issue) => !isOver(issue) && issue.blockedBy.some(({ since }) => since === null),
  );
  const starts = new Map<string, number>();
  if (unknownStart.length > 0) {
    const categories = await statusCategories(client, options);
    for await (const { issue, created, items } of changesOf(client, unknownStart, ["status"], options)) {
      const begins = items.some(
        ({ field, to }) => field === "status" && categories.get(to ?? "") === "indeterminate",
      );
      if (begins && !starts.has(issue)) starts.set(issue, created);
    }
  }
  const blocked = new Map<string, number>();
  // History names a link by no field's id, so that its changes cannot be asked for alone.
  for await (const { issue, created, items } of changesOf(client, unknownBlock, [], options)) {
    for (const { field, to } of items)
      if (field === "Link" && to != null) blocked.set(`${issue} ${to}`, created);
  }
  return issues.map((issue) => ({
    ...issue,
    startedAt: issue.startedAt ?? starts.get(issue.id) ?? null,
    blockedBy: issue.blockedBy.map((one) => ({
      ...one,
      since: one.since ?? blocked.get(`${issue.id} ${one.key}`) ?? null,
    })),
  }));
}

async function statusCategories(
  client: JiraClient,
  options: CallOptions,
): Promise<ReadonlyMap<string, string | undefined>> {
  const statuses = await client.read(
    { method: "GET", endpoint: "/status", path: "/status" },
    statusesSchema,
    options,
  );
  return new Map(statuses.map(({ id, statusCategory }) => [id, statusCategory?.key]));
}

/** Oldest first. */
async function* changesOf(
  client: JiraClient,
  issues: readonly PlannedIssue[],
  fieldIds: readonly string[],
  options: CallOptions,
) {
  for (const some of inPages(issues, HISTORIES)) {
    let nextPageToken: string | null | undefined;
    do {
      const answer: z.output<typeof changelogsSchema> = await client.read(
        {
          method: "POST",
          endpoint: "/changelog/bulkfetch",
          path: "/changelog/bulkfetch",
          body: {
            issueIdsOrKeys: some.map(({ id }) => id),
            fieldIds,
            maxResults: CHANGES,
            ...(nextPageToken ? { nextPageToken } : {}),
          },
          points: 1 + some.length,
        },
        changelogsSchema,
        options,
      );
      for (const { issueId: issue, changeHistories } of answer.issueChangeLogs) {
        for (const { created, items } of changeHistories) yield { issue, created, items };
      }
      ({ nextPageToken } = answer);
    } while (nextPageToken);
  }
}
