import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import type { FormEvent, ReactNode } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import "./form-dialog.css";

/** A form over the page: Enter sends it, Escape leaves it, and what was not taken stays with the reason. */
export function FormDialog(properties: {
  title: string;
  /** What the button does: "Freeze this bet". */
  submit: string;
  canSubmit: boolean;
  isSaving: boolean;
  trouble: Trouble | null;
  width?: "medium" | "large";
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const {
    title,
    submit,
    canSubmit,
    isSaving,
    trouble,
    width = "medium",
    onSubmit,
    onClose,
    children,
  } = properties;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit && !isSaving) onSubmit();
  };
  return (
    <ModalDialog onClose={onClose} width={width} shouldScrollInViewport>
      <form className="dialog-form" onSubmit={send} noValidate>
        <ModalHeader hasCloseButton>
          <ModalTitle>{title}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <div className="fields">{children}</div>
          {trouble === null ? null : (
            <SectionMessage appearance="error" title="Not saved">
              <p>
                {trouble.message} {trouble.advice}
              </p>
            </SectionMessage>
          )}
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button appearance="primary" type="submit" isDisabled={!canSubmit} isLoading={isSaving}>
            {submit}
          </Button>
        </ModalFooter>
      </form>
    </ModalDialog>
  );
}
