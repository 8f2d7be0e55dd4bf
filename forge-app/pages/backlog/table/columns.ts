import type { Field } from "#shared/scoring/framework.ts";

/** The table's columns; `least` is the width in pixels that a column never falls below. */
export type Column =
  | {
      readonly id: "select" | "rank" | "issue" | "status" | "score" | "evidence" | "changed";
      readonly label: string;
    }
  | {
      readonly id: "input";
      readonly label: string;
      readonly field: Field;
      /** Null: the viewer may edit it. */
      readonly readOnly: string | null;
    };

const WIDTHS: Readonly<Record<Column["id"], string>> = {
  select: "40px",
  rank: "92px",
  issue: "minmax(var(--issue-least), 1fr)",
  status: "100px",
  input: "88px",
  score: "108px",
  evidence: "88px",
  changed: "88px",
};

export function columnsOf(fields: readonly Field[], mayGive: readonly string[]): readonly Column[] {
  return [
    { id: "select", label: "Select" },
    { id: "rank", label: "Rank" },
    { id: "issue", label: "Issue" },
    { id: "status", label: "Status" },
    ...fields.map((field): Column => ({
      id: "input",
      label: field.label,
      field,
      readOnly: readOnlyReason(field, mayGive),
    })),
    { id: "score", label: "Score" },
    { id: "evidence", label: "Evidence" },
    { id: "changed", label: "Changed" },
  ];
}

export function gridTemplate(columns: readonly Column[]): string {
  return columns.map(({ id }) => WIDTHS[id]).join(" ");
}

export function columnName(column: Column): string {
  return column.id === "input" ? column.field.key : column.id;
}

function readOnlyReason(field: Field, mayGive: readonly string[]): string | null {
  if (field.kind === "survey")
    return "Answers are counted from a survey: import it here, or give them on the issue itself.";
  return mayGive.includes(field.key)
    ? null
    : `${field.label} is not yours to give; the settings say whose it is.`;
}
