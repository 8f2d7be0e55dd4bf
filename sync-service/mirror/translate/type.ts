import type { IssueId } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { Container } from "#sync/trackers/tracker.ts";
import type { Counterparts } from "../counterparts.ts";
import { translated, type Field } from "../merge/field.ts";
import { levelsOf } from "./parent.ts";

/** What the type of one Jira issue is decided by. */
interface Place {
  project: Container;
  /** The id of the type that issues get for which nothing names another. */
  usual: string;
  counterparts: Counterparts;
  /** The parent in Linear of an issue that is to be created in Jira. */
  parent: IssueId | null;
}

/**
 * The type in Jira, a label in Linear. Types without a label are left alone, and several types may share a
 * label: the finer type stays. Jira lets no edit take an issue to a type of another level, so a label that
 * would is Linear's own matter.
 */
export function typeField(types: Mirror["types"], place: Place): Field<string, string | null> {
  const { project, usual } = place;
  const levelOf = levelsOf(project);
  const isMapped = Object.keys(types).length > 0;
  const labelOf = (type: string): string | null => {
    const name = project.issueTypes.find(({ id }) => id === type)?.name;
    return name === undefined ? null : (types[name] ?? null);
  };
  const typesOf = (label: string | null): string[] =>
    project.issueTypes.filter(({ id }) => labelOf(id) === label).map(({ id }) => id);
  const fitting = (candidates: readonly string[], level: number | undefined): string | undefined =>
    candidates.find((type) => level === undefined || levelOf(type) === level);
  return {
    sameInJira: (a, b) => a === b,
    sameInLinear: (a, b) => a === b,
    toLinear: (type) => (isMapped ? translated(labelOf(type)) : { kind: "leave" }),
    toJira: (label, now) => {
      if (now === undefined) return translated(typeToCreate(place, label === null ? [] : typesOf(label)));
      if (!isMapped) return { kind: "leave" };
      if (labelOf(now) === label) return translated(now);
      const wanted =
        label === null ? [usual, ...typesOf(null)].filter((type) => labelOf(type) === null) : typesOf(label);
      const type = fitting(wanted, levelOf(now));
      return type === undefined ? { kind: "leave" } : translated(type);
    },
  };
}

/**
 * The type of an issue that is to be created: one that fits below its parent; the usual level where it has none, or
 * where nothing stands below it.
 */
function typeToCreate({ project, usual, counterparts, parent }: Place, mapped: readonly string[]): string {
  const levelOf = levelsOf(project);
  const there = parent === null ? undefined : counterparts.of("linear", parent);
  const above = there?.kind === "linked" ? levelOf(there.jiraType) : undefined;
  const at = (types: readonly string[], level: number | undefined): string | undefined =>
    types.find((type) => levelOf(type) === level);
  if (above !== undefined) {
    const all = project.issueTypes.map(({ id }) => id);
    const below = at([...mapped, usual, ...all], above - 1);
    if (below !== undefined) return below;
  }
  const higher = mapped.find((type) => (levelOf(type) ?? 0) >= 0);
  return at(mapped, levelOf(usual)) ?? higher ?? usual;
}
