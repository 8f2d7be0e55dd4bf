import type { ReactNode } from "react";
import { TRACKER_NAMES } from "#forge/ui/words.ts";
import type { TrackerSide } from "#shared/contract/words.ts";
import type { Totals } from "../../views.ts";
import { THEMES } from "../state/use-theme.ts";
import type { Theme } from "../state/use-theme.ts";
import { TrackerMark } from "./tracker-mark.tsx";

const THEME_NAMES: Record<Theme, string> = { auto: "System", light: "Light", dark: "Dark" };

/** What it is, whether it is alive, and what it has cost so far. */
export function Header(properties: {
  totals: Totals | null;
  connected: boolean;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  clock: ReactNode;
}) {
  const { totals, connected, theme, onTheme, clock } = properties;
  return (
    <header className="header">
      <div className="brand">
        <svg viewBox="0 0 32 20" aria-hidden="true">
          <path
            d="M2 16h9l8-12h11"
            fill="none"
            strokeWidth="3.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <h1>Throughline</h1>
        <span className={connected ? "live" : "live off"} role="status">
          {connected ? "live" : "connecting…"}
        </span>
      </div>
      <div className="totals">
        <SideTotals side="jira" totals={totals} />
        <div>
          <dl aria-label="The mirror">
            <Total name={totals?.service?.links === 1 ? "link" : "links"} value={totals?.service?.links} />
            <Total name="under way" value={totals?.service?.underWay} />
            <Total name="parked" value={totals?.service?.parked} tone="warning" />
            <Total name="conflicts" value={totals?.service?.conflicts} tone="danger" />
          </dl>
        </div>
        <SideTotals side="linear" totals={totals} />
      </div>
      {clock}
      <select
        className="theme"
        aria-label="Theme"
        value={theme}
        onChange={({ target }) => onTheme(themeNamed(target.value))}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {THEME_NAMES[each]}
          </option>
        ))}
      </select>
      {totals?.paused.map(({ mirror, reason }) => (
        <p key={mirror} className="banner" role="alert">
          The mirror “{mirror}” is paused: {reason}
        </p>
      ))}
      {totals !== null && totals.service === null ? (
        <p className="banner" role="alert">
          The Throughline service does not answer. Both trackers go on working; edits are carried over when it
          is back.
        </p>
      ) : null}
    </header>
  );
}

const themeNamed = (name: string): Theme => THEMES.find((each) => each === name) ?? "auto";

function SideTotals({ side, totals }: { side: TrackerSide; totals: Totals | null }) {
  return (
    <div>
      <TrackerMark side={side} />
      <dl aria-label={TRACKER_NAMES[side]}>
        <Total name={totals?.[side].issues === 1 ? "issue" : "issues"} value={totals?.[side].issues} />
        <Total
          name={totals?.[side].requests === 1 ? "request" : "requests"}
          value={totals?.[side].requests}
        />
      </dl>
    </div>
  );
}

/** `tone` colours a number that is not zero. */
function Total(properties: { name: string; value: number | undefined; tone?: "warning" | "danger" }) {
  const { name, value, tone } = properties;
  return (
    <div className={`total ${value !== undefined && value > 0 ? (tone ?? "") : ""}`}>
      <dt>{name}</dt>
      <dd>{value === undefined ? "–" : value.toLocaleString("en")}</dd>
    </div>
  );
}
