import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import { daySchema } from "#shared/day.ts";
import { evidenceKinds } from "#shared/scoring/evidence.ts";
import type { Evidence, EvidenceKindId } from "#shared/scoring/evidence.ts";
import { Choice } from "../../components/choice.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { newId } from "../../new-id.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { dayWords } from "../words.ts";

const KINDS = Object.entries(evidenceKinds).map(([value, { label }]) => ({
  value: value as EvidenceKindId,
  label,
}));

/** What says that an opportunity is a need: each piece with its kind and where it comes from. */
export function EvidenceList(properties: {
  evidence: readonly Evidence[];
  onChange: (evidence: Evidence[]) => void;
}) {
  const { evidence, onChange } = properties;
  const { tree } = useOutcomes();
  const [kind, setKind] = useState<EvidenceKindId>("anecdotes");
  const [source, setSource] = useState("");
  const [quote, setQuote] = useState("");
  const [observedOn, setObservedOn] = useState(tree.answer?.today ?? "");
  const canAdd = source.trim() !== "" && daySchema.safeParse(observedOn).success;
  const add = () => {
    const piece = {
      id: newId(),
      kind,
      source: source.trim(),
      quote,
      observedOn,
      expiresOn: null,
      strength: null,
    };
    onChange([...evidence, piece]);
    setSource("");
    setQuote("");
  };
  return (
    <fieldset className="field-group">
      <legend>Evidence that it is a need</legend>
      {evidence.length === 0 ? null : (
        <ul className="plain-list">
          {evidence.map((piece) => (
            <li key={piece.id}>
              <EvidenceWords piece={piece} />{" "}
              <button
                type="button"
                className="as-link"
                onClick={() => onChange(evidence.filter(({ id }) => id !== piece.id))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="two-columns">
        <Choice isNamed label="Kind" value={kind} options={KINDS} onChange={setKind} />
        <TextInput label="Seen on" type="date" value={observedOn} onChange={setObservedOn} />
      </div>
      <TextInput
        label="Where it comes from"
        value={source}
        placeholder="Interview with three shop owners"
        onChange={setSource}
      />
      <TextInput
        label="In their words"
        value={quote}
        placeholder="“I gave up at the address”"
        onChange={setQuote}
      />
      <Button spacing="compact" isDisabled={!canAdd} onClick={add}>
        Add this piece
      </Button>
    </fieldset>
  );
}

export function EvidenceWords({ piece }: { piece: Evidence }) {
  const { kind, source, quote, observedOn } = piece;
  return (
    <span>
      <strong>{evidenceKinds[kind].label}</strong>: {source}
      {quote === "" ? "" : `, “${quote.replaceAll(/^[“"]|[”"]$/g, "")}”`}
      <span className="quiet"> · {dayWords(observedOn)}</span>
    </span>
  );
}
