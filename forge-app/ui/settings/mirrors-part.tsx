import { DynamicTable, Lozenge, Text } from "@forge/react";
import type { SettingsAnswer } from "#shared/contract/scoring/settings.ts";

const HEAD = ["Jira project", "Linear team", "State", "Links", "To be looked at", "Parked", "Conflicts"];

/** How each mirror is. */
export function MirrorsPart({ service }: { service: SettingsAnswer["service"] }) {
  if (service.mirrors.length === 0) {
    return <Text color="color.text.subtle">No mirror is set up: see the service’s configuration.</Text>;
  }
  return (
    <DynamicTable
      label="Mirrors"
      head={{ cells: HEAD.map((name) => ({ key: name, content: name })) }}
      rows={service.mirrors.map((mirror) => ({
        key: mirror.id,
        cells: [
          { key: "jira", content: mirror.jiraProject },
          { key: "linear", content: mirror.linearTeam },
          { key: "state", content: <State paused={mirror.paused} /> },
          { key: "links", content: String(mirror.links) },
          { key: "dirty", content: String(mirror.dirty) },
          { key: "parked", content: String(mirror.parkedWrites) },
          { key: "conflicts", content: String(mirror.openConflicts) },
        ],
      }))}
    />
  );
}

function State({ paused }: { paused: string | null }) {
  if (paused === null) return <Lozenge appearance="success">running</Lozenge>;
  return <Text>{`Paused: ${paused}`}</Text>;
}
