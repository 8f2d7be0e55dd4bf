import { useState } from "react";
import { MoveList } from "../move-list.tsx";
import type { MovePreview } from "../moves.ts";
import { Choice } from "../../components/choice.tsx";
import { count } from "../../components/words.ts";
import type { PlannedRow } from "./plan.ts";

/** Rows that are listed; the numbers above count all. */
const MOST = 200;

const WHAT = { change: "changes", same: "stays as it is", refused: "refused" } as const;

/** The import row by row: what it changes, and why a row is refused. */
export function PlanTable({ planned, preview }: { planned: readonly PlannedRow[]; preview: MovePreview }) {
  const refused = planned.filter(({ kind }) => kind === "refused");
  const [shows, setShows] = useState<"all" | PlannedRow["kind"]>("all");
  const of = (kind: PlannedRow["kind"]) => planned.filter((row) => row.kind === kind).length;
  const listed =
    shows === "all"
      ? [...refused, ...planned.filter(({ kind }) => kind !== "refused")]
      : planned.filter(({ kind }) => kind === shows);
  return (
    <div className="plan">
      <div className="plan-head">
        <p role="status">
          {count(planned.length)} rows: <strong>{count(of("change"))}</strong> change, {count(of("same"))}{" "}
          stay as they are,{" "}
          <strong className={refused.length > 0 ? "missing" : ""}>{count(refused.length)}</strong> refused.
        </p>
        <Choice
          label="Rows shown"
          value={shows}
          options={[
            { value: "all", label: "All rows" },
            { value: "change", label: "Changing" },
            { value: "refused", label: "Refused" },
            { value: "same", label: "Staying" },
          ]}
          onChange={setShows}
        />
      </div>
      <div className="scrolls short" role="region" aria-label="The import row by row" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Issue</th>
              <th scope="col">What happens</th>
            </tr>
          </thead>
          <tbody>
            {listed.slice(0, MOST).map((row, position) => (
              <tr key={position} className={row.kind}>
                <td className="quiet">{row.place}</td>
                <th scope="row">{row.key === "" ? "–" : row.key}</th>
                <td>
                  {row.kind === "change"
                    ? row.sentence
                    : row.kind === "refused"
                      ? `Refused: ${row.reason}`
                      : WHAT[row.kind]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {listed.length > MOST ? <p className="quiet">and {count(listed.length - MOST)} more rows</p> : null}
      <MoveList preview={preview} />
    </div>
  );
}
