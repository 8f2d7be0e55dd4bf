import type { TimelineRow } from "./timeline.ts";

/** The forecast range against the target, on the time that all rows share. Its words stand beside it. */
export function ForecastStrip({ line, today }: { line: TimelineRow; today: number }) {
  const { past, forecast, target, isLate } = line;
  return (
    <div className="strip" aria-hidden="true">
      <span className="strip-today" style={{ left: `${today}%` }} />
      {past === null ? null : (
        <span className="strip-past" style={{ left: `${past.from}%`, width: `${past.to - past.from}%` }} />
      )}
      {forecast.map(({ percent, from, to, isOpen }) => (
        <span
          key={percent}
          className={`strip-range of-${percent}${isOpen ? " open" : ""}${isLate ? " late" : ""}`}
          style={{ left: `${from}%`, width: `${to - from}%` }}
        />
      ))}
      {target === null ? null : <span className="strip-target" style={{ left: `${target}%` }} />}
    </div>
  );
}
