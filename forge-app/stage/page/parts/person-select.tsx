import type { Person } from "../../views.ts";

/** In whose name edits are made on this side. */
export function PersonSelect(properties: {
  label: string;
  people: readonly Person[];
  value: Person | null;
  onChange: (person: Person | null) => void;
}) {
  const { label, people, value, onChange } = properties;
  return (
    <label className="person">
      <span>as</span>
      <select
        aria-label={label}
        value={value?.id ?? ""}
        onChange={({ target }) => onChange(people.find(({ id }) => id === target.value) ?? null)}
      >
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
