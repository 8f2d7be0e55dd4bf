import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { TreeNodeView } from "#shared/contract/outcomes/tree.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { fourQuestions } from "#shared/outcomes/presets.ts";
import { Choice } from "../../components/choice.tsx";
import { FormDialog } from "../../components/form-dialog.tsx";
import { LongTextInput, TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { IssuePicker } from "../issues/issue-picker.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { EvidenceList } from "./evidence-list.tsx";
import { RemoveNode } from "./remove-node.tsx";

const KINDS = { opportunity: "opportunity", solution: "solution", experiment: "experiment" } as const;
const ABOVE: Readonly<Record<TreeNodeView["kind"], readonly string[]>> = {
  opportunity: ["outcome", "opportunity"],
  solution: ["opportunity"],
  experiment: ["solution"],
};
const ANSWERS = { "": "Not answered yet", holds: "It holds", fails: "It fails", unclear: "Unclear" } as const;

/** Everything about one node below the outcomes: where it stands, the issue that it is, what supports it. */
export function NodeForm(properties: {
  node: TreeNodeView;
  nodes: readonly TreeNodeView[];
  outcomes: readonly OutcomeHead[];
  onClose: () => void;
}) {
  const { node, nodes, outcomes, onClose } = properties;
  const { saved, project } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [title, setTitle] = useState(node.title);
  const [parentId, setParentId] = useState(node.parentId);
  const [issue, setIssue] = useState(node.issue === null ? null : { id: node.issue.id, key: node.issue.key });
  const [evidence, setEvidence] = useState(node.evidence);
  const [question, setQuestion] = useState<string>(node.question ?? "");
  const [answer, setAnswer] = useState<keyof typeof ANSWERS>(node.found?.answer ?? "");
  const [learned, setLearned] = useState(node.found?.sentence ?? "");
  const [isRemoving, setIsRemoving] = useState(false);
  const { kind } = node;
  const places = [
    ...outcomes.map(({ id, title: label }) => ({ kind: "outcome", value: id, label })),
    ...nodes
      .filter(({ id }) => id !== node.id)
      .map((each) => ({ kind: each.kind, value: each.id, label: each.title })),
  ].filter((each) => ABOVE[kind].includes(each.kind));

  const save = async () => {
    const asked = fourQuestions.find(({ id }) => id === question)?.id ?? null;
    const found = answer === "" ? null : { answer, sentence: learned };
    const next = { id: node.id, kind, title, parentId, issue, evidence, question: asked, found };
    const request = { why: null, node: next, basedOn: node.revision };
    if ((await write("outcomes.save-node", request)) === null) return;
    saved(`The ${kind} “${title.trim()}” is saved.`);
    onClose();
  };
  if (isRemoving) return <RemoveNode node={node} nodes={nodes} onClose={onClose} />;
  const asked = fourQuestions.find(({ id }) => id === question);
  return (
    <FormDialog
      title={`The ${KINDS[kind]}`}
      submit="Save"
      canSubmit={title.trim() !== "" && (answer === "" || learned.trim() !== "")}
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput label="Title" autoFocus value={title} maxLength={280} onChange={setTitle} />
      <Choice isNamed label="Stands below" value={parentId} options={places} onChange={setParentId} />
      {kind === "experiment" ? (
        <>
          <Choice
            isNamed
            label="Which of the four questions it asks"
            value={question}
            options={[
              { value: "", label: "None of them" },
              ...fourQuestions.map(({ id, question: words }) => ({
                value: id,
                label: `${id}: ${words}`,
              })),
            ]}
            onChange={setQuestion}
          />
          {asked === undefined ? null : <p className="note">How it is usually tested: {asked.test}</p>}
          <Choice
            isNamed
            label="What it found"
            value={answer}
            options={Object.entries(ANSWERS).map(([value, label]) => ({
              value: value as keyof typeof ANSWERS,
              label,
            }))}
            onChange={setAnswer}
          />
          {answer === "" ? null : (
            <LongTextInput
              label="In a sentence"
              value={learned}
              maxLength={500}
              placeholder="Four of five found the button within ten seconds"
              onChange={setLearned}
            />
          )}
        </>
      ) : null}
      {kind === "opportunity" ? <EvidenceList evidence={evidence} onChange={setEvidence} /> : null}
      {kind === "opportunity" || project === null ? null : (
        <div className="labelled">
          <p className="choice-name">The issue that it is: {issue?.key ?? "none yet"}</p>
          {issue === null ? null : (
            <Button spacing="compact" onClick={() => setIssue(null)}>
              Take {issue.key} off
            </Button>
          )}
          <IssuePicker
            project={project}
            takes="one"
            chosen={issue === null ? [] : [issue]}
            onChange={([chosen]) => setIssue(chosen ?? null)}
          />
        </div>
      )}
      <p>
        <button type="button" className="as-link danger" onClick={() => setIsRemoving(true)}>
          Take it out of the tree
        </button>
      </p>
    </FormDialog>
  );
}
