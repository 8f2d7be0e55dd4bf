import { percent } from "./words.ts";

/** How far a metric is on its way, with a notch where the time is. */
export function Meter({ share, timeShare }: { share: number | null; timeShare: number }) {
  const filled = Math.min(1, Math.max(0, share ?? 0));
  const isAway = share !== null && share < 0;
  return (
    <span className="way-meter" role="img" aria-label={meterWords(share, timeShare)}>
      <span className={isAway ? "way-bar away" : "way-bar"} aria-hidden="true">
        <span className="way-done" style={{ width: `${filled * 100}%` }} />
        <span className="way-time" style={{ left: `${timeShare * 100}%` }} />
      </span>
      <span className="way-words" aria-hidden="true">
        {share === null ? "–" : percent(share)}
      </span>
    </span>
  );
}

function meterWords(share: number | null, timeShare: number): string {
  const time = `${percent(timeShare)} of its time`;
  return share === null ? `no reading, ${time} has passed` : `${percent(share)} of the way in ${time}`;
}
