import { useState } from "react";
import { clockSchema } from "../../views.ts";
import { ask, Refusal, send } from "../state/ask.ts";
import { useLoaded } from "../state/use-loaded.ts";

const STEPS = [
  { days: 1, label: "+1 d", name: "+1 day" },
  { days: 7, label: "+1 w", name: "+1 week" },
] as const;

/** The demo's day, and buttons that let time pass for the service and both sandboxes at once. */
export function DemoClock() {
  const clock = useLoaded("clock", () => ask("/stage/clock", clockSchema));
  const [passing, setPassing] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (clock.value?.canPass !== true) return null;
  const { now, daysAhead } = clock.value;
  const day = new Date(now).toLocaleDateString("en", { day: "numeric", month: "short" });

  async function pass(days: number): Promise<void> {
    setPassing(true);
    try {
      await send("/stage/clock", { days }, clockSchema);
      // Every surface asks anew what is due by then.
      globalThis.location.reload();
    } catch (error) {
      setPassing(false);
      setTrouble(error instanceof Refusal ? error.message : String(error));
    }
  }

  return (
    <div className="clock" role="group" aria-label="The demo’s time">
      <span title={daysAhead === 0 ? "Today" : `${daysAhead} days ahead of today`}>{day}</span>
      {STEPS.map(({ days, label, name }) => (
        <button
          key={days}
          type="button"
          disabled={passing}
          title={`${name}: let time pass`}
          aria-label={name}
          onClick={() => void pass(days)}
        >
          {label}
        </button>
      ))}
      {trouble === null ? null : <span role="alert">{trouble}</span>}
    </div>
  );
}
