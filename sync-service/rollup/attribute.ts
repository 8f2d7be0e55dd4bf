import { issueId } from "#sync/model/issue.ts";
import type { PlannedIssue } from "#sync/model/planned-issue.ts";
import type { CallOptions } from "#sync/trackers/tracker.ts";
import { itemId } from "./item-id.ts";
import { type ParentOf, rootsAbove } from "./lineage.ts";
import { issuesOf } from "./look-at-issues.ts";
import type { PlanningPorts } from "./resolve-sources.ts";
import type { RollupIndex } from "./rollup-index.ts";
import type { SourceChanges } from "./source-changes.ts";
import { type AskedSource, sourceKey } from "./source-question.ts";

/** Sources as they are asked now. */
export interface Sources {
  all: readonly AskedSource[];
  /** By source, the Linear projects it brings; those of sources that nobody asked about yet are not there. */
  projects: ReadonlyMap<string, ReadonlySet<string>>;
  /** A source that cannot be read is not asked about single issues either. */
  isReadable: (source: AskedSource) => boolean;
}

interface Looking {
  ports: PlanningPorts;
  index: RollupIndex;
  sources: Sources;
  /** The issues that were looked at, by roll-up id, and those of them that are there. */
  items: readonly string[];
  issues: ReadonlyMap<string, PlannedIssue>;
  at: number;
}

/** Of issues that were just read: which queries and filters find them now, many queries a request. */
export async function attributeToQueries(
  { ports, index, sources, items, issues, at }: Looking,
  changes: SourceChanges,
  options: CallOptions,
): Promise<void> {
  const readable = sources.all.filter(sources.isReadable);
  const queries = readable.flatMap(({ question, ...source }) =>
    question.kind === "query" ? [{ ...source, jql: question.jql }] : [],
  );
  const filters = readable.flatMap(({ question, ...source }) =>
    question.kind === "filter" ? [{ ...source, filter: question.filter }] : [],
  );
  const there = [...issues.keys()];
  const [inJira, inLinear] = await Promise.all([
    ports.jira.within(
      queries.map(({ jql }) => jql),
      issuesOf("jira", there),
      options,
    ),
    ports.linear.within(
      filters.map(({ filter }) => filter),
      issuesOf("linear", there),
      options,
    ),
  ]);
  const found = [
    ...queries.map((source, n) => ({ source, side: "jira" as const, ids: inJira[n] ?? [] })),
    ...filters.map((source, n) => ({ source, side: "linear" as const, ids: inLinear[n] ?? [] })),
  ];
  for (const { source, side, ids } of found) {
    const hits = new Set([...ids].map((id) => itemId(side, id)));
    const before = index.members(source.initiative).get(source.source);
    for (const item of items)
      changes.note(source, before, item, { isIn: hits.has(item), isRoot: false, since: at });
  }
}

/** Which sources of Linear projects bring them now: an issue tells its project. */
export function attributeToProjects(
  { index, sources, items, issues, at }: Looking,
  changes: SourceChanges,
): void {
  for (const source of sources.all) {
    const projects = sources.projects.get(sourceKey(source));
    if (projects === undefined) continue;
    const before = index.members(source.initiative).get(source.source);
    for (const item of items) {
      const project = issues.get(item)?.project ?? null;
      const isIn = project !== null && projects.has(project);
      changes.note(source, before, item, { isIn, isRoot: false, since: at });
    }
  }
}

/**
 * Which Jira parents they are below now: an issue tells its parent. Returns those that came below one; what was below
 * an issue that left leaves with it.
 */
export function attributeToParents(
  { index, sources, items, issues, at }: Looking,
  parentOf: ParentOf,
  changes: SourceChanges,
): readonly string[] {
  const parents = parentsOf(sources.all);
  const roots = new Set(parents.keys());
  const came = new Set<string>();
  const looked = new Set(items);
  for (const item of items) {
    const above = issues.has(item) ? rootsAbove(item, roots, parentOf) : new Set<string>();
    for (const [root, some] of parents) {
      for (const source of some) {
        const before = index.members(source.initiative).get(source.source);
        const wasIn = before?.has(item) === true;
        const isIn = issues.has(item) && (item === root || above.has(root));
        changes.note(source, before, item, { isIn, isRoot: item === root, since: at });
        if (isIn && !wasIn) came.add(item);
        if (isIn || !wasIn) continue;
        for (const other of before.keys()) {
          if (looked.has(other) || other === root) continue;
          const isBelow = rootsAbove(other, roots, parentOf).has(root);
          changes.note(source, before, other, { isIn: isBelow, isRoot: false, since: at });
        }
      }
    }
  }
  return [...came];
}

/** Sources of Jira parents by the parent's roll-up id. */
export function parentsOf(sources: readonly AskedSource[]): ReadonlyMap<string, readonly AskedSource[]> {
  const parents = new Map<string, AskedSource[]>();
  for (const source of sources) {
    const root = rootOf(source);
    if (root !== null) parents.set(root, [...(parents.get(root) ?? []), source]);
  }
  return parents;
}

/** The roll-up id of the issue that a source names itself. */
export function rootOf({ question }: AskedSource): string | null {
  return question.kind === "parent" ? itemId("jira", issueId(question.issue)) : null;
}

/** Parents as issues that were just read tell them, else as the index knows them. */
export function lineageOf(issues: ReadonlyMap<string, PlannedIssue>, index: RollupIndex): ParentOf {
  return (item) => {
    const issue = issues.get(item);
    if (issue) return issue.parent === null ? null : itemId(issue.side, issue.parent);
    return index.item(item)?.parentIds[0] ?? null;
  };
}
