import { AsyncSelect } from "@atlaskit/select";
import { useId } from "react";
import type { Owner } from "#shared/contract/initiatives/definition.ts";
import { useBackend } from "../../backend.ts";
import { useAsked } from "../../components/use-asked.ts";

interface Person {
  readonly label: string;
  readonly value: string;
  readonly owner: Owner;
}

/** Who answers for it: inside Jira anybody whom Jira finds, and everywhere whoever owns an initiative already. */
export function OwnerPart({
  owner,
  onChange,
}: {
  owner: Owner | null;
  onChange: (owner: Owner | null) => void;
}) {
  const { place } = useBackend();
  const id = useId();
  const list = useAsked("initiatives.list", {});
  const known = new Map(
    [owner, ...(list.answer?.rows.map((row) => row.owner) ?? [])].flatMap((each) =>
      each === null ? [] : [[each.id, personOf(each)] as const],
    ),
  );
  const find = async (typed: string): Promise<Person[]> => {
    const here = [...known.values()].filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
    if (place.kind === "outside" || typed.trim() === "") return here;
    const found = await place.jira.people(typed).catch(() => []);
    const others = found.filter((person) => !known.has(person.id));
    return [...here, ...others.map((person) => personOf({ side: "jira", ...person }))];
  };
  return (
    <div className="field">
      <label htmlFor={id}>Owner</label>
      <AsyncSelect<Person>
        inputId={id}
        isClearable
        spacing="compact"
        cacheOptions
        defaultOptions={[...known.values()]}
        loadOptions={find}
        value={owner === null ? null : personOf(owner)}
        placeholder="Nobody yet"
        noOptionsMessage={() => (place.kind === "outside" ? "Nobody like that" : "Type a name")}
        onChange={(person) => onChange(person === null ? null : person.owner)}
        menuPosition="fixed"
      />
    </div>
  );
}

const personOf = (owner: Owner): Person => ({ label: owner.name ?? owner.id, value: owner.id, owner });
