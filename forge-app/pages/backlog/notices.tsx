import { useState } from "react";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import { issues } from "../components/words.ts";
import { moneyText } from "./words.ts";

/** What the order costs, and what the framework's own rules say about this backlog. */
export function Notices({ checks }: { checks: BacklogAnswer["checks"] }) {
  const [isOpen, setIsOpen] = useState(false);
  const { costOfOrder, sentences } = checks;
  const bestFirst = costOfOrder?.bestOrder.slice(0, 5) ?? [];
  if (costOfOrder === null && sentences.length === 0) return null;
  return (
    <ul className="notices" aria-label="Notices">
      {costOfOrder === null ? null : (
        <li className={costOfOrder.extra > 0 ? "warns" : ""}>
          <span>
            {costOfOrder.extra > 0 ? (
              <>
                This order costs <strong>{moneyText(costOfOrder.extra, costOfOrder.currency)}</strong> more
                than the best by cost of delay
              </>
            ) : (
              "This order is the best there is by cost of delay"
            )}
            {costOfOrder.leftOut > 0
              ? `; ${issues(costOfOrder.leftOut)} without cost or duration left out.`
              : "."}{" "}
            <button
              type="button"
              className="as-link"
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
              {isOpen ? "Less" : "How?"}
            </button>
          </span>
          {isOpen ? (
            <span className="notice-more">
              One issue after the other, each costs its cost of delay for every week until it is done:{" "}
              {moneyText(costOfOrder.cost, costOfOrder.currency)} in this order,{" "}
              {moneyText(costOfOrder.bestCost, costOfOrder.currency)} with the highest cost of delay ÷
              duration first: {bestFirst.join(", ")}
              {costOfOrder.bestOrder.length > bestFirst.length ? ", …" : "."}
            </span>
          ) : null}
        </li>
      )}
      {sentences.map((sentence) => (
        <li key={sentence} className="warns">
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
