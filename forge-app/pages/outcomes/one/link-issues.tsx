import { useMemo, useState } from "react";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { changeUnit } from "#shared/outcomes/amount.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { issues } from "../../components/words.ts";
import { IssuePicker } from "../issues/issue-picker.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { numberIn } from "../words.ts";

/** Says which issues serve the outcome, and by how much each is expected to move its number. */
export function LinkIssues(properties: {
  page: OutcomePage;
  project: string;
  /** The link whose contribution is changed; null to link others. */
  changes: OutcomePage["serving"]["issues"][number] | null;
  onClose: () => void;
}) {
  const { page, project, changes, onClose } = properties;
  const { outcome, serving } = page;
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [chosen, setChosen] = useState<readonly JiraIssue[]>(
    changes === null ? [] : [{ id: changes.issue.id, key: changes.issue.key }],
  );
  const [text, setText] = useState(changes?.contribution == null ? "" : String(changes.contribution));
  const there = useMemo(() => new Set(serving.issues.map(({ issue }) => issue.id)), [serving.issues]);
  const contribution = text.trim() === "" ? null : numberIn(text);
  const isWrong = text.trim() !== "" && contribution === null;

  const save = async () => {
    const links = chosen.map((issue) => ({
      issue,
      serves: true,
      contribution,
      basedOn: serving.issues.find((each) => each.issue.id === issue.id)?.revision ?? 0,
    }));
    const answer = await write("outcomes.link-issues", { why: null, outcome: outcome.id, links });
    if (answer === null) return;
    const met = answer.met.map(({ sentence }) => sentence);
    saved([`${issues(chosen.length)} ${chosen.length === 1 ? "serves" : "serve"} it.`, ...met].join(" "));
    onClose();
  };
  return (
    <FormDialog
      title={changes === null ? `What serves “${outcome.title}”?` : `What ${changes.issue.key} brings`}
      submit={changes === null ? (chosen.length === 0 ? "Link" : `Link ${issues(chosen.length)}`) : "Save"}
      canSubmit={chosen.length > 0 && !isWrong}
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {changes === null ? (
        <IssuePicker
          project={project}
          takes="several"
          isFirst
          chosen={chosen}
          onChange={setChosen}
          without={there}
        />
      ) : null}
      <TextInput
        label={`Expected change of ${outcome.metric.name}${changes === null ? ", for each" : ""}`}
        isNumber
        autoFocus={changes !== null}
        unit={changeUnit(outcome.metric.unit)}
        value={text}
        isWrong={isWrong}
        note={
          isWrong
            ? `“${text.trim()}” is no number.`
            : `Negative where it should fall. Left empty, nobody says what it brings.`
        }
        onChange={setText}
      />
    </FormDialog>
  );
}
