import { titleQuery } from "../../backlog/filter.ts";

/** What a person types to find issues, as JQL that Jira is asked as that person. */

const KEY = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;
const JQL = /[=~<>]|\b(in|is|was|order by)\b/i;

/** Keys, words of titles in the project, or a query of one's own; null while there is nothing to ask. */
export function issueQuery(project: string, text: string): string | null {
  const clean = text.trim();
  if (clean === "") return null;
  const parts = clean.split(/[\s,;]+/);
  if (parts.every((part) => KEY.test(part))) {
    return `issuekey in (${parts.map((part) => part.toUpperCase()).join(", ")})`;
  }
  return JQL.test(clean) ? clean : titleQuery(project, clean);
}
