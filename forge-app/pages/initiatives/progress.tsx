import { percentWords } from "#forge/ui/words.ts";
import type { InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { amountOf } from "./words.ts";

type Progress = InitiativeRow["progress"];

export const percentOf = ({ tenths }: Pick<Progress, "tenths">): string =>
  percentWords(tenths === null ? null : tenths / 10);

/** Completed and started as parts of the scope; the number beside it is the named rule's. */
export function ProgressBar({ progress, label }: { progress: Progress; label: string }) {
  const { completed, started, total, tenths } = progress;
  const part = (amount: number) => `${total === 0 ? 0 : (100 * amount) / total}%`;
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={(tenths ?? 0) / 10}
      aria-valuetext={`${percentOf(progress)}: ${amountOf(completed, progress.unit)} completed, ${amountOf(started, progress.unit)} started, of ${amountOf(total, progress.unit)}`}
    >
      <span className="bar-completed" style={{ width: part(completed) }} />
      <span className="bar-started" style={{ width: part(started) }} />
    </div>
  );
}

/** Bar, number, and the way to what makes it. */
export function ProgressCell(properties: { progress: Progress; name: string; onWhy: (() => void) | null }) {
  const { progress, name, onWhy } = properties;
  return (
    <div className="progress">
      <ProgressBar progress={progress} label={`Progress of ${name}`} />
      <span className="progress-line">
        <strong className="number">{percentOf(progress)}</strong>
        {onWhy === null || progress.tenths === null ? null : (
          <button
            type="button"
            className="as-link small"
            aria-label={`Why ${percentOf(progress)} of ${name}?`}
            onClick={onWhy}
          >
            why?
          </button>
        )}
      </span>
    </div>
  );
}
