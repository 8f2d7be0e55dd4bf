import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import Textarea from "@atlaskit/textarea";
import { useEffect, useRef, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import { healthSchema } from "#shared/contract/initiatives/definition.ts";
import type { HumanUpdate } from "#shared/contract/initiatives/words.ts";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import { useBackend } from "../../backend.ts";
import { useAsked } from "../../components/use-asked.ts";
import { newId } from "../../new-id.ts";
import { Field } from "../edit/field.tsx";
import { NotDone } from "../not-done.tsx";
import { healthWords } from "../words.ts";

/** A human update: begins with what changed since the last one, and asks for the person's own view of the health. */
export function WriteUpdate(properties: { page: InitiativePage; onSaved: () => void; onClose: () => void }) {
  const { page, onSaved, onClose } = properties;
  const { initiative } = page;
  const { ask } = useBackend();
  const draft = useAsked("initiative.draft", { initiative: initiative.id });
  const [health, setHealth] = useState<HumanUpdate["health"] | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  // One id for all attempts: what arrived although no answer came is not said twice.
  const [request] = useState(newId);
  const area = useRef<HTMLTextAreaElement | null>(null);
  const prefilled = draft.answer;
  useEffect(() => {
    if (prefilled === null) return;
    setText((before) => before ?? prefilled.text);
    setHealth((before) => before ?? prefilled.health);
    area.current?.focus();
  }, [prefilled]);
  const { computed } = initiative.health;

  const save = async () => {
    if (health === null || text === null) return;
    setIsSaving(true);
    const reply = await ask("initiative.update", { request, initiative: initiative.id, health, text });
    setIsSaving(false);
    if (reply.kind === "answer") {
      onSaved();
      onClose();
    } else setTrouble(reply);
  };
  return (
    <ModalDialog onClose={onClose} width="medium">
      <ModalHeader hasCloseButton>
        <ModalTitle>How does {initiative.name} go?</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <fieldset className="healths">
          <legend>Health, as you see it</legend>
          {healthSchema.options.map((each) => (
            <label key={each} data-health={each}>
              <input
                type="radio"
                name="health"
                value={each}
                checked={health === each}
                onChange={() => setHealth(each)}
              />
              {healthWords(each)}
            </label>
          ))}
        </fieldset>
        <p className="quiet small">
          {computed.health === "unknown"
            ? computed.reasons.join(" ")
            : `The work says ${computed.health}: ${computed.reasons[0] ?? ""} If you see it differently, say why.`}
        </p>
        <Field label="What people should know" id="update-text">
          <Textarea
            id="update-text"
            ref={area}
            minimumRows={8}
            isDisabled={text === null && draft.trouble === null}
            value={text ?? ""}
            placeholder={text === null ? "Gathering what changed…" : ""}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </Field>
        {draft.trouble === null ? null : (
          <NotDone title="What changed could not be gathered: write it yourself" trouble={draft.trouble} />
        )}
        {trouble === null ? null : <NotDone title="The update was not saved" trouble={trouble} />}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button
          appearance="primary"
          isDisabled={health === null || (text ?? "").trim() === ""}
          isLoading={isSaving}
          onClick={() => void save()}
        >
          Post update
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
