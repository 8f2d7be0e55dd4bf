import Button from "@atlaskit/button/default/button";
import Textfield from "@atlaskit/textfield";
import { useState } from "react";
import type { CSSProperties, KeyboardEvent } from "react";
import { useWrite } from "../../components/use-write.ts";
import { newId } from "../../new-id.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { kindBelow } from "./tree-rows.ts";
import type { TreeItem } from "./tree-rows.ts";

const ASKS = {
  opportunity: "A need of a user, in their words",
  solution: "What would meet the need",
  experiment: "What would show whether it does",
} as const;

/** A node written where it will stand: Enter saves it, Escape leaves it. */
export function NewNode(properties: {
  parent: TreeItem;
  level: number;
  /** With the new node's id; null when it was left. */
  onDone: (id: string | null) => void;
}) {
  const { parent, level, onDone } = properties;
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [title, setTitle] = useState("");
  const [id] = useState(newId);
  const kind = kindBelow(parent.kind);
  if (kind === null || kind === "outcome") return null;

  const save = async () => {
    if (title.trim() === "") return;
    const node = {
      id,
      kind,
      title,
      parentId: parent.id,
      issue: null,
      evidence: [],
      question: null,
      found: null,
    };
    const answer = await write("outcomes.save-node", { why: null, node, basedOn: 0 });
    if (answer === null) return;
    saved(`The ${kind} “${title.trim()}” stands below “${parent.title}”.`);
    onDone(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onDone(null);
    else if (event.key === "Enter") void save();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="tree-new"
      role="none"
      style={{ "--level": level - 1 } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      <Textfield
        isCompact
        autoFocus
        autoComplete="off"
        aria-label={`Title of the new ${kind} below ${parent.title}`}
        placeholder={ASKS[kind]}
        maxLength={280}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Button spacing="compact" appearance="primary" isLoading={isSaving} onClick={() => void save()}>
        Add
      </Button>
      <Button spacing="compact" appearance="subtle" onClick={() => onDone(null)}>
        Cancel
      </Button>
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble.message} {trouble.advice}
        </p>
      )}
    </div>
  );
}
