import { issueId, type IssueId } from "./issue.ts";

/**
 * Where epics are mirrored as projects, a project of Linear's stands in an issue's place: its id is told apart by
 * this prefix, which Linear's own ids never have.
 */
const PREFIX = "project:";

/** A project's id where an issue's is expected. */
export function asIssueId(project: string): IssueId {
  return issueId(`${PREFIX}${project}`);
}

/** The project's own id; null for an issue's. */
export function projectOf(id: string): string | null {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;
}
