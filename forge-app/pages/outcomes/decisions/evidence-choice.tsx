import Checkbox from "@atlaskit/checkbox";
import { useEffect, useState } from "react";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Evidence } from "#shared/scoring/evidence.ts";
import { useBackend } from "../../backend.ts";
import { EvidenceWords } from "../tree/evidence-list.tsx";
import { standingEvidence } from "./standing-evidence.ts";

/** Which of the issue's pieces of evidence the no rests on; nothing where it has none. */
export function EvidenceChoice(properties: {
  issue: JiraIssue;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const { issue, chosen, onChange } = properties;
  const there = useEvidenceOf(issue);
  if (there.length === 0) return null;
  return (
    <fieldset className="field-group">
      <legend>Evidence it rests on</legend>
      {there.map((piece) => (
        <Checkbox
          key={piece.id}
          label={<EvidenceWords piece={piece} />}
          isChecked={chosen.includes(piece.id)}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? [...chosen, piece.id] : chosen.filter((id) => id !== piece.id))
          }
        />
      ))}
    </fieldset>
  );
}

function useEvidenceOf({ id, key }: JiraIssue): readonly Evidence[] {
  const { place } = useBackend();
  const history = place.kind === "project" ? place.project.history : null;
  const [entries, setEntries] = useState<HistoryAnswer["entries"]>([]);
  useEffect(() => {
    let isWanted = true;
    void history?.({ id, key }).then((reply) => {
      if (isWanted && reply.kind === "answer") setEntries(reply.answer.entries);
    });
    return () => {
      isWanted = false;
    };
  }, [history, id, key]);
  return standingEvidence(entries);
}
