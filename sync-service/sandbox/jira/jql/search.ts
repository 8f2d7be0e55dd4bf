import type { Account, Issue } from "../model.ts";
import type { Site } from "../site.ts";
import type { Evaluation } from "./clause.ts";
import { namedIssues, predicate } from "./evaluate.ts";
import { sortIssues } from "./order.ts";
import { parse } from "./parser.ts";
import { JqlProblem } from "./problem.ts";

/**
 * The issues a user finds with a query, in its order, as the index knows them.
 * @param reconciled ids that are looked at as they really are
 * @throws JqlProblem for a query Jira refuses, an unbounded one included
 */
export function search(
  site: Site,
  viewer: Account,
  jql: string,
  reconciled: ReadonlySet<number> = new Set(),
): Issue[] {
  const query = parse(jql);
  if (!query.where) {
    throw new JqlProblem(
      "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
    );
  }
  const evaluation = evaluationOf(site, viewer);
  const test = predicate(evaluation, query.where);
  const named = namedIssues(evaluation, query.where);
  const now = site.now();
  const candidates = named
    ? [...new Set(named)]
        .sort((a, b) => b - a)
        .flatMap((id) => site.index.one(site.state, id, now, reconciled) ?? [])
    : site.index.view(site.state, now, reconciled);
  const browsed = new Set(
    [...site.state.projects.values()]
      .filter((project) => site.permissions.browses(viewer, project))
      .map(({ id }) => id),
  );
  const found = candidates.filter((issue) => browsed.has(issue.projectId) && test(issue));
  return sortIssues(evaluation, found, query.orderBy);
}

/** Whether an issue satisfies a query: the filter of a webhook, which sees everything. */
export function satisfies(site: Site, issue: Issue, jql: string): boolean {
  const { where } = parse(jql);
  if (!where) return true;
  try {
    return predicate(evaluationOf(site, null), where)(issue);
  } catch (error) {
    if (error instanceof JqlProblem) return false;
    throw error;
  }
}

function evaluationOf(site: Site, viewer: Account | null): Evaluation {
  return { site, viewer, moment: { now: site.now(), timeZone: viewer?.timeZone ?? "UTC" } };
}
