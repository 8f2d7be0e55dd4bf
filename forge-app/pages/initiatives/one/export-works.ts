import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import { csvText } from "#shared/csv.ts";

const HEADER = [
  "Jira",
  "Linear",
  "Title",
  "Status",
  "Team",
  "Assignee",
  "Due",
  "Completed",
  "Sources",
  "Counts",
  "Weight",
  "Done %",
  "Brings %",
  "Why",
];

/** The works of an initiative as a spreadsheet: what counts brings exactly the initiative's percentage together. */
export function exportWorks(
  works: readonly WorkRow[],
  sources: InitiativePage["sources"],
  titleOf: (work: WorkRow) => string | null,
): string {
  const labels = new Map(sources.map(({ id, label }) => [id, label]));
  return csvText([
    HEADER,
    ...works.map((work) => [
      work.jira?.key ?? "",
      work.linear?.key ?? "",
      titleOf(work) ?? "",
      work.status,
      work.team,
      work.assignee ?? "",
      work.dueOn ?? "",
      work.completedOn ?? "",
      work.sources.map((id) => labels.get(id) ?? id).join("; "),
      work.counted === null ? "no" : "yes",
      work.counted === null ? "" : String(work.counted.weight),
      work.counted === null ? "" : String(Math.round(work.counted.done * 100)),
      work.counted === null ? "" : String(work.counted.tenths / 10),
      work.why,
    ]),
  ]);
}
