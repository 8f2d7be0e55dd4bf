import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { count } from "../../components/words.ts";
import { dayWords, withUnit } from "../words.ts";

const SOURCES = { hand: "by hand", csv: "from a file", webhook: "sent by a system" } as const;

/** The same readings as the curve's, for those who read rather than look: the newest with who gave them. */
export function ReadingsTable({ page: { readings, readingsCount, outcome } }: { page: OutcomePage }) {
  if (readings.length === 0) return null;
  return (
    <details className="readings-table">
      <summary>
        {readings.length === readingsCount
          ? `All ${count(readingsCount)} readings as a table`
          : `The newest ${count(readings.length)} of ${count(readingsCount)} readings as a table`}
      </summary>
      <div className="scrolls short" role="region" aria-label="Readings" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="number">
                {outcome.metric.name}
              </th>
              <th scope="col">What was said</th>
              <th scope="col">Given</th>
            </tr>
          </thead>
          <tbody>
            {readings.map(({ on, value, sentence, source, by }, position) => (
              <tr key={position}>
                <th scope="row">{dayWords(on)}</th>
                <td className="number">{withUnit(value, outcome.metric.unit)}</td>
                <td>{sentence ?? ""}</td>
                <td className="quiet">
                  {by.name ?? by.accountId}, {SOURCES[source]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
