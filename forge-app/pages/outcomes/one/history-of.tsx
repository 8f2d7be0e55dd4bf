import { useState } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { count, momentText } from "../../components/words.ts";
import { withDayWords } from "../words.ts";

const FIRST = 8;

/** What was decided about the outcome: what, who, when and why. */
export function HistoryOf({ entries }: { entries: OutcomePage["history"] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(0, FIRST);
  return (
    <section className="panel" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ol className="history" aria-label="Newest first">
        {shown.map(({ kind, sentence, by, at, why }, position) => (
          <li key={position} data-kind={kind}>
            <p>{withDayWords(sentence)}</p>
            <p className="quiet">
              {by.name ?? by.accountId} · {momentText(at)}
            </p>
            {why === null ? null : <p className="why">“{why}”</p>}
          </li>
        ))}
      </ol>
      {entries.length > FIRST && !isWhole ? (
        <button type="button" className="as-link" onClick={() => setIsWhole(true)}>
          All {count(entries.length)} entries
        </button>
      ) : null}
    </section>
  );
}
