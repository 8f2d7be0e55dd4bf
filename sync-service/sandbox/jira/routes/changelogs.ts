import { z } from "zod";
import { body, ok, page, readPoints, seenIssue, visibleIssue, type Call, type Route } from "../call.ts";
import { refuse } from "../errors.ts";
import type { History, Issue } from "../model.ts";

const MAXIMUM_ISSUES = 1_000;
const MAXIMUM_FIELDS = 10;

const bulkSchema = z.strictObject({
  issueIdsOrKeys: z.array(z.string()).min(1).max(MAXIMUM_ISSUES),
  fieldIds: z.array(z.string()).max(MAXIMUM_FIELDS).default([]),
  maxResults: z.int().positive().max(10_000).default(1_000),
  nextPageToken: z.string().nullish(),
});

export const changelogRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/issue/{issueIdOrKey}/changelog",
    handle: (call) => {
      const issue = seenIssue(call);
      const histories = issue.history.map((history) => call.renderer.history(history));
      const answer = page(call, `issue/${issue.id}/changelog`, histories, { usual: 100, most: 100 });
      return ok(answer, readPoints(answer.values.length));
    },
  },
  { method: "POST", path: "/changelog/bulkfetch", handle: bulkFetch },
];

/** The changes of many issues, oldest first; the pages count changes, not issues. */
function bulkFetch(call: Call) {
  const asked = body(call, bulkSchema);
  const issues = new Map(
    asked.issueIdsOrKeys
      .flatMap((idOrKey) => visibleIssue(call, idOrKey) ?? [])
      .map((issue) => [issue.id, issue]),
  );
  const touches = (history: History): boolean =>
    asked.fieldIds.length === 0 ||
    history.items.some(({ fieldId }) => fieldId !== undefined && asked.fieldIds.includes(fieldId));
  const all = [...issues.values()]
    .flatMap((issue) => issue.history.filter(touches).map((history) => ({ issue, history })))
    .sort((a, b) => a.history.created - b.history.created || a.issue.id - b.issue.id);
  const from = Number(asked.nextPageToken ?? 0);
  if (!Number.isInteger(from)) throw refuse(400, "The provided next page token is invalid.");
  const shown = all.slice(from, from + asked.maxResults);
  const byIssue = new Map<Issue, unknown[]>();
  for (const { issue, history } of shown) {
    byIssue.set(issue, [...(byIssue.get(issue) ?? []), bulkHistory(call, history)]);
  }
  const more = from + asked.maxResults < all.length;
  return ok(
    {
      issueChangeLogs: [...byIssue].map(([issue, changeHistories]) => ({
        issueId: String(issue.id),
        changeHistories,
      })),
      ...(more ? { nextPageToken: String(from + asked.maxResults) } : {}),
    },
    readPoints(shown.length),
  );
}

/** Atlassian's contract calls `created` a date and shows a number: which of the two is a switch. */
function bulkHistory(call: Call, history: History): Record<string, unknown> {
  const rendered = call.renderer.history(history);
  return call.site.switches.values.bulkTimesAsNumbers ? { ...rendered, created: history.created } : rendered;
}
