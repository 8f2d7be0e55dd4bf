import { type IssueId, issueId } from "#sync/model/issue.ts";
import {
  type JiraPlanning,
  type LinearPlanning,
  type LinearStructure,
  projectsBelow,
} from "#sync/trackers/planning-port.ts";
import { type CallOptions, TrackerUnavailable } from "#sync/trackers/tracker.ts";
import { type AskedSource, sourceKey } from "./source-question.ts";

export interface PlanningPorts {
  jira: JiraPlanning;
  linear: LinearPlanning;
}

/** What sources bring now, ids only. */
export interface Resolved {
  /** By source, but for Jira parents. */
  found: ReadonlyMap<string, ReadonlySet<IssueId>>;
  /** Below any of the Jira parents; below which of them, only the issues themselves tell. */
  below: ReadonlySet<IssueId>;
  /** By source, why it could not be read: what it brought before stays. */
  problems: ReadonlyMap<string, string>;
  /** The projects that each source of a Linear project or initiative brings. */
  projects: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Of all Jira parents together a request a level; of all Linear projects together one for 250 of their names, and one
 * a page of 250 issues; and one for each query or filter.
 * @throws TrackerUnavailable when a tracker cannot be asked; a source that it refuses has a problem instead
 */
export async function resolveSources(
  { jira, linear }: PlanningPorts,
  sources: readonly AskedSource[],
  options: CallOptions,
): Promise<Resolved> {
  const found = new Map<string, ReadonlySet<IssueId>>();
  const problems = new Map<string, string>();
  for (const asked of sources) {
    const { question } = asked;
    if (question.kind !== "query" && question.kind !== "filter") continue;
    try {
      const ids =
        question.kind === "query"
          ? await jira.matching(question.jql, options)
          : await linear.matching(question.filter, options);
      found.set(sourceKey(asked), new Set(ids));
    } catch (error) {
      problems.set(sourceKey(asked), refusal(error));
    }
  }
  const projects = await projectsOf(linear, sources, problems, options);
  for (const [key, ids] of await issuesOfProjects(linear, projects, options)) found.set(key, ids);

  const parents = sources.flatMap((asked) =>
    asked.question.kind === "parent" ? [{ key: sourceKey(asked), issue: issueId(asked.question.issue) }] : [],
  );
  const there = await jira.named(
    parents.map(({ issue }) => issue),
    options,
  );
  const known = new Set(there.map(({ id }) => id));
  for (const { key, issue } of parents) {
    if (!known.has(issue))
      problems.set(key, "Jira does not show this issue: it was deleted, or the service may not see it.");
  }
  return { found, below: await jira.below([...known], options), problems, projects };
}

/** What a tracker says against one source; anything else concerns them all. */
function refusal(error: unknown): string {
  if (error instanceof TrackerUnavailable && error.reason === "contract") return error.message;
  throw error;
}

/** By source, the Linear projects it brings; an initiative brings those of the initiatives below it too. */
export async function projectsOf(
  linear: LinearPlanning,
  sources: readonly AskedSource[],
  problems: Map<string, string>,
  options: CallOptions,
): Promise<Map<string, ReadonlySet<string>>> {
  const projects = new Map<string, ReadonlySet<string>>();
  const isAsked = sources.some(({ question }) => question.kind === "initiative");
  const structure = isAsked ? await linear.structure(options) : { initiatives: [], projects: [] };
  const named = await linear.projectsNamed(
    sources.flatMap(({ question }) => (question.kind === "project" ? [question.project] : [])),
    options,
  );
  for (const asked of sources) {
    const { question } = asked;
    if (question.kind !== "project" && question.kind !== "initiative") continue;
    const brought =
      question.kind === "project"
        ? onlyProject(named.get(question.project))
        : projectsOfInitiative(structure, question.initiative);
    if (brought !== undefined) projects.set(sourceKey(asked), brought);
    else
      problems.set(
        sourceKey(asked),
        `Linear does not show this ${question.kind}: its link or id is wrong, it was deleted, or the service may not see it.`,
      );
  }
  return projects;
}

const onlyProject = (project: string | undefined): ReadonlySet<string> | undefined =>
  project === undefined ? undefined : new Set([project]);

function projectsOfInitiative(
  structure: LinearStructure,
  idOrSlugId: string,
): ReadonlySet<string> | undefined {
  const found = structure.initiatives.find(({ id, slugId }) => id === idOrSlugId || slugId === idOrSlugId);
  return found && projectsBelow(structure, found.id);
}

async function issuesOfProjects(
  linear: LinearPlanning,
  projects: ReadonlyMap<string, ReadonlySet<string>>,
  options: CallOptions,
): Promise<ReadonlyMap<string, ReadonlySet<IssueId>>> {
  const all = new Set([...projects.values()].flatMap((some) => [...some]));
  const byProject = new Map<string, IssueId[]>();
  if (all.size > 0) {
    for await (const page of linear.ofProjects([...all], options)) {
      for (const { id, project } of page) {
        if (project === null) continue;
        const ids = byProject.get(project) ?? [];
        ids.push(id);
        byProject.set(project, ids);
      }
    }
  }
  return new Map(
    [...projects].map(([key, some]) => [
      key,
      new Set([...some].flatMap((project) => byProject.get(project) ?? [])),
    ]),
  );
}
