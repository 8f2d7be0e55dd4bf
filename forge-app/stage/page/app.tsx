import { useCallback, useMemo, useState } from "react";
import type { LinkRow } from "#shared/contract/service-api.ts";
import { settingsSchema } from "../views.ts";
import { DemoClock } from "./parts/demo-clock.tsx";
import { FeedPanel } from "./parts/feed-panel.tsx";
import { Header } from "./parts/header.tsx";
import { LinkList } from "./parts/link-list.tsx";
import { Problem } from "./parts/problem.tsx";
import { Views } from "./parts/views.tsx";
import { ask } from "./state/ask.ts";
import { useLive } from "./state/use-live.ts";
import { useLoaded } from "./state/use-loaded.ts";
import { usePlace } from "./state/use-place.ts";
import type { Tab } from "./state/use-place.ts";
import { useTheme } from "./state/use-theme.ts";

/** Views that need the whole width. */
const WHOLE: readonly Tab[] = ["backlog", "outcomes", "initiatives", "settings"];

/** The demo page: two trackers side by side, live, and the thread from an issue to what it is for. */
export function App() {
  const [theme, setTheme] = useTheme();
  const [place, go] = usePlace();
  const live = useLive();
  const [row, setRow] = useState<LinkRow | null>(null);
  const settings = useLoaded("settings", () => ask("/stage/settings", settingsSchema));
  const choose = useCallback((issue: string) => go({ issue }), [go]);
  const keys = useMemo(() => ({ jira: row?.jira?.key ?? null, linear: row?.linear?.key ?? null }), [row]);

  return (
    <div className="page">
      <Header
        totals={live.totals}
        connected={live.connected}
        theme={theme}
        onTheme={setTheme}
        clock={<DemoClock />}
      />
      {settings.error !== null && settings.value === null ? (
        <main className="alone">
          <Problem problem={settings.error} onRetry={settings.reload} />
        </main>
      ) : (
        <div className={WHOLE.includes(place.tab) ? "columns whole" : "columns"}>
          <aside className="sidebar" aria-label="Linked issues and what just happened">
            <LinkList
              chosen={place.issue}
              start={settings.value === null ? undefined : settings.value.start}
              entries={live.entries}
              onRow={setRow}
              onChoose={choose}
            />
            <FeedPanel entries={live.entries} keys={keys} />
          </aside>
          <main className="main">
            <Views
              row={row}
              settings={settings.value}
              entries={live.entries}
              theme={theme}
              tab={place.tab}
              onTab={(tab) => go({ tab })}
            />
          </main>
        </div>
      )}
    </div>
  );
}
