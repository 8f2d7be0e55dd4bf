import Select from "@atlaskit/select";

interface Option<Value extends string = string> {
  label: string;
  value: Value;
}

/** A small choice out of a list, named for those who do not see where it stands. */
export function Choice<Value extends string>(properties: {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  onOpen?: () => void;
  isDisabled?: boolean;
  /** The label stands above it. */
  isNamed?: boolean;
}) {
  const { label, value, options, onChange, onOpen, isDisabled = false, isNamed = false } = properties;
  return (
    <div className="choice">
      {isNamed ? (
        <span className="choice-name" aria-hidden="true">
          {label}
        </span>
      ) : null}
      <Select<Option<Value>>
        label={label}
        spacing="compact"
        isSearchable={options.length > 8}
        isDisabled={isDisabled}
        options={options}
        value={options.find((option) => option.value === value) ?? null}
        onChange={(option) => option !== null && onChange(option.value)}
        {...(onOpen === undefined ? {} : { onMenuOpen: onOpen })}
        menuPosition="fixed"
      />
    </div>
  );
}

export function optionsOf<Value extends string>(labels: Readonly<Record<Value, string>>): Option<Value>[] {
  return Object.entries<string>(labels).map(([value, label]) => ({ value: value as Value, label }));
}
