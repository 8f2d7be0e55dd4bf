import {
  Button,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from "@forge/react";
import { useState } from "react";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { OutcomeSummary } from "#shared/contract/worth.ts";
import type { IssueContextRpc, Saved } from "../../functions/rpc.ts";
import type { Ground } from "../issue/ground.ts";
import { EvidenceTab } from "./evidence-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { OutcomesTab } from "./outcomes-tab.tsx";
import { PokerTab } from "./poker-tab.tsx";
import { ScoreTab } from "./score-tab.tsx";
import { useScoreForm } from "./use-score-form.ts";

/** Everything that makes an issue's score: inputs, evidence, outcomes, its history, rating it together. */
export function ScoreModal(properties: {
  ground: Ground;
  outcomes: readonly OutcomeSummary[];
  backend: IssueContextRpc;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
  onClose: () => void;
}) {
  const { ground, outcomes, backend, onSave, onClose } = properties;
  const [tab, setTab] = useState(0);
  const form = useScoreForm({ ground, onSave, onClose });
  return (
    <Modal onClose={onClose} width="medium">
      <ModalHeader>
        <ModalTitle>Score</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <Tabs id="score" onChange={setTab}>
          <TabList>
            <Tab>Score</Tab>
            <Tab>Evidence</Tab>
            <Tab>Outcomes</Tab>
            <Tab>History</Tab>
            <Tab>Poker</Tab>
          </TabList>
          <TabPanel>
            <ScoreTab ground={ground} form={form} />
          </TabPanel>
          <TabPanel>
            <EvidenceTab ground={ground} onSave={onSave} />
          </TabPanel>
          <TabPanel>
            <OutcomesTab context={ground.context} outcomes={outcomes} onSave={onSave} />
          </TabPanel>
          <TabPanel>
            <HistoryTab backend={backend} />
          </TabPanel>
          <TabPanel>
            <PokerTab ground={ground} backend={backend} onSave={onSave} />
          </TabPanel>
        </Tabs>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Close
        </Button>
        {tab === 0 ? (
          <LoadingButton appearance="primary" isLoading={form.saving} onClick={() => void form.save()}>
            Save score
          </LoadingButton>
        ) : null}
      </ModalFooter>
    </Modal>
  );
}
