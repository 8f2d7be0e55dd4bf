import type { JiraIssue } from "./fields.ts";

const MARK = "throughline-link";

/** The Linear issue that a Jira issue's mark names. */
export function counterpartOf(issue: JiraIssue): string | undefined {
  return textIn(issue.properties[MARK], "counterpart");
}

export function textIn(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
