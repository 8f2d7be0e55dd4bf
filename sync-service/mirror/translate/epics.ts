import type { IssueId, Observation, Side, Snapshot } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import { projectOf } from "#sync/model/project-id.ts";
import type { Container } from "#sync/trackers/tracker.ts";
import type { Counterparts } from "../counterparts.ts";
import { translated, type Field, type Fields } from "../merge/field.ts";
import { levelsOf } from "./parent.ts";
import { statusField } from "./status.ts";

/** The level that Jira's epics stand at. */
export const EPIC_LEVEL = 1;

/** What of a translator tells epics from other issues, and what they are in Linear. */
interface Epics {
  mirror: Mirror;
  jira: { container: Container; issueType: string };
  /** The team with the statuses that its projects go through. */
  projects: Container;
}

/** Whether an issue of Jira's is an epic that is a project in Linear. */
export function becomesProject({ mirror, jira }: Epics, snapshot: Snapshot<"jira">): boolean {
  return mirror.epics === "projects" && levelsOf(jira.container)(snapshot.values.type) === EPIC_LEVEL;
}

/** Whether a link is one of an epic and a project. A pair that was linked as two issues stays one of issues. */
export function isOfProject(
  epics: Epics,
  jira: Snapshot<"jira"> | undefined,
  linear: Observation<"linear"> | null,
): boolean {
  if (linear) return projectOf(linear.kind === "present" ? linear.snapshot.id : linear.id) !== null;
  return jira !== undefined && becomesProject(epics, jira);
}

/** What an epic and a project tell each other: the other fields are each side's own matter. */
export function projectFields({ mirror, jira, projects, fields }: Epics & { fields: Fields }): Fields {
  const epic = jira.container.issueTypes.find(({ level }) => level === EPIC_LEVEL)?.id ?? jira.issueType;
  return {
    ...fields,
    status: statusField(withKnownNames(mirror, projects), jira.container, projects),
    type: { ...silent<string, string | null>(), toJira: (_label, now) => translated(now ?? epic) },
    labels: silent(),
    estimate: silent(),
    parent: silent(),
    relations: silent(),
    components: silent(),
    custom: silent(),
    milestone: silent(),
    cycle: silent(),
  };
}

/** Statuses that the mapping's tables name for issues need not be statuses of projects. */
function withKnownNames(mirror: Mirror, { statuses }: Container): Mirror {
  const isKnown = (name: string): boolean => statuses.some((status) => status.name === name);
  const toLinear = Object.entries(mirror.status.toLinear).filter(([, name]) => isKnown(name));
  return { ...mirror, status: { ...mirror.status, toLinear: Object.fromEntries(toLinear) } };
}

function silent<Jira, Linear>(): Field<Jira, Linear> {
  return {
    sameInJira: () => true,
    sameInLinear: () => true,
    toLinear: () => ({ kind: "leave" }),
    toJira: () => ({ kind: "leave" }),
  };
}

/** The same look-up for what only issues can be to each other. */
export function amongIssues(counterparts: Counterparts): Counterparts {
  return {
    of: (side: Side, id: IssueId) => {
      const there = counterparts.of(side, id);
      const isProject = there.kind === "linked" && projectOf(there.id) !== null;
      return isProject || projectOf(id) !== null ? { kind: "outside" } : there;
    },
  };
}
