import { parseCsv } from "#shared/csv.ts";
import type { Field } from "#shared/scoring/framework.ts";
import type { SourceRow } from "./plan.ts";

/** Scores from a spreadsheet: which column names the issue, and which column gives which input. */

export interface ColumnChoice {
  /** The column that names the issue; null while nobody chose one. */
  readonly issue: string | null;
  /** Input's key → column. */
  readonly inputs: Readonly<Record<string, string>>;
}

const ISSUE_COLUMNS = ["key", "issue key", "issuekey", "issue", "jira", "jira key", "id"];

/** The columns as their headers suggest: an input's label, its key, or its label with the unit in brackets. */
export function guessColumns(columns: readonly string[], fields: readonly Field[]): ColumnChoice {
  const inputs = fields.flatMap(({ key, label }) => {
    const names = [label.toLowerCase(), key.toLowerCase()];
    const column =
      columns.find((each) => names.includes(each)) ??
      columns.find((each) => names.some((name) => each.startsWith(`${name} (`)));
    return column === undefined ? [] : [[key, column] as const];
  });
  const issue = ISSUE_COLUMNS.find((name) => columns.includes(name)) ?? null;
  return { issue, inputs: Object.fromEntries(inputs) };
}

export function csvColumns(text: string): readonly string[] {
  return parseCsv(text).columns.filter((column) => column !== "");
}

export function csvSource(text: string, choice: ColumnChoice): readonly SourceRow[] {
  const { issue, inputs } = choice;
  if (issue === null) return [];
  return parseCsv(text).rows.map(({ line, cells }) => ({
    place: `line ${line}`,
    key: cells.get(issue) ?? "",
    texts: Object.fromEntries(
      Object.entries(inputs).map(([input, column]) => [input, cells.get(column) ?? ""]),
    ),
  }));
}
