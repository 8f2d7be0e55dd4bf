import type { JiraIssue } from "./field-kind.ts";

const MARK = "throughline-link";

/** The Linear issue that a Jira issue's mark names. */
export function counterpartOf(issue: JiraIssue): string | undefined {
  return textIn(issue.properties[MARK], "counterpart");
}

/** The Jira issue whose page an attachment in Linear names. */
export function keyIn({ url }: { url: string }): string | undefined {
  return /\/browse\/([A-Z]+-\d+)$/.exec(url)?.[1];
}

export function textIn(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
