import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs";
import { useMemo, useState } from "react";
import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { previewMoves } from "../moves.ts";
import type { NewInputs } from "../moves.ts";
import { NotSaved } from "../not-saved.tsx";
import type { BatchSaved } from "../save-all.ts";
import { settingsOf } from "../standings.ts";
import { issues } from "../../components/words.ts";
import { FromCsv } from "./from-csv.tsx";
import { FromField } from "./from-field.tsx";
import { FromSurvey } from "./from-survey.tsx";
import { planImport } from "./plan.ts";
import type { SourceRow } from "./plan.ts";
import { PlanTable } from "./plan-table.tsx";

/** Scores from elsewhere, shown row by row before they are saved as one batch. */
export function ImportScores(properties: {
  rows: readonly BacklogRow[];
  fields: readonly Field[];
  framework: FrameworkId;
  settings: ScoringSettings;
  mayGive: readonly string[];
  onSave: (
    changes: readonly NewInputs[],
    why: string | null,
    onPart: (done: number) => void,
  ) => Promise<BatchSaved>;
  onClose: () => void;
}) {
  const { rows, fields, framework, settings, mayGive, onSave, onClose } = properties;
  const [source, setSource] = useState<{ name: string; rows: readonly SourceRow[] } | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<{ message: string; advice: string } | null>(null);

  const plan = useMemo(() => {
    if (source === null) return null;
    const own = settingsOf(framework, settings);
    const planned = planImport(source.rows, { rows, framework, settings: own, mayGive });
    const changes = planned.flatMap((each) =>
      each.kind === "change" ? [{ id: each.row.id, inputs: each.inputs }] : [],
    );
    return { planned, changes, preview: previewMoves(rows, changes, framework, settings) };
  }, [source, rows, framework, settings, mayGive]);

  const save = async () => {
    if (plan === null || source === null) return;
    setFailure(null);
    setDone(0);
    const saved = await onSave(plan.changes, `Imported from ${source.name}`, setDone);
    setDone(null);
    if (saved.kind === "not-saved") setFailure(saved);
    else onClose();
  };
  const choose = (next: typeof source) => {
    setFailure(null);
    setSource(next);
  };
  const usable = fields.filter(({ key, kind }) => kind !== "survey" && mayGive.includes(key));
  const survey = fields.find((field) => field.kind === "survey");

  return (
    <ModalDialog onClose={onClose} width="large">
      <ModalHeader hasCloseButton>
        <ModalTitle>{survey === undefined ? "Import scores" : "Import a survey"}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {survey === undefined ? (
          <Tabs id="import-from" onChange={() => choose(null)}>
            <TabList>
              <Tab>From a CSV file</Tab>
              <Tab>From a field in Jira</Tab>
            </TabList>
            <TabPanel>
              <FromCsv fields={usable} onSource={choose} />
            </TabPanel>
            <TabPanel>
              <FromField fields={usable} onSource={choose} />
            </TabPanel>
          </Tabs>
        ) : (
          <FromSurvey field={survey} onSource={choose} />
        )}
        {plan === null ? null : <PlanTable planned={plan.planned} preview={plan.preview} />}
        {failure === null ? null : <NotSaved title="Nothing was imported" failure={failure} />}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button
          appearance="primary"
          isDisabled={plan === null || plan.changes.length === 0}
          isLoading={done !== null}
          onClick={() => void save()}
        >
          {plan === null ? "Import" : `Import ${issues(plan.changes.length)}`}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
