import Textfield from "@atlaskit/textfield";
import TextArea from "@atlaskit/textarea";
import { useId } from "react";
import type { ReactNode } from "react";

interface Labelled {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Beneath the field: what it is for, or with `isWrong` why it cannot be taken. */
  note?: string | undefined;
  isWrong?: boolean | undefined;
  placeholder?: string | undefined;
  maxLength?: number | undefined;
}

/** A field of text under its name. `unit` stands at its end. */
export function TextInput(
  properties: Labelled & {
    type?: "text" | "date";
    unit?: string | undefined;
    min?: string | undefined;
    max?: string | undefined;
    isNumber?: boolean;
    autoFocus?: boolean;
  },
) {
  const { label, value, onChange, note, isWrong = false, placeholder, maxLength } = properties;
  const { type = "text", unit, min, max, isNumber = false, autoFocus = false } = properties;
  const id = useId();
  return (
    <div className="labelled">
      <label className="choice-name" htmlFor={id}>
        {label}
      </label>
      <Textfield
        id={id}
        isCompact
        type={type}
        autoComplete="off"
        autoFocus={autoFocus}
        value={value}
        {...given({ placeholder, maxLength, min, max })}
        {...(isNumber ? { inputMode: "decimal" as const } : {})}
        isInvalid={isWrong}
        {...(note === undefined ? {} : { "aria-describedby": `${id}-note` })}
        elemAfterInput={unit === undefined || unit === "" ? undefined : <span className="unit">{unit}</span>}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Note id={`${id}-note`} note={note} isWrong={isWrong} />
    </div>
  );
}

/** Several lines of text under their name. */
export function LongTextInput(properties: Labelled & { autoFocus?: boolean }) {
  const { label, value, onChange, note, isWrong = false, placeholder, maxLength } = properties;
  const id = useId();
  return (
    <div className="labelled">
      <label className="choice-name" htmlFor={id}>
        {label}
      </label>
      <TextArea
        id={id}
        isCompact
        minimumRows={2}
        maxHeight="12em"
        value={value}
        {...given({ placeholder, maxLength })}
        isInvalid={isWrong}
        {...(note === undefined ? {} : { "aria-describedby": `${id}-note` })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Note id={`${id}-note`} note={note} isWrong={isWrong} />
    </div>
  );
}

/** Properties without those that are left out. */
function given<Value>(properties: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const there = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries(there);
}

function Note({ id, note, isWrong }: { id: string; note: ReactNode; isWrong: boolean }) {
  if (note === undefined) return null;
  return (
    <p id={id} className={isWrong ? "note trouble" : "note"}>
      {note}
    </p>
  );
}
