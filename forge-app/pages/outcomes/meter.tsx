import { percent } from "./words.ts";

/** How far a metric is on its way, with a notch where the time is. */
export function Meter({ share, timeShare }: { share: number | null; timeShare: number }) {
  const filled = Math.min(1, Math.max(0, share ?? 0));
  const isAway = share !== null && share < 0;
  return (
    <span className="progress" role="img" aria-label={meterWords(share, timeShare)}>
      <span className={isAway ? "progress-bar away" : "progress-bar"} aria-hidden="true">
        <span className="progress-done" style={{ width: `${filled * 100}%` }} />
        <span className="progress-time" style={{ left: `${timeShare * 100}%` }} />
      </span>
      <span className="progress-words" aria-hidden="true">
        {share === null ? "–" : percent(share)}
      </span>
    </span>
  );
}

function meterWords(share: number | null, timeShare: number): string {
  const time = `${percent(timeShare)} of its time`;
  return share === null ? `no reading, ${time} has passed` : `${percent(share)} of the way in ${time}`;
}
