import {
  Button,
  ErrorMessage,
  Form,
  HelperMessage,
  Label,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  Select,
  Stack,
  TextArea,
} from "@forge/react";
import { useState } from "react";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { Saved } from "../../functions/rpc.ts";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { fieldsOf } from "../scoring/fields.ts";
import { inputText, selected } from "../plain-events.ts";

/** An engineer's doubt: which input is wrong, and why. It asks for a new score and changes none. */
export function RescoreModal(properties: {
  framework: FrameworkId;
  settings: ScoringSettings;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  onClose: () => void;
}) {
  const { framework, settings, onSave, onSaved, onClose } = properties;
  const options = fieldsOf(framework, settings).map(({ key, label }) => ({ value: key, label }));
  const effort = options.find(({ value }) => value === "effort") ?? options[0];
  const [input, setInput] = useState(effort?.value ?? "");
  const [sentence, setSentence] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [saving, setSaving] = useState(false);
  const [request] = useState(newId);

  const save = async () => {
    setIsMissing(sentence.trim() === "");
    if (sentence.trim() === "") return;
    setSaving(true);
    const write = { request, why: null, issue: onThisIssue, framework, input, sentence };
    onSaved(await onSave([{ kind: "rescore", ...write }]));
    onClose();
  };

  return (
    <Modal onClose={onClose} width="small">
      <Form onSubmit={save}>
        <ModalHeader>
          <ModalTitle>What is wrong with this score?</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Stack space="space.150">
            <Stack space="space.0">
              <Label labelFor="rescore-input">Which input</Label>
              <Select
                inputId="rescore-input"
                options={options}
                {...(effort === undefined ? {} : { defaultValue: effort })}
                onChange={(option) => setInput(String(selected(option) ?? ""))}
              />
            </Stack>
            <Stack space="space.0">
              <Label labelFor="rescore-sentence">What you know that the score does not</Label>
              <TextArea
                id="rescore-sentence"
                name="sentence"
                minimumRows={3}
                maxLength={500}
                isInvalid={isMissing}
                onChange={(event) => setSentence(inputText(event))}
              />
              {isMissing ? <ErrorMessage>Say in a sentence what is wrong.</ErrorMessage> : null}
              <HelperMessage>Everybody who opens the issue sees it, until it is scored again.</HelperMessage>
            </Stack>
          </Stack>
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <LoadingButton appearance="primary" type="submit" isLoading={saving}>
            Ask for a new score
          </LoadingButton>
        </ModalFooter>
      </Form>
    </Modal>
  );
}
