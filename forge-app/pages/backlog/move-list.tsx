import type { MovePreview } from "./moves.ts";
import { count, issues } from "../components/words.ts";
import { moveText } from "./words.ts";

/** So many moves are enough to judge a change by. */
const MOST = 30;

/** Where the changed issues would go, before anybody decides. */
export function MoveList({ preview }: { preview: MovePreview }) {
  const { moves, staying, displaced } = preview;
  const shown = moves.slice(0, MOST);
  const sentences = [
    moves.length === 0 ? "No rank changes." : `${issues(moves.length)} would move.`,
    staying > 0 && moves.length > 0 ? `${count(staying)} would keep the rank.` : "",
    displaced > 0 ? `${issues(displaced)} besides would be pushed up or down.` : "",
  ];
  return (
    <div className="moves">
      <p role="status">{sentences.filter((sentence) => sentence !== "").join(" ")}</p>
      {shown.length === 0 ? null : (
        <div className="scrolls short" role="region" aria-label="Rank moves" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Issue</th>
                <th scope="col" className="number">
                  Rank now
                </th>
                <th scope="col" className="number">
                  Then
                </th>
                <th scope="col">Move</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, key, from, to }) => (
                <tr key={id}>
                  <th scope="row">{key}</th>
                  <td className="number">{rankText(from)}</td>
                  <td className="number">{rankText(to)}</td>
                  <td>{moveText(from, to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {moves.length > shown.length ? (
        <p className="quiet">and {count(moves.length - shown.length)} more</p>
      ) : null}
    </div>
  );
}

function rankText(rank: number | null): string {
  return rank === null ? "–" : count(rank);
}
