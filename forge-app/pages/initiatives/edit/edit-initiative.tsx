import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import Skeleton from "@atlaskit/skeleton";
import { useEffect, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { InitiativeDefinition } from "#shared/contract/initiatives/definition.ts";
import { useBackend } from "../../backend.ts";
import { newId } from "../../new-id.ts";
import { NotDone } from "../not-done.tsx";
import { Form } from "./form.tsx";
import { emptyDefinition, problemsOf } from "./draft.ts";

/** Creates an initiative, or edits all that people decide about one. */
export function EditInitiative(properties: {
  /** Null: a new one. */
  initiative: string | null;
  onSaved: (initiative: string) => void;
  onClose: () => void;
}) {
  const { initiative, onSaved, onClose } = properties;
  const { ask } = useBackend();
  const [known, setKnown] = useState<{ definition: InitiativeDefinition; revision: number } | null>(
    initiative === null ? { definition: emptyDefinition, revision: 0 } : null,
  );
  const [times, setTimes] = useState(0);
  const [showsProblems, setShowsProblems] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [request, setRequest] = useState(newId);

  useEffect(() => {
    if (initiative === null) return;
    let isWanted = true;
    void ask("initiative.definition", { initiative }).then((reply) => {
      if (!isWanted) return;
      if (reply.kind === "answer") {
        setKnown(reply.answer);
        setTrouble(null);
      } else setTrouble(reply);
    });
    return () => {
      isWanted = false;
    };
  }, [ask, initiative, times]);

  const problems = known === null ? {} : problemsOf(known.definition);
  const isRight = Object.keys(problems).length === 0;
  const save = async () => {
    if (known === null) return;
    setShowsProblems(true);
    if (!isRight) return;
    setIsSaving(true);
    const { definition, revision } = known;
    const reply = await ask("initiative.save", { request, initiative, definition, basedOn: revision });
    setIsSaving(false);
    if (reply.kind !== "answer") {
      setTrouble(reply);
      // What was refused was not taken: the next attempt is another request.
      if (reply.kind === "refused") setRequest(newId());
      return;
    }
    onSaved(reply.answer.initiative);
    onClose();
  };

  return (
    <ModalDialog onClose={onClose} width="large">
      <ModalHeader hasCloseButton>
        <ModalTitle>
          {initiative === null ? "New initiative" : `Edit ${known?.definition.name ?? "initiative"}`}
        </ModalTitle>
      </ModalHeader>
      <ModalBody>
        {known === null ? (
          trouble === null ? (
            <div className="loading" aria-busy="true" aria-label="Asking Throughline">
              {Array.from({ length: 7 }, (_, line) => (
                <Skeleton key={line} width="100%" height="40px" isShimmering />
              ))}
            </div>
          ) : (
            <>
              <NotDone title="The initiative could not be read" trouble={trouble} />
              <div className="message-actions">
                <Button onClick={() => setTimes(times + 1)}>Try again</Button>
              </div>
            </>
          )
        ) : (
          <>
            <Form
              definition={known.definition}
              problems={showsProblems ? problems : {}}
              onChange={(part) => setKnown({ ...known, definition: { ...known.definition, ...part } })}
            />
            {trouble === null ? null : <NotDone title="Nothing was saved" trouble={trouble} />}
            {showsProblems && !isRight ? (
              <div role="alert">
                <SectionMessage appearance="error" title="Something is missing">
                  <p>{Object.values(problems).join(" ")}</p>
                </SectionMessage>
              </div>
            ) : null}
          </>
        )}
      </ModalBody>
      <ModalFooter>
        {known === null || initiative === null ? null : (
          <div className="footer-left">
            <Button
              appearance="subtle"
              onClick={() =>
                setKnown({
                  ...known,
                  definition: { ...known.definition, isArchived: !known.definition.isArchived },
                })
              }
            >
              {known.definition.isArchived ? "Bring back on saving" : "Archive on saving"}
            </Button>
          </div>
        )}
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button
          appearance="primary"
          isDisabled={known === null}
          isLoading={isSaving}
          onClick={() => void save()}
        >
          {initiative === null ? "Create initiative" : "Save"}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
