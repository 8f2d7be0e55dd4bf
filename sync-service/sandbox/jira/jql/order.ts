import type { Issue } from "../model.ts";
import type { Evaluation, Scalar } from "./clause.ts";
import { clauseField } from "./clauses.ts";
import type { Query } from "./parser.ts";

/** Sorts in place by `ORDER BY`; issues without a value come last going up and first going down. */
export function sortIssues(evaluation: Evaluation, issues: Issue[], orderBy: Query["orderBy"]): Issue[] {
  if (orderBy.length === 0) return issues;
  const keys = orderBy.map(({ field, descending }) => ({
    read: sortKey(evaluation, field),
    direction: descending ? -1 : 1,
  }));
  const rows = issues.map((issue) => ({ issue, values: keys.map(({ read }) => read(issue)) }));
  rows.sort((a, b) => {
    for (const [index, { direction }] of keys.entries()) {
      const difference = compare(a.values[index] ?? null, b.values[index] ?? null);
      if (difference !== 0) return difference * direction;
    }
    return b.issue.id - a.issue.id;
  });
  return rows.map(({ issue }) => issue);
}

function sortKey(evaluation: Evaluation, name: string): (issue: Issue) => Scalar | null {
  const lower = name.toLowerCase();
  const { state } = evaluation.site;
  if (lower === "rank") return (issue) => issue.rank;
  if (lower === "project") return (issue) => state.projects.get(issue.projectId)?.key ?? null;
  if (lower === "assignee" || lower === "reporter") {
    return (issue) => {
      const accountId = lower === "assignee" ? issue.assigneeId : issue.reporterId;
      return accountId === null ? null : (state.accounts.get(accountId)?.displayName.toLowerCase() ?? null);
    };
  }
  if (lower === "id") return (issue) => issue.id;
  if (["key", "issue", "issuekey"].includes(lower)) {
    // Keys sort by project, then by number, as ABC-9 comes before ABC-10.
    return (issue) => {
      const [project, number] = issue.key.split("-");
      return `${project ?? ""}-${(number ?? "").padStart(12, "0")}`;
    };
  }
  const { values, order } = clauseField(evaluation, name);
  return (issue) => {
    const [value] = values(issue);
    if (value === undefined) return null;
    return order ? order(value) : value;
  };
}

function compare(a: Scalar | null, b: Scalar | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
