import { useState } from "react";
import type { ObjectiveView } from "#shared/contract/outcomes/tree.ts";
import { gradeStatement } from "#shared/outcomes/grade.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { newId } from "../../new-id.ts";
import { useOutcomes } from "../outcomes-context.ts";

/** An objective, whose key results are outcomes graded 0 to 1. */
export function ObjectiveForm({
  objective,
  onClose,
}: {
  objective: ObjectiveView | null;
  onClose: () => void;
}) {
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [id] = useState(() => objective?.id ?? newId());
  const [title, setTitle] = useState(objective?.title ?? "");
  const [period, setPeriod] = useState(objective?.period ?? "");
  const save = async () => {
    const request = { why: null, objective: { id, title, period }, basedOn: objective?.revision ?? 0 };
    if ((await write("outcomes.save-objective", request)) === null) return;
    saved(`The objective “${title.trim()}” is saved.`);
    onClose();
  };
  return (
    <FormDialog
      title={objective === null ? "New objective" : "Edit the objective"}
      submit={objective === null ? "Add it" : "Save"}
      canSubmit={title.trim() !== ""}
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label="Objective"
        autoFocus
        value={title}
        maxLength={280}
        placeholder="Guests come back by themselves"
        onChange={setTitle}
      />
      <TextInput label="Period" value={period} maxLength={60} placeholder="2026 Q4" onChange={setPeriod} />
      <p className="note">
        Its key results are outcomes, each graded 0 to 1 by how far its metric is on its way; the objective’s
        grade is their mean. {gradeStatement}
      </p>
    </FormDialog>
  );
}
