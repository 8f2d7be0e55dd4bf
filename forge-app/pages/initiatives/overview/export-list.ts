import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { csvText } from "#shared/csv.ts";

const HEADER = [
  "Initiative",
  "Owner",
  "Start",
  "Target",
  "Declared health",
  "Computed health",
  "Progress %",
  "Done",
  "Total",
  "Unit",
  "50 % date",
  "85 % date",
  "95 % date",
  "Outcomes",
  "Decisions needed",
];

/** The overview as a spreadsheet, in the order in which it is shown. */
export function exportList(rows: readonly InitiativeRow[]): string {
  return csvText([
    HEADER,
    ...rows.map((row) => {
      const { progress, forecast, health } = row;
      const marks = forecast.kind === "range" ? forecast.marks : [];
      return [
        row.name,
        row.owner?.name ?? "",
        row.startsOn ?? "",
        row.targetOn ?? "",
        health.declared?.health ?? "",
        health.computed.health,
        progress.tenths === null ? "" : String(progress.tenths / 10),
        String(progress.done),
        String(progress.total),
        progress.unit,
        ...([50, 85, 95] as const).map((each) => marks.find(({ percent }) => percent === each)?.on ?? ""),
        row.outcomes.map(({ title, state }) => `${title}: ${state}`).join("; "),
        String(row.decisions),
      ];
    }),
  ]);
}
