import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import Skeleton from "@atlaskit/skeleton";
import { useEffect, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { RollupSettings } from "#shared/contract/initiatives/definition.ts";
import { useBackend } from "../../backend.ts";
import { Choice, optionsOf } from "../../components/choice.tsx";
import { useAsked } from "../../components/use-asked.ts";
import { newId } from "../../new-id.ts";
import { NotDone } from "../not-done.tsx";

const MEASURES = { count: "Issues", points: "Points", time: "Hours" } as const;
const TEAMS = {
  count: "Count issues instead",
  shares: "Let each team weigh the same, by its own points",
} as const;

/** By which named rule, and in what, every initiative of the workspace is counted. */
export function Counting({ onSaved, onClose }: { onSaved: () => void; onClose: () => void }) {
  const { ask } = useBackend();
  const known = useAsked("rollup.settings", {});
  const [settings, setSettings] = useState<RollupSettings | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { answer } = known;
  useEffect(() => setSettings((before) => before ?? answer?.settings ?? null), [answer]);

  const save = async () => {
    if (answer === null || settings === null) return;
    setIsSaving(true);
    const reply = await ask("rollup.save-settings", { request: newId(), settings, basedOn: answer.revision });
    setIsSaving(false);
    if (reply.kind === "answer") {
      onSaved();
      onClose();
    } else setTrouble(reply);
  };
  return (
    <ModalDialog onClose={onClose} width="medium">
      <ModalHeader hasCloseButton>
        <ModalTitle>How progress is counted</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {answer === null || settings === null ? (
          known.trouble === null ? (
            <div className="loading" aria-busy="true" aria-label="Asking Throughline">
              {[0, 1, 2].map((line) => (
                <Skeleton key={line} width="100%" height="48px" isShimmering />
              ))}
            </div>
          ) : (
            <NotDone title="The settings could not be read" trouble={known.trouble} />
          )
        ) : (
          <div className="edit-form">
            <fieldset className="rules-choice">
              <legend>Rule, for every initiative</legend>
              {answer.rules.map(({ rule, name, statement }) => (
                <label key={rule}>
                  <input
                    type="radio"
                    name="rule"
                    checked={settings.rule === rule}
                    onChange={() => setSettings({ ...settings, rule })}
                  />
                  <span>
                    <strong>{name}</strong> <span className="quiet small">{statement}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            <div className="fields">
              <Choice
                isNamed
                label="Counted in"
                value={settings.measure}
                options={optionsOf(MEASURES)}
                onChange={(measure) => setSettings({ ...settings, measure })}
              />
              <Choice
                isNamed
                label="Points of several teams"
                value={settings.severalTeams}
                options={optionsOf(TEAMS)}
                onChange={(severalTeams) => setSettings({ ...settings, severalTeams })}
              />
            </div>
            <p className="quiet small">
              A cancelled issue is scope taken away, a sub-task never counts, and a mirrored pair counts once:
              in every rule.
            </p>
          </div>
        )}
        {trouble === null ? null : <NotDone title="Nothing was saved" trouble={trouble} />}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button
          appearance="primary"
          isDisabled={settings === null}
          isLoading={isSaving}
          onClick={() => void save()}
        >
          Save
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
