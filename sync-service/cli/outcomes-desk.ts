import { asking } from "#sync/http/views/mirror-state.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { issueId } from "#sync/model/issue.ts";
import { OutcomesDesk, type KnownInitiative, type OpenConflict } from "#sync/outcomes/desk.ts";
import {
  initiativeSchema,
  KINDS as INITIATIVE_KINDS,
  type InitiativeSource,
} from "#sync/rollup/initiative.ts";
import { projectOf } from "#sync/scoring/project-issues.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import { dayOf } from "#sync/outcomes/day-of.ts";
import type { Day } from "#shared/day.ts";
import type { JiraPlanning } from "#sync/trackers/planning-port.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import type { Store } from "#sync/store/open.ts";

const ALL = 1_000;

/** The connection's outcomes, told by its mirrors and its initiatives what serves them. */
export function outcomesDesk(parts: {
  store: Store;
  engines: readonly MirrorEngine[];
  scoring: ScoringDesk;
  planning: JiraPlanning;
}): OutcomesDesk {
  const { store, engines, scoring, planning } = parts;
  return new OutcomesDesk({
    scoring,
    records: store.records,
    initiatives: () => initiativesIn(store),
    labelsOf: (issue) => labelsOf(store, engines, issue),
    conflicts: () => openConflicts(store, engines),
    doneOn: (issues) => doneOn(planning, issues),
  });
}

/** The outcome's page does not wait for a Jira that cannot be asked: then no day is known. */
async function doneOn(planning: JiraPlanning, issues: readonly string[]): Promise<ReadonlyMap<string, Day>> {
  if (issues.length === 0) return new Map();
  try {
    const read = await planning.read(issues.map(issueId), new Map(), { priority: "interactive" });
    return new Map(
      read.flatMap(({ id, completedAt }) => (completedAt === null ? [] : [[id, dayOf(completedAt)]])),
    );
  } catch (error) {
    if (error instanceof TrackerUnavailable) return new Map();
    throw error;
  }
}

async function initiativesIn({ records }: Store): Promise<KnownInitiative[]> {
  return (await records.list(INITIATIVE_KINDS.initiative, { limit: ALL })).map(({ id, body }) => {
    const { name, outcomes, sources } = initiativeSchema.parse(body);
    return { id, name, outcomes, team: sources.map(teamOf).find((team) => team !== null) ?? "" };
  });
}

/** The project or team that a source names. */
function teamOf(source: InitiativeSource): string | null {
  if ("project" in source && source.kind !== "linear-project") return source.project;
  if ("team" in source) return source.team;
  return source.kind === "jira-parent" ? projectOf(source.key) : null;
}

async function labelsOf(
  { mirror }: Store,
  engines: readonly MirrorEngine[],
  issue: string,
): Promise<readonly string[]> {
  const id = issueId(issue);
  for (const engine of engines) {
    const link = (await mirror.linksByIssue(engine.mirror.id, "jira", [id])).get(id);
    if (link?.mirror === engine.mirror.id) return link.base.labels?.jira ?? [];
  }
  return [];
}

async function openConflicts({ mirror }: Store, engines: readonly MirrorEngine[]): Promise<OpenConflict[]> {
  const found: OpenConflict[] = [];
  for (const engine of engines) {
    const conflicts = asking(await mirror.conflicts(engine.mirror.id, { openOnly: true }));
    if (conflicts.length === 0) continue;
    const links = new Map((await mirror.jiraIssues(engine.mirror.id)).map((issue) => [issue.link, issue]));
    for (const { id, link, field, at } of conflicts) {
      const issue = links.get(link);
      if (issue) found.push({ id, issue: { id: issue.id, key: issue.key }, field, at });
    }
  }
  return found;
}
