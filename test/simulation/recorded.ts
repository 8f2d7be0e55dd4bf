import type { Value } from "./field-kind.ts";
import type { Pair } from "./pairs.ts";

/** A conflict record in people's words. */
export interface Recorded {
  field: string;
  jiraIssue: string | null;
  linearIssue: string | null;
  jira: Value;
  linear: Value;
  resolution: string;
  open: boolean;
}

/** A record of a link that a restored database forgot names no issue: it may be about any. */
export function recordsFor(pair: Pair, field: string, records: readonly Recorded[]): Recorded[] {
  return records.filter(
    (record) =>
      record.field === field &&
      (record.jiraIssue === pair.jira?.id ||
        record.linearIssue === pair.linear?.id ||
        (record.jiraIssue === null && record.linearIssue === null)),
  );
}

export function show(value: Value | undefined): string {
  return JSON.stringify(value ?? null);
}
