import Toggle from "@atlaskit/toggle";
import { useState } from "react";
import type { AskKind } from "#shared/contract/outcomes/inbox.ts";
import type { AnswerOf } from "#shared/contract/operations.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { Choice } from "../../components/choice.tsx";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useAsked } from "../../components/use-asked.ts";
import { useWrite } from "../../components/use-write.ts";
import { issues } from "../../components/words.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { dayWords } from "../words.ts";
import { ASK_NAMES } from "./ask-names.ts";

const WHEN = [
  { value: "daily", label: "At most one message a day" },
  { value: "at once", label: "A message for each thing" },
  { value: "never", label: "No messages: I look here" },
] as const;

/** How the viewer wants to be told: how often, and of which kinds. */
export function NotificationsForm({ onClose }: { onClose: () => void }) {
  const asked = useAsked("inbox.notifications", {});
  if (asked.answer !== null) return <Form answer={asked.answer} onClose={onClose} />;
  return (
    <FormDialog
      title="Notifications"
      submit="Save"
      canSubmit={false}
      isSaving={false}
      trouble={null}
      onSubmit={() => undefined}
      onClose={onClose}
    >
      <AnsweredPart asked={asked} name="your notifications" outline={<Bars count={8} />}>
        {() => null}
      </AnsweredPart>
    </FormDialog>
  );
}

function Form({ answer, onClose }: { answer: AnswerOf<"inbox.notifications">; onClose: () => void }) {
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [when, setWhen] = useState(answer.notifications.when);
  const [without, setWithout] = useState<readonly AskKind[]>(answer.notifications.without);
  const save = async () => {
    const notifications = { when, without: [...without] };
    const request = { why: null, notifications, basedOn: answer.revision };
    if ((await write("inbox.save-notifications", request)) === null) return;
    saved("Your notifications are saved.");
    onClose();
  };
  const { lastSent } = answer;
  return (
    <FormDialog
      title="Notifications"
      submit="Save"
      canSubmit
      isSaving={isSaving}
      trouble={trouble}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Choice isNamed label="How often" value={when} options={WHEN} onChange={setWhen} />
      <fieldset className="field-group" disabled={when === "never"}>
        <legend>Tell me of</legend>
        {(Object.keys(ASK_NAMES) as readonly AskKind[]).map((kind) => (
          <Switch
            key={kind}
            id={`tell-${kind.replaceAll(" ", "-")}`}
            label={ASK_NAMES[kind]}
            isOn={!without.includes(kind)}
            onChange={(isOn) =>
              setWithout(isOn ? without.filter((each) => each !== kind) : [...without, kind])
            }
          />
        ))}
      </fieldset>
      <p className="quiet">
        Messages come through Jira, and never the same twice.{" "}
        {lastSent === null
          ? "None was sent yet."
          : `The last one, about ${issues(lastSent.count)}, was sent on ${dayWords(lastSent.on)}.`}
      </p>
    </FormDialog>
  );
}

function Switch(properties: { id: string; label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { id, label, isOn, onChange } = properties;
  return (
    <div className="switch">
      <label htmlFor={id}>{label}</label>
      <Toggle id={id} isChecked={isOn} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    </div>
  );
}
