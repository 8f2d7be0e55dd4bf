import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import Textfield from "@atlaskit/textfield";
import { useMemo, useState } from "react";
import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { planBulk } from "./bulk-change.ts";
import type { BulkChange } from "./bulk-change.ts";
import { Choice } from "../components/choice.tsx";
import { readInput } from "./input-text.ts";
import { MoveList } from "./move-list.tsx";
import { previewMoves } from "./moves.ts";
import type { NewInputs } from "./moves.ts";
import { NotSaved } from "./not-saved.tsx";
import type { BatchSaved } from "./save-all.ts";
import { settingsOf } from "./standings.ts";
import { issues } from "../components/words.ts";

type How = "set" | "multiply" | "clear";
const HOW = { set: "Set to", multiply: "Multiply by", clear: "Clear" } as const satisfies Record<How, string>;

/** One input of the selected issues, with the moves it makes shown before it is saved as one batch. */
export function BulkEdit(properties: {
  rows: readonly BacklogRow[];
  selected: ReadonlySet<string>;
  /** Those that the viewer may give. */
  fields: readonly Field[];
  framework: FrameworkId;
  settings: ScoringSettings;
  onSave: (changes: readonly NewInputs[], why: string | null) => Promise<BatchSaved>;
  onClose: () => void;
}) {
  const { rows, selected, fields, framework, settings, onSave, onClose } = properties;
  const [key, setKey] = useState(fields[0]?.key ?? "");
  const [how, setHow] = useState<How>("set");
  const [text, setText] = useState("");
  const [why, setWhy] = useState("");
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<{ message: string; advice: string } | null>(null);
  const field = fields.find((each) => each.key === key);
  const chosen = useMemo(() => rows.filter(({ id }) => selected.has(id)), [rows, selected]);

  const change = field === undefined ? null : readChange(field, how, text);
  const plan = useMemo(() => {
    if (field === undefined || change === null || typeof change === "string") return null;
    const planned = planBulk(chosen, field, change, framework, settingsOf(framework, settings));
    return { ...planned, preview: previewMoves(rows, planned.changes, framework, settings) };
    // `change` is made anew each time; what it is made of decides.
  }, [chosen, rows, framework, settings, field, how, text]);

  const save = async () => {
    if (plan === null) return;
    setIsSaving(true);
    const saved = await onSave(plan.changes, why.trim() === "" ? null : why.trim());
    setIsSaving(false);
    if (saved.kind === "not-saved") setFailure(saved);
    else onClose();
  };
  const canSave = plan !== null && plan.refused.length === 0 && plan.changes.length > 0;

  return (
    <ModalDialog onClose={onClose} width="medium">
      <ModalHeader hasCloseButton>
        <ModalTitle>Edit {issues(chosen.length)}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <div className="form-line">
          <Choice
            isNamed
            label="Input"
            value={key}
            options={fields.map(({ key: value, label }) => ({ value, label }))}
            onChange={(next) => {
              setKey(next);
              setText("");
            }}
          />
          <Choice
            isNamed
            label="Change"
            value={how}
            options={(["set", "multiply", "clear"] as const)
              .filter((each) => each !== "multiply" || field?.kind === "number")
              .map((value) => ({ value, label: HOW[value] }))}
            onChange={setHow}
          />
          {field === undefined || how === "clear" ? null : how === "set" && "choices" in field ? (
            <Choice
              isNamed
              label="Value"
              value={text}
              options={field.choices.map(({ value, label }) => ({
                value: String(value),
                label:
                  typeof value === "number" && label !== ""
                    ? `${value} ${label}`
                    : label === ""
                      ? String(value)
                      : label,
              }))}
              onChange={setText}
            />
          ) : (
            <div className="choice">
              <label className="choice-name" htmlFor="bulk-value">
                {how === "set" ? `Value${field.unit === "" ? "" : `, ${field.unit}`}` : "Factor"}
              </label>
              <Textfield
                id="bulk-value"
                isCompact
                value={text}
                onChange={({ currentTarget }) => setText(currentTarget.value)}
              />
            </div>
          )}
        </div>
        {typeof change === "string" ? <p className="trouble">{change}</p> : null}
        {plan === null ? (
          <p className="quiet">The moves in the ranking are shown here before anything is saved.</p>
        ) : (
          <>
            {plan.refused.length === 0 ? null : (
              <SectionMessage appearance="error" title={`${issues(plan.refused.length)} cannot take it`}>
                <p>
                  {plan.refused[0]?.key}: {plan.refused[0]?.reason} Nothing is saved as long as one is
                  refused.
                </p>
              </SectionMessage>
            )}
            {plan.untouched > 0 ? <p>{issues(plan.untouched)} would stay as they are.</p> : null}
            <MoveList preview={plan.preview} />
          </>
        )}
        <div className="choice wide">
          <label className="choice-name" htmlFor="bulk-why">
            Why (kept in the history)
          </label>
          <Textfield
            id="bulk-why"
            isCompact
            value={why}
            maxLength={2_000}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
        </div>
        {failure === null ? null : <NotSaved title="Nothing was saved" failure={failure} />}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button appearance="primary" isDisabled={!canSave} isLoading={isSaving} onClick={() => void save()}>
          {plan === null ? "Save" : `Save ${issues(plan.changes.length)}`}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}

/** Null while nothing is entered; a sentence when it is no value. */
function readChange(field: Field, how: How, text: string): BulkChange | string | null {
  if (how === "clear") return { kind: "clear" };
  if (text.trim() === "") return null;
  if (how === "multiply") {
    const factor = Number(text.replace(",", "."));
    return factor > 0 && Number.isFinite(factor)
      ? { kind: "multiply", factor }
      : "A factor is a number above 0.";
  }
  const read = readInput(field, text);
  return read.ok ? { kind: "set", value: read.value } : read.why;
}
