import type { Container } from "#sync/trackers/tracker.ts";
import { translated, type Field } from "../merge/field.ts";

type Versions = readonly string[];

/**
 * Fix versions in Jira, the milestone in Linear: the same by name, within the project that the issue has in
 * Linear. Linear holds one, so of several versions the one it shows stays, and versions that are no milestones
 * of the project are left alone. Neither side ever gets a new version or milestone.
 */
export function milestoneField(team: Container, project: string | null): Field<Versions, string | null> {
  const milestones = (team.milestones ?? []).filter((milestone) => milestone.project === project);
  const nameOf = (id: string | null): string | undefined => milestones.find((one) => one.id === id)?.name;
  return {
    sameInJira: (a, b) => a.length === b.length && a.every((name) => b.includes(name)),
    sameInLinear: (a, b) => a === b,
    toLinear: (versions, now = null) => {
      if (milestones.length === 0) return { kind: "leave" };
      const present = nameOf(now);
      if (present !== undefined && versions.includes(present)) return translated(now);
      return translated(milestones.find(({ name }) => versions.includes(name))?.id ?? null);
    },
    toJira: (milestone, now = []) => {
      const name = nameOf(milestone);
      if (milestone !== null && name === undefined) return { kind: "leave" };
      const others = now.filter((version) => !milestones.some((one) => one.name === version));
      return translated([...others, ...(name === undefined ? [] : [name])].sort());
    },
  };
}
