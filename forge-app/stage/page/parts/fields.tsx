import Select, { CreatableSelect } from "@atlaskit/select";
import Textfield from "@atlaskit/textfield";
import { useEffect, useId, useState } from "react";
import type { FocusEvent, KeyboardEvent } from "react";
import { FieldShell } from "./field-shell.tsx";
import type { FieldState } from "./field-shell.tsx";

interface Editable<Value> extends FieldState {
  name: string;
  value: Value;
  /** Resolves to false when the edit was refused. */
  onChange: (value: Value) => Promise<boolean> | false;
}

interface Option {
  value: string;
  label: string;
}

/**
 * A typed value: sent on Enter and when the field is left, put back by Escape or a refusal. What arrives from
 * the tracker is shown at once, unless somebody is typing.
 */
function useDraft(value: string, submit: (draft: string) => Promise<boolean> | false) {
  const [draft, setDraft] = useState(value);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setDraft(value);
  }, [value, typing]);

  const commit = async (next: string) => {
    setTyping(false);
    if (next === value) return;
    if (!(await submit(next))) setDraft(value);
  };
  return {
    draft,
    type: (next: string) => {
      setTyping(true);
      setDraft(next);
    },
    commit: (next: string) => void commit(next),
    onBlur: (event: FocusEvent<HTMLInputElement>) => void commit(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === "Enter") void commit(event.currentTarget.value);
      if (event.key === "Escape") {
        setTyping(false);
        setDraft(value);
      }
    },
  };
}

export function TextField({ value, onChange, ...state }: Editable<string>) {
  const id = useId();
  const { draft, type, onBlur, onKeyDown } = useDraft(value, (next) => onChange(next));
  return (
    <FieldShell {...state} id={id} wide>
      <Textfield
        id={id}
        className="title-input"
        value={draft}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
    </FieldShell>
  );
}

export function NumberField({ value, onChange, ...state }: Editable<number | null>) {
  const id = useId();
  const { draft, type, onBlur, onKeyDown } = useDraft(value === null ? "" : String(value), (next) =>
    onChange(next.trim() === "" ? null : Number(next)),
  );
  return (
    <FieldShell {...state} id={id}>
      <Textfield
        id={id}
        type="number"
        min={0}
        step="any"
        isCompact
        placeholder="None"
        value={draft}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
    </FieldShell>
  );
}

export function DateField({ value, onChange, ...state }: Editable<string | null>) {
  const id = useId();
  const { draft, type, commit, onBlur, onKeyDown } = useDraft(value ?? "", (next) =>
    onChange(next === "" ? null : next),
  );
  return (
    <FieldShell {...state} id={id}>
      <Textfield
        id={id}
        type="date"
        isCompact
        value={draft}
        onChange={({ currentTarget }) => {
          type(currentTarget.value);
          // While the year is being typed it is an early one.
          if (currentTarget.value >= "2000-01-01") commit(currentTarget.value);
        }}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
    </FieldShell>
  );
}

export function ChoiceField(
  properties: Editable<string | null> & {
    options: readonly Option[];
    /** The word for no value; absent when there always is one. */
    empty?: string;
    dot?: string;
  },
) {
  const { value, onChange, options, empty, dot, ...state } = properties;
  const id = useId();
  const known = options.find((option) => option.value === value);
  const shown = known ?? (value === null ? null : { value, label: value });
  return (
    <FieldShell {...state} id={id}>
      <div className={dot === undefined ? undefined : `dotted ${dot}`}>
        <Select<Option>
          inputId={id}
          spacing="compact"
          menuPosition="fixed"
          value={shown}
          options={options}
          isClearable={empty !== undefined}
          placeholder={empty ?? "Choose"}
          onChange={(option) => void onChange(option?.value ?? null)}
        />
      </div>
    </FieldShell>
  );
}

export function LabelsField(properties: Editable<readonly string[]> & { options: readonly string[] }) {
  const { value, onChange, options, ...state } = properties;
  const id = useId();
  const asOption = (label: string): Option => ({ value: label, label });
  return (
    <FieldShell {...state} id={id}>
      <CreatableSelect<Option, true>
        inputId={id}
        isMulti
        spacing="compact"
        menuPosition="fixed"
        placeholder="None"
        value={value.map(asOption)}
        options={options.map(asOption)}
        formatCreateLabel={(label) => `Create “${label}”`}
        onChange={(chosen) => void onChange(chosen.map((option) => option.value))}
      />
    </FieldShell>
  );
}
