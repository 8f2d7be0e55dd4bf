import { useEffect, useMemo } from "react";
import { whySchema } from "#shared/contract/service-api.ts";
import type { FeedEntry, StageSettings } from "../../views.ts";
import { ask } from "../state/ask.ts";
import { arrivals } from "../state/crossings.ts";
import { useLoaded } from "../state/use-loaded.ts";
import type { usePair } from "../state/use-pair.ts";
import { Problem } from "./problem.tsx";
import { SideCard } from "./side-card.tsx";
import { WorthThread } from "./worth-thread.tsx";

/** The chosen pair side by side, and what the whole is for. */
export function ChosenPair(properties: {
  chosen: ReturnType<typeof usePair>;
  settings: StageSettings | null;
  entries: readonly FeedEntry[];
  onInitiatives: () => void;
}) {
  const { chosen, settings, entries, onInitiatives } = properties;
  const { pair, keys, lastChange } = chosen;
  const arrived = useMemo(() => arrivals(entries, keys), [entries, keys]);
  const why = useLoaded(keys.jira, (key) => ask(`/stage/why/${encodeURIComponent(key)}`, whySchema));
  const { reload } = why;
  useEffect(() => {
    if (lastChange !== undefined) reload();
  }, [lastChange, reload]);

  return (
    <div className="view">
      {pair.error === null ? null : <Problem problem={pair.error} onRetry={pair.reload} />}
      <div className="sides">
        {(["jira", "linear"] as const).map((side) => (
          <SideCard
            key={side}
            side={side}
            issue={pair.value?.[side] ?? null}
            loading={pair.value === null}
            people={settings?.people[side] ?? []}
            arrivals={arrived}
            onEdited={pair.reload}
          />
        ))}
      </div>
      <WorthThread why={why} issueKey={keys.jira} onInitiatives={onInitiatives} />
    </div>
  );
}
