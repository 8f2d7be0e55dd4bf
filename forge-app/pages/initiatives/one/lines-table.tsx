import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { dayWords } from "../words.ts";

/** What the chart draws, to be read. */
export function LinesTable(properties: {
  lines: InitiativePage["delivery"]["lines"];
  cone: InitiativePage["delivery"]["cone"];
  unit: string;
  today: Day;
}) {
  const { lines, cone, unit, today } = properties;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={`Delivery in ${unit}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Scope</th>
            <th scope="col">Started or completed</th>
            <th scope="col">Completed</th>
          </tr>
        </thead>
        <tbody>
          {[...lines].reverse().map(({ on, scope, started, completed }) => (
            <tr key={on}>
              <th scope="row">{dayWords(on, today)}</th>
              <td>{round(scope)}</td>
              <td>{round(started)}</td>
              <td>{round(completed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cone.length === 0 ? null : (
        <table>
          <caption>What may be completed by then</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Slow (95 %)</th>
              <th scope="col">Middle</th>
              <th scope="col">Fast (5 %)</th>
            </tr>
          </thead>
          <tbody>
            {cone.map(({ on, slow, middle, fast }) => (
              <tr key={on}>
                <th scope="row">{dayWords(on, today)}</th>
                <td>{round(slow)}</td>
                <td>{round(middle)}</td>
                <td>{round(fast)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const round = (amount: number): number => Math.round(amount * 10) / 10;
