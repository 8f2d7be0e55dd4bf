import type { IssueId, Side } from "#sync/model/issue.ts";
import type { Container, Refusal } from "#sync/trackers/tracker.ts";
import type { Counterparts } from "../counterparts.ts";
import { translated, type Field, type Translation } from "../merge/field.ts";

/**
 * The issue above: in each side's own id, mapped through the links. In Linear any issue may stand below any
 * other; in Jira each type has a level, and an issue stands exactly one below its parent.
 */
export function parentField(
  counterparts: Counterparts,
  project: Container,
  /** The Jira issue's type; undefined while there is none. */
  ownType: string | undefined,
): Field<IssueId | null, IssueId | null> {
  const levelOf = levelsOf(project);
  return {
    sameInJira: (a, b) => a === b,
    sameInLinear: (a, b) => a === b,
    toLinear: (parent) => {
      const there = parent === null ? null : counterparts.of("jira", parent);
      return there === null || there.kind === "outside"
        ? translated(null)
        : there.kind === "waiting"
          ? waits("linear")
          : translated(there.id);
    },
    toJira: (parent) => {
      const own = levelOf(ownType);
      const there = parent === null ? null : counterparts.of("linear", parent);
      if (there === null || there.kind === "outside") {
        return own !== undefined && own < 0 ? refused(NEEDS_PARENT) : translated(null);
      }
      if (there.kind === "waiting") return waits("jira");
      const above = levelOf(there.jiraType);
      if (above === undefined) return translated(there.id);
      const level = own ?? typeBelow(project, above)?.level;
      if (level === undefined) return refused(NOTHING_BELOW);
      return level === above - 1 ? translated(there.id) : refused(WRONG_LEVEL);
    },
  };
}

/** The lowest types stand at -1 (sub-tasks), the usual ones at 0, epics at 1. */
export function levelsOf(project: Container): (type: string | null | undefined) => number | undefined {
  const levels = new Map(project.issueTypes.map(({ id, level }) => [id, level]));
  return (type) => (type == null ? undefined : levels.get(type));
}

/** A type that may stand below one of `level`; undefined where the project has none. */
function typeBelow(project: Container, level: number): Container["issueTypes"][number] | undefined {
  return project.issueTypes.find((type) => type.level === level - 1);
}

function waits(side: Side): Translation<never> {
  const place = side === "jira" ? "Jira" : "Linear";
  const message = `its parent is not mirrored to ${place} yet; it follows as soon as the parent is there`;
  return { kind: "refused", refusal: { fields: ["parent"], code: "waits", message } };
}

function refused(message: string): Translation<never> {
  const refusal: Refusal = { fields: ["parent"], code: "invalid", message };
  return { kind: "refused", refusal };
}

const NEEDS_PARENT =
  "it is a sub-task in Jira, which cannot stand without a parent. Convert it to another type in Jira, or give it a parent again";
const NOTHING_BELOW =
  "Jira has no issue type that can stand below its parent's, so it stands alone there. Move it one level up in Linear, or add such a type to the project";
const WRONG_LEVEL =
  "an issue of its type cannot stand below its parent in Jira. Convert it in Jira to a type of the level below the parent's, or choose another parent";
