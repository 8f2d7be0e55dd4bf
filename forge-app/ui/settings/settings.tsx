import {
  Inline,
  LoadingButton,
  SectionMessage,
  Spinner,
  Stack,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from "@forge/react";
import { useCallback, useEffect, useState } from "react";
import type { ScoringSettings, SettingsAnswer } from "#shared/contract/scoring/settings.ts";
import type { OpenedSettings, Reply, SettingsRpc, Trouble } from "../../functions/rpc.ts";
import { answered } from "../answered.ts";
import { newId } from "../new-id.ts";
import { TROUBLE_TITLES, dateAndTime, personWords } from "../words.ts";
import { ConnectionPart } from "./connection-part.tsx";
import { FrameworksPart } from "./frameworks-part.tsx";
import { MirrorsPart } from "./mirrors-part.tsx";
import { RolesPart } from "./roles-part.tsx";

/** The administrator's page: is the service there, how does the company score, who may give what. */
export function Settings({ backend }: { backend: SettingsRpc }) {
  const [opened, setOpened] = useState<OpenedSettings | Trouble | null>(null);
  const [checking, setChecking] = useState(false);
  const load = useCallback(async () => {
    setChecking(true);
    setOpened(await answered(backend.getSettings()));
    setChecking(false);
  }, [backend]);
  useEffect(() => {
    void load();
  }, [load]);

  if (opened === null) return <Spinner size="small" label="Asking Throughline" />;
  const answer = opened.kind === "answer" ? opened : null;
  return (
    <Stack space="space.300">
      <ConnectionPart opened={opened} checking={checking} onCheck={() => void load()} />
      {answer === null ? null : (
        <Tabs id="settings">
          <TabList>
            <Tab>Scoring</Tab>
            <Tab>Mirror</Tab>
          </TabList>
          <TabPanel>
            <ScoringSettingsForm
              key={answer.answer.revision}
              answer={answer.answer}
              maySave={answer.administersJira || answer.answer.viewerIsNamed}
              backend={backend}
              onSaved={load}
            />
          </TabPanel>
          <TabPanel>
            <MirrorsPart service={answer.answer.service} />
          </TabPanel>
        </Tabs>
      )}
    </Stack>
  );
}

function ScoringSettingsForm(properties: {
  answer: SettingsAnswer;
  maySave: boolean;
  backend: SettingsRpc;
  onSaved: () => Promise<void>;
}) {
  const { answer, maySave, backend, onSaved } = properties;
  const [settings, setSettings] = useState<ScoringSettings>(answer.settings);
  const [saving, setSaving] = useState(false);
  const [reply, setReply] = useState<Reply<unknown> | null>(null);
  const [request] = useState(newId);
  const isChanged = JSON.stringify(settings) !== JSON.stringify(answer.settings);

  const save = async () => {
    setSaving(true);
    const outcome = await answered(
      backend.saveSettings({ request, settings, basedOn: answer.revision, why: null }),
    );
    setReply(outcome);
    setSaving(false);
    if (outcome.kind === "answer") await onSaved();
  };

  return (
    <Stack space="space.300">
      {maySave ? null : (
        <SectionMessage title="You can look, not change">
          <Text>Settings are for those who administer Jira, and for the people named below.</Text>
        </SectionMessage>
      )}
      <FrameworksPart settings={settings} maySave={maySave} onChange={setSettings} />
      <RolesPart settings={settings} onChange={setSettings} />
      {reply === null || reply.kind === "answer" ? null : (
        <SectionMessage appearance="error" title={TROUBLE_TITLES[reply.kind]}>
          <Text>{`${reply.message} ${reply.advice}`}</Text>
        </SectionMessage>
      )}
      <Inline space="space.200" alignBlock="center">
        <LoadingButton
          appearance="primary"
          isLoading={saving}
          isDisabled={!maySave || !isChanged}
          onClick={() => void save()}
        >
          Save settings
        </LoadingButton>
        <Text size="small" color="color.text.subtle">
          {answer.savedBy === null || answer.savedAt === null
            ? "Nobody has saved settings yet: these are the defaults."
            : `Saved by ${personWords(answer.savedBy)}, ${dateAndTime(answer.savedAt)}`}
        </Text>
      </Inline>
    </Stack>
  );
}
