import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs";
import type { LinkRow } from "#shared/contract/service-api.ts";
import type { FeedEntry, StageSettings } from "../../views.ts";
import { usePair } from "../state/use-pair.ts";
import { TABS } from "../state/use-place.ts";
import type { Tab as TabName } from "../state/use-place.ts";
import type { Theme } from "../state/use-theme.ts";
import { AdminView } from "./admin-view.tsx";
import { ChosenPair } from "./chosen-pair.tsx";
import { GlobalView } from "./global-view.tsx";
import { JiraView } from "./jira-view.tsx";
import { ProjectView } from "./project-view.tsx";

/** All there is to look at; a view that was left is closed, and asks anew when it is opened again, as in Jira. */
export function Views(properties: {
  row: LinkRow | null;
  settings: StageSettings | null;
  entries: readonly FeedEntry[];
  theme: Theme;
  tab: TabName;
  onTab: (tab: TabName) => void;
}) {
  const { row, settings, entries, theme, tab, onTab } = properties;
  const chosen = usePair(row, entries);
  const toPair = () => onTab("mirror");
  const projectPage = (own: TabName) =>
    tab === own && settings !== null ? (
      <ProjectView
        settings={settings}
        page={own}
        onPage={(route) => onTab(TABS.find((each) => each === route) ?? own)}
        theme={theme}
        issueKey={chosen.keys.jira}
        onIssue={toPair}
      />
    ) : null;

  return (
    <Tabs id="views" selected={TABS.indexOf(tab)} onChange={(index) => onTab(TABS[index] ?? "mirror")}>
      <TabList>
        <Tab>Side by side</Tab>
        <Tab>In Jira</Tab>
        <Tab>Backlog</Tab>
        <Tab>Outcomes</Tab>
        <Tab>Initiatives</Tab>
        <Tab>Settings</Tab>
      </TabList>
      <TabPanel>
        <ChosenPair
          chosen={chosen}
          settings={settings}
          entries={entries}
          onInitiatives={() => onTab("initiatives")}
        />
      </TabPanel>
      <TabPanel>
        <div className="view">
          {tab === "jira" ? (
            <JiraView
              issue={chosen.pair.value?.jira ?? null}
              loading={chosen.pair.value === null && chosen.pair.error === null}
              settings={settings}
              theme={theme}
              onCounterpart={toPair}
            />
          ) : null}
        </div>
      </TabPanel>
      <TabPanel>{projectPage("backlog")}</TabPanel>
      <TabPanel>{projectPage("outcomes")}</TabPanel>
      <TabPanel>
        {tab === "initiatives" && settings !== null ? (
          <GlobalView settings={settings} theme={theme} onIssue={toPair} />
        ) : null}
      </TabPanel>
      <TabPanel>
        {tab === "settings" && settings !== null ? <AdminView settings={settings} theme={theme} /> : null}
      </TabPanel>
    </Tabs>
  );
}
