import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import type { IssueId, Observation } from "#sync/model/issue.ts";
import { Budget } from "../budget.ts";
import type { NoticePort } from "../notice-port.ts";
import type { JiraPlanning } from "../planning-port.ts";
import { type CallOptions, type Tracker, TrackerUnavailable } from "../tracker.ts";
import { JiraClient } from "./client.ts";
import { jiraComments } from "./comments.ts";
import { createIssues } from "./create.ts";
import { readDirectory } from "./directory.ts";
import { creationProbe, findCreated } from "./find-created.ts";
import { jiraFiles } from "./files.ts";
import { Issues } from "./issues.ts";
import { markIssues } from "./mark.ts";
import { jiraPlanning } from "./planning.ts";
import { jiraNotices } from "./notices.ts";
import { retireDuplicate } from "./retire.ts";
import { issuesWithin, listIssues, searchChanges } from "./search.ts";
import { Site } from "./site.ts";
import { Transitions } from "./transitions.ts";
import { readWorkflow } from "./workflow.ts";
import { updateIssue } from "./update.ts";

/** Requests under way at once: an edit takes Jira some hundred milliseconds, and its limit is 50 a second. */
const CONCURRENCY = 8;
/** Jira ends a request of its own accord after about this long, ms. */
const TIMEOUT = 30_000;
/** The same for files: fewer, and longer. */
const TRANSFERS = 3;
const TRANSFER_TIMEOUT = 80_000;

interface JiraTrackerOptions {
  /** The site, e.g. https://acme.atlassian.net. */
  baseUrl: string;
  /** Whose API token it is. Its account needs to browse, create, edit, transition and delete issues. */
  email: string;
  apiToken: string;
  fetch: Fetch;
  clock: Clock;
  random: Random;
  /** The id of the number field that holds the estimate; found by its usual names where not given. */
  storyPointsField?: string;
  /** Names or ids of the select fields that are mirrored. */
  selectFields?: readonly string[];
  /** Projects, by id, key or name, whose sprints are mirrored. */
  sprintsOf?: readonly string[];
}

/** Jira Cloud as the mirror sees it, over REST v3. */
export function createJiraTracker(
  options: JiraTrackerOptions,
): Tracker<"jira"> & { planning: JiraPlanning; notices: NoticePort } {
  const siteUrl = options.baseUrl.replace(/\/+$/, "");
  const { clock } = options;
  const budget = new Budget({ side: "jira", clock, concurrency: CONCURRENCY, timeout: TIMEOUT });
  const transfers = new Budget({ side: "jira", clock, concurrency: TRANSFERS, timeout: TRANSFER_TIMEOUT });
  const client = new JiraClient({ ...options, baseUrl: siteUrl, budget, transfers });
  const site = new Site(client, options.storyPointsField, options.selectFields);
  const issues = new Issues(client, site, siteUrl);
  const transitions = new Transitions(client);
  const tools = { client, site, issues, transitions };
  return {
    side: "jira",
    directory: (call) => readDirectory(client, site, { siteUrl, sprintsOf: options.sprintsOf ?? [] }, call),
    changes: (scope, since, call) => searchChanges(tools, scope, since, call),
    list: (scope, call) => listIssues(client, scope, call),
    workflow: (container, call) => readWorkflow(client, container, call),
    within: (scope, ids, call) => issuesWithin(client, scope, ids, call),
    observe: (ids, call) => observe(issues, ids, call),
    create: (items, call) => createIssues(tools, items, call),
    update: (items, call) =>
      Promise.all(
        items.map((item) =>
          updateIssue(tools, item, call).catch((error: unknown) => {
            if (!(error instanceof TrackerUnavailable)) throw error;
            return { kind: "not-sent", reason: error.message, retryAt: error.retryAt } as const;
          }),
        ),
      ),
    mark: (items, call) => markIssues(client, clock, items, call),
    findCreated: (container, keys, probe, call) => findCreated(tools, container, keys, probe, call),
    creationProbe: (container, call) => creationProbe(tools, container, call),
    comments: jiraComments(client),
    files: jiraFiles(client),
    planning: jiraPlanning({ client, site, siteUrl }),
    notices: jiraNotices(client),
    retireDuplicate: (id, mark, call) => retireDuplicate(tools, id, mark, call),
    spending: () => budget.spending(),
  };
}

async function observe(
  issues: Issues,
  ids: readonly IssueId[],
  options: CallOptions,
): Promise<ReadonlyMap<IssueId, Observation<"jira">>> {
  const snapshots = await issues.fetch([...new Set(ids)], options);
  return new Map(
    ids.map((id) => {
      const snapshot = snapshots.get(id);
      return [id, snapshot ? { kind: "present", snapshot } : { kind: "absent", id }];
    }),
  );
}
