import Select from "@atlaskit/select";
import Textfield from "@atlaskit/textfield";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { Field } from "#shared/scoring/framework.ts";
import { inputText, readInput } from "../input-text.ts";

/** How an edit ends: where the focus goes next. */
export type Then = "stay" | "next" | "previous";

interface EditorProperties<Kind extends Field> {
  field: Kind;
  value: unknown;
  /** What was typed to begin the edit; null when it began with Enter. */
  typed: string | null;
  /** The reason when the value is refused; null when it was taken. */
  onCommit: (value: unknown, then: Then) => string | null;
  onCancel: () => void;
}

/** An input in its cell: Enter takes it, Tab takes it and goes on to the next, Escape leaves it as it was. */
export function CellEditor({ field, ...rest }: EditorProperties<Field>) {
  if (field.kind === "choice" || field.kind === "category") return <ChoiceEditor field={field} {...rest} />;
  return <TextEditor field={field} {...rest} />;
}

function TextEditor({ field, value, typed, onCommit, onCancel }: EditorProperties<Field>) {
  const [text, setText] = useState(typed ?? inputText(field, value));
  const [refusal, setRefusal] = useState<string | null>(null);
  const isOver = useRef(false);
  const refusalId = useId();

  const commit = (then: Then): boolean => {
    const read = readInput(field, text);
    const reason = read.ok ? onCommit(read.value, then) : read.why;
    isOver.current = reason === null;
    setRefusal(reason);
    return reason === null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      isOver.current = true;
      onCancel();
    } else if (event.key === "Enter") commit("stay");
    else if (event.key === "Tab") {
      event.preventDefault();
      commit(event.shiftKey ? "previous" : "next");
    }
  };
  return (
    <div className="editor">
      <Textfield
        isCompact
        autoFocus
        inputMode={field.kind === "number" ? "decimal" : "text"}
        aria-label={field.label}
        aria-describedby={refusal === null ? undefined : refusalId}
        isInvalid={refusal !== null}
        value={text}
        onFocus={({ currentTarget }) => typed === null && currentTarget.select()}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setRefusal(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // Whoever clicks elsewhere means it; what is refused is not taken.
          if (!isOver.current && !commit("stay")) onCancel();
        }}
      />
      {refusal === null ? null : (
        <p className="refusal" id={refusalId} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

interface Option {
  label: string;
  value: number | string | null;
}

function ChoiceEditor({
  field,
  value,
  typed,
  onCommit,
  onCancel,
}: EditorProperties<Extract<Field, { kind: "choice" | "category" }>>) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const then = useRef<Then>("stay");
  const options: Option[] = field.choices.map((choice) => ({
    value: choice.value,
    label: choiceText(field, choice),
  }));
  const none: Option = { value: null, label: "None" };
  return (
    <div
      className="editor"
      onKeyDownCapture={(event) => {
        if (event.key === "Tab") then.current = event.shiftKey ? "previous" : "next";
        if (event.key === "Enter") then.current = "stay";
        if (event.key === "Escape") {
          event.stopPropagation();
          onCancel();
        }
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        // The choice is taken with Tab; the focus goes where the edit leads it.
        if (event.key !== "Tab") return;
        event.preventDefault();
        if (event.shiftKey) onCancel();
      }}
    >
      <Select<Option>
        label={field.label}
        spacing="compact"
        classNamePrefix="cell-choice"
        autoFocus
        defaultMenuIsOpen
        // The version that does it by itself has yet to come.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        tabSelectsValue
        isClearable={false}
        options={value === undefined ? options : [...options, none]}
        value={options.find((option) => option.value === value) ?? null}
        defaultInputValue={typed ?? ""}
        placeholder=""
        menuPortalTarget={document.body}
        menuPlacement="auto"
        onChange={(option) =>
          option !== null && setRefusal(onCommit(option.value ?? undefined, then.current))
        }
        onBlur={onCancel}
      />
      {refusal === null ? null : (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

function choiceText(field: Field, choice: { value: number | string; label: string }): string {
  if (field.kind === "category") return choice.label;
  const amount = field.unit === "%" ? `${choice.value} %` : String(choice.value);
  return choice.label === "" ? amount : `${amount} ${choice.label}`;
}
