import type { Jql, LinearFilter } from "#sync/trackers/planning-port.ts";
import type { Initiative, InitiativeSource } from "./initiative.ts";

/** A source as its tracker is asked for it. */
type SourceQuestion =
  /** This very issue of Jira, and all below it. */
  | { side: "jira"; kind: "parent"; issue: string }
  | { side: "jira"; kind: "query"; jql: Jql }
  /** These two by the id, or by the slug id that its link ends with. */
  | { side: "linear"; kind: "initiative"; initiative: string }
  | { side: "linear"; kind: "project"; project: string }
  | { side: "linear"; kind: "filter"; filter: LinearFilter };

/** One source of one initiative, with what is asked for it. */
export interface AskedSource {
  initiative: string;
  source: string;
  label: string;
  question: SourceQuestion;
}

export const sourceKey = ({ initiative, source }: Pick<AskedSource, "initiative" | "source">): string =>
  `${initiative} ${source}`;

export function askedSources(
  initiatives: ReadonlyMap<string, { readonly body: Initiative }>,
): readonly AskedSource[] {
  return [...initiatives].flatMap(
    ([
      initiative,
      {
        body: { sources, isArchived },
      },
    ]) =>
      // Nobody looks at an archived one; what it brought stays as it was.
      isArchived
        ? []
        : sources.map((source) => ({
            initiative,
            source: source.id,
            label: source.label,
            question: questionOf(source),
          })),
  );
}

function questionOf(source: InitiativeSource): SourceQuestion {
  switch (source.kind) {
    case "jira-parent":
      return { side: "jira", kind: "parent", issue: source.issue };
    case "jql":
      return { side: "jira", kind: "query", jql: unordered(source.jql) };
    case "jira-label":
      return {
        side: "jira",
        kind: "query",
        jql: inProject(source.project, `labels = ${quoted(source.name)}`),
      };
    case "jira":
      return { side: "jira", kind: "query", jql: inProject(source.project, unordered(source.jql)) };
    case "linear-initiative":
      return { side: "linear", kind: "initiative", initiative: source.initiative };
    case "linear-project":
      return { side: "linear", kind: "project", project: source.project };
    case "linear-label":
      return {
        side: "linear",
        kind: "filter",
        filter: inTeam(source.team, { labels: { some: { name: { eq: source.name } } } }),
      };
    case "linear":
      return { side: "linear", kind: "filter", filter: inTeam(source.team, source.filter) };
  }
}

/** What people copy from Jira's search often ends in an order, which no part of a query may have. */
const unordered = (jql: string): Jql => jql.replace(/\s+order\s+by\s+[^"']*$/i, "");

const inProject = (project: string | null, jql: Jql): Jql =>
  project === null ? jql : `project = ${quoted(project)} AND (${jql})`;

const inTeam = (team: string | null, filter: LinearFilter): LinearFilter =>
  team === null ? filter : { and: [{ team: { key: { eq: team } } }, filter] };

const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
