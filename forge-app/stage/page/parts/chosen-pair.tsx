import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs";
import { useEffect, useMemo } from "react";
import { whySchema } from "#shared/contract/service-api.ts";
import type { LinkRow } from "#shared/contract/service-api.ts";
import { pairSchema } from "../../views.ts";
import type { FeedEntry, StageSettings } from "../../views.ts";
import { ask } from "../state/ask.ts";
import { arrivals } from "../state/crossings.ts";
import { useLoaded } from "../state/use-loaded.ts";
import { TABS } from "../state/use-place.ts";
import type { Tab as TabName } from "../state/use-place.ts";
import { Initiatives } from "./initiatives.tsx";
import { JiraView } from "./jira-view.tsx";
import { Problem } from "./problem.tsx";
import { SideCard } from "./side-card.tsx";
import { WorthThread } from "./worth-thread.tsx";

/** The chosen pair: side by side, as Jira shows it, and what the whole is for. */
export function ChosenPair(properties: {
  row: LinkRow | null;
  settings: StageSettings | null;
  entries: readonly FeedEntry[];
  tab: TabName;
  onTab: (tab: TabName) => void;
}) {
  const { row, settings, entries, tab, onTab } = properties;
  const query = row === null ? null : queryOf(row);
  const pair = useLoaded(query, (asked) => ask(`/stage/pair?${asked}`, pairSchema));
  const keys = useMemo(
    () => ({
      jira: pair.value?.jira?.key ?? row?.jira?.key ?? null,
      linear: pair.value?.linear?.key ?? row?.linear?.key ?? null,
    }),
    [pair.value, row],
  );
  const mine = entries.filter((entry) => entry.key === keys[entry.side]);
  const lastOfMine = mine.at(-1);
  const { reload } = pair;
  useEffect(() => {
    if (lastOfMine !== undefined) reload();
  }, [lastOfMine, reload]);
  const arrived = useMemo(() => arrivals(entries, keys), [entries, keys]);
  const why = useLoaded(keys.jira, (key) => ask(`/stage/why/${encodeURIComponent(key)}`, whySchema));
  const reloadWhy = why.reload;
  useEffect(() => {
    if (lastOfMine !== undefined) reloadWhy();
  }, [lastOfMine, reloadWhy]);

  return (
    <Tabs id="views" selected={TABS.indexOf(tab)} onChange={(index) => onTab(TABS[index] ?? "mirror")}>
      <TabList>
        <Tab>Side by side</Tab>
        <Tab>In Jira</Tab>
        <Tab>Initiatives</Tab>
      </TabList>
      <TabPanel>
        <div className="view">
          {pair.error === null ? null : <Problem problem={pair.error} onRetry={pair.reload} />}
          <div className="sides">
            <SideCard
              side="jira"
              issue={pair.value?.jira ?? null}
              loading={pair.value === null}
              people={settings?.people.jira ?? []}
              arrivals={arrived}
              onEdited={reload}
            />
            <SideCard
              side="linear"
              issue={pair.value?.linear ?? null}
              loading={pair.value === null}
              people={settings?.people.linear ?? []}
              arrivals={arrived}
              onEdited={reload}
            />
          </div>
          <WorthThread why={why} issueKey={keys.jira} onInitiatives={() => onTab("initiatives")} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="view">
          {/* A panel that was left is closed: the surface asks anew when it is opened again, as in Jira. */}
          {tab === "jira" ? (
            <JiraView
              issue={pair.value?.jira ?? null}
              loading={pair.value === null && pair.error === null}
              settings={settings}
              onCounterpart={() => onTab("mirror")}
            />
          ) : null}
        </div>
      </TabPanel>
      <TabPanel>
        <div className="view">
          {tab === "initiatives" ? <Initiatives lastChange={entries.at(-1)} /> : null}
        </div>
      </TabPanel>
    </Tabs>
  );
}

/** By id, because keys change; the key serves until the tracker has told the id's. */
function queryOf({ jira, linear }: LinkRow): string {
  const query = new URLSearchParams();
  if (jira !== null) query.set("jira", jira.id);
  if (linear !== null) query.set("linear", linear.id);
  return query.toString();
}
