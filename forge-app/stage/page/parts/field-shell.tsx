import type { ReactNode } from "react";
import { TRACKER_NAMES } from "#forge/ui/words.ts";
import type { TrackerSide } from "#shared/contract/words.ts";
import type { Refusal } from "../state/ask.ts";
import type { Arrival } from "../state/crossings.ts";

export interface FieldState {
  side: TrackerSide;
  /** The last change of this field that the feed told of. */
  arrival: Arrival | undefined;
  pending: boolean;
  problem: Refusal | null;
}

/** How long a change that came from the other side is pointed out, ms. */
const POINTED_OUT = 20_000;

/** A field with its name, what just happened to it, and why an edit of it was refused. */
export function FieldShell(
  properties: FieldState & {
    /** Of the input; null while there is none. */
    id: string | null;
    name: string;
    wide?: boolean;
    children: ReactNode;
  },
) {
  const { id, name, side, arrival, pending, problem, wide = false, children } = properties;
  const fresh = arrival !== undefined && Date.now() - arrival.at < POINTED_OUT ? arrival : undefined;
  return (
    <div
      className={`field ${wide ? "wide" : ""}`}
      data-field={name}
      data-crossed={fresh?.crossed ? true : undefined}
    >
      {/* The key starts the highlight anew for every arrival. */}
      {fresh?.crossed ? <span key={fresh.id} className="flash" aria-hidden="true" /> : null}
      <div className="field-head">
        {id === null ? <span>{name}</span> : <label htmlFor={id}>{name}</label>}
        <span className="field-note" role="status">
          {pending ? "saving…" : fresh?.crossed ? crossedWords(side, fresh.crossed.after) : ""}
        </span>
      </div>
      {children}
      {problem === null ? null : (
        <p className="field-problem" role="alert">
          {problem.message}
        </p>
      )}
    </div>
  );
}

function crossedWords(side: TrackerSide, after: number): string {
  const other = TRACKER_NAMES[side === "jira" ? "linear" : "jira"];
  return `from ${other} in ${(after / 1000).toFixed(1)} s`;
}
