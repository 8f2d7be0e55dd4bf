import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { Standing } from "./standings.ts";

/** Which rows are shown. Titles and statuses are Jira's: it is asked which issues match, as the viewer. */

export const SCORE_FILTERS = {
  any: "Scored or not",
  scored: "Scored",
  unscored: "Not scored",
  unfinished: "Unfinished",
  doubted: "Asked to be scored anew",
} as const;

export const EVIDENCE_FILTERS = {
  any: "Any evidence",
  none: "No evidence",
  weak: "Below 3 of 10",
  strong: "3 of 10 and above",
} as const;

export interface Filters {
  /** Of the key, or of the title as Jira finds it. */
  readonly text: string;
  /** The status's name; "" for any. */
  readonly status: string;
  readonly score: keyof typeof SCORE_FILTERS;
  readonly evidence: keyof typeof EVIDENCE_FILTERS;
  /** The outcome's id; "" for any, "none" for issues that serve none. */
  readonly outcome: string;
}

export const noFilters: Filters = { text: "", status: "", score: "any", evidence: "any", outcome: "" };

/** What Jira found for the text and the status; null while it was not asked. */
export interface FoundInJira {
  readonly byTitle: ReadonlySet<string> | null;
  readonly byStatus: ReadonlySet<string> | null;
}

export function passes(standing: Standing, filters: Filters, found: FoundInJira): boolean {
  const { row } = standing;
  return (
    textPasses(row, filters.text, found.byTitle) &&
    (filters.status === "" || found.byStatus === null || found.byStatus.has(row.id)) &&
    scorePasses(standing, filters.score) &&
    evidencePasses(row, filters.evidence) &&
    outcomePasses(row, filters.outcome)
  );
}

/** The JQL for issues of the project whose title has words that begin like these; null when nothing is asked. */
export function titleQuery(project: string, text: string): string | null {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  if (words.length === 0) return null;
  const conditions = words.map((word) => `summary ~ "${word}*"`);
  return `project = "${project}" AND ${conditions.join(" AND ")}`;
}

export function statusQuery(project: string, status: string): string {
  return `project = "${project}" AND status = "${status.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function textPasses(row: BacklogRow, text: string, byTitle: ReadonlySet<string> | null): boolean {
  const clean = text.trim().toLowerCase();
  if (clean === "") return true;
  return row.key.toLowerCase().includes(clean) || (byTitle?.has(row.id) ?? false);
}

function scorePasses(standing: Standing, score: Filters["score"]): boolean {
  const hasInputs = standing.row.inputs !== null;
  switch (score) {
    case "any":
      return true;
    case "scored":
      return standing.score !== null;
    case "unscored":
      return !hasInputs;
    case "unfinished":
      return hasInputs && standing.score === null;
    case "doubted":
      return standing.row.rescores > 0;
  }
}

function evidencePasses({ evidence }: BacklogRow, filter: Filters["evidence"]): boolean {
  switch (filter) {
    case "any":
      return true;
    case "none":
      return evidence.items === 0;
    case "weak":
      return evidence.meter < 3;
    case "strong":
      return evidence.meter >= 3;
  }
}

function outcomePasses({ outcomes }: BacklogRow, outcome: string): boolean {
  if (outcome === "") return true;
  return outcome === "none" ? outcomes.length === 0 : outcomes.includes(outcome);
}
