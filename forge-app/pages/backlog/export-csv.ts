import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import { csvText } from "#shared/csv.ts";
import type { Field } from "#shared/scoring/framework.ts";
import { inputText } from "./input-text.ts";
import type { Standing } from "./standings.ts";

/** The backlog as a spreadsheet that the import reads again. */
export function exportCsv(
  standings: readonly Standing[],
  fields: readonly Field[],
  titleOf: (row: BacklogRow) => string,
): string {
  const header = [
    "Rank",
    "Key",
    "Title",
    ...fields.map(({ label }) => label),
    "Score",
    "Evidence",
    "Revision",
  ];
  const lines = standings.map(({ row, rank, score }) => [
    rank === null ? "" : String(rank),
    row.key,
    titleOf(row),
    ...fields.map((field) => inputText(field, row.inputs?.[field.key])),
    score === null ? "" : (score.category ?? String(score.value)),
    String(row.evidence.meter),
    String(row.revision),
  ]);
  return csvText([header, ...lines]);
}
