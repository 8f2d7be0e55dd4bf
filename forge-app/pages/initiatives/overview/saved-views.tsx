import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import Textfield from "@atlaskit/textfield";
import { useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { SavedView } from "#shared/contract/initiatives/definition.ts";
import { useBackend } from "../../backend.ts";
import { newId } from "../../new-id.ts";
import { Field } from "../edit/field.tsx";
import { NotDone } from "../not-done.tsx";
import { firstLooks, isLike } from "./filters.ts";
import type { Looks } from "./filters.ts";

/** Ways to look at the overview that somebody kept for an audience. */
export function SavedViews(properties: {
  views: readonly SavedView[];
  looks: Looks;
  onLooks: (looks: Looks) => void;
  onSaved: () => void;
}) {
  const { views, looks, onLooks, onSaved } = properties;
  const { ask } = useBackend();
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const chosen = views.find((view) => isLike(looks, view));
  const isFirst = isLike(looks, firstLooks);

  const remove = async (view: SavedView) => {
    const reply = await ask("initiatives.remove-view", { request: newId(), view: view.id });
    setTrouble(reply.kind === "answer" ? null : reply);
    if (reply.kind === "answer") onSaved();
  };
  return (
    <div className="saved-views">
      <div role="group" aria-label="Saved views">
        <button type="button" aria-pressed={isFirst} onClick={() => onLooks(firstLooks)}>
          Everything
        </button>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            aria-pressed={chosen?.id === view.id}
            onClick={() => onLooks({ layout: view.layout, sort: view.sort, filter: view.filter })}
          >
            {view.name}
            {view.audience === "" ? null : <span className="quiet small"> for {view.audience}</span>}
          </button>
        ))}
      </div>
      {chosen === undefined ? (
        isFirst ? null : (
          <Button appearance="subtle" spacing="compact" onClick={() => setIsSaving(true)}>
            Save this view
          </Button>
        )
      ) : (
        <Button appearance="subtle" spacing="compact" onClick={() => void remove(chosen)}>
          Remove “{chosen.name}”
        </Button>
      )}
      {trouble === null ? null : <NotDone title="The view was not removed" trouble={trouble} />}
      {isSaving ? <SaveView looks={looks} onSaved={onSaved} onClose={() => setIsSaving(false)} /> : null}
    </div>
  );
}

function SaveView({ looks, onSaved, onClose }: { looks: Looks; onSaved: () => void; onClose: () => void }) {
  const { ask } = useBackend();
  const [name, setName] = useState("");
  const [audience, setAudience] = useState("");
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const save = async () => {
    setIsSaving(true);
    const { layout, sort, filter } = looks;
    const view = { id: newId(), name, audience, layout, sort, filter };
    const reply = await ask("initiatives.save-view", { request: newId(), view });
    setIsSaving(false);
    if (reply.kind === "answer") {
      onSaved();
      onClose();
    } else setTrouble(reply);
  };
  return (
    <ModalDialog onClose={onClose} width="small">
      <ModalHeader hasCloseButton>
        <ModalTitle>Save this view</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p className="quiet">
          Layout, order and filters are kept; everybody who sees the overview can choose it.
        </p>
        <Field label="Name" id="view-name">
          <Textfield
            id="view-name"
            maxLength={80}
            autoFocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </Field>
        <Field label="For whom (a board, a team; may stay empty)" id="view-audience">
          <Textfield
            id="view-audience"
            maxLength={80}
            value={audience}
            onChange={({ currentTarget }) => setAudience(currentTarget.value)}
          />
        </Field>
        {trouble === null ? null : <NotDone title="The view was not saved" trouble={trouble} />}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button
          appearance="primary"
          isDisabled={name.trim() === ""}
          isLoading={isSaving}
          onClick={() => void save()}
        >
          Save view
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
