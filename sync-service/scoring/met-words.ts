import type { Met } from "#shared/contract/scoring/writes.ts";
import type { JiraIssue, Person } from "#shared/contract/scoring/words.ts";

/** "Ada Lindqvist changed SHOP-12 meanwhile: Effort stays 3, your 5 is in the history." */
export function metSentence(
  issue: JiraIssue,
  { name, accountId }: Person,
  kept: Met["kept"],
  merged: readonly string[],
): string {
  const who = `${name ?? accountId} changed ${issue.key} meanwhile`;
  if (kept.length === 0) return `${who}; both changes were taken${merged.length === 0 ? "" : " together"}.`;
  const stands = kept.map(({ label, stands: value, asked }) =>
    value === null
      ? `${label} stays without a value, your ${words(asked)} is in the history`
      : `${label} stays ${words(value)}, your ${asked === null ? "removal" : words(asked)} is in the history`,
  );
  return `${who}: ${stands.join("; ")}.`;
}

function words(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "answer";
}
