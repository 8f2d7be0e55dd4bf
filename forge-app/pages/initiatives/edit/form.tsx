import Textarea from "@atlaskit/textarea";
import Textfield from "@atlaskit/textfield";
import type { InitiativeDefinition } from "#shared/contract/initiatives/definition.ts";
import { Choice, optionsOf } from "../../components/choice.tsx";
import { Field } from "./field.tsx";
import { OutcomesPart } from "./outcomes-part.tsx";
import { OwnerPart } from "./owner-part.tsx";
import { SourcesPart } from "./sources-part.tsx";

const CADENCES = { "7": "Every week", "14": "Every two weeks", "30": "Every month" } as const;
const TITLES = {
  none: "No titles: counts and keys alone",
  all: "All titles, but those of private teams",
  chosen: "The chosen titles",
} as const;

export function Form(properties: {
  definition: InitiativeDefinition;
  problems: Readonly<Partial<Record<string, string>>>;
  onChange: (part: Partial<InitiativeDefinition>) => void;
}) {
  const { definition, problems, onChange } = properties;
  const { name, description, url, startsOn, targetOn, cadenceDays, publishing, titles } = definition;
  const dayOrNull = (value: string) => (value === "" ? null : value);
  const cadence = String(cadenceDays);
  return (
    <div className="edit-form">
      <Field label="Name" id="name" problem={problems["name"] ?? null}>
        <Textfield
          id="name"
          autoFocus
          maxLength={200}
          value={name}
          isInvalid={problems["name"] !== undefined}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
        />
      </Field>
      <Field label="What it is about (may stay empty)" id="description">
        <Textarea
          id="description"
          minimumRows={2}
          value={description}
          onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
        />
      </Field>
      <div className="fields">
        <OwnerPart owner={definition.owner} onChange={(owner) => onChange({ owner })} />
        <Field label="Start" id="starts-on">
          <Textfield
            id="starts-on"
            type="date"
            isCompact
            value={startsOn ?? ""}
            onChange={({ currentTarget }) => onChange({ startsOn: dayOrNull(currentTarget.value) })}
          />
        </Field>
        <Field label="Target" id="target-on" problem={problems["targetOn"] ?? null}>
          <Textfield
            id="target-on"
            type="date"
            isCompact
            value={targetOn ?? ""}
            isInvalid={problems["targetOn"] !== undefined}
            onChange={({ currentTarget }) => onChange({ targetOn: dayOrNull(currentTarget.value) })}
          />
        </Field>
        <Choice
          isNamed
          label="A person says how it goes"
          value={cadence}
          options={[
            ...optionsOf(CADENCES),
            ...(cadence in CADENCES ? [] : [{ value: cadence, label: `Every ${cadence} days` }]),
          ]}
          onChange={(days) => onChange({ cadenceDays: Number(days) })}
        />
      </div>
      <SourcesPart
        sources={definition.sources}
        problem={problems["sources"] ?? null}
        onChange={(sources) => onChange({ sources })}
      />
      <OutcomesPart chosen={definition.outcomes} onChange={(outcomes) => onChange({ outcomes })} />
      <fieldset>
        <legend>Published back to the trackers</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={publishing.linear}
            onChange={({ currentTarget }) =>
              onChange({ publishing: { ...publishing, linear: currentTarget.checked } })
            }
          />
          Post updates on its Linear initiatives and projects, when something worth saying changed
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={publishing.jira}
            onChange={({ currentTarget }) =>
              onChange({ publishing: { ...publishing, jira: currentTarget.checked } })
            }
          />
          Write progress, health and forecast onto its Jira parents
        </label>
      </fieldset>
      <div className="fields">
        <Choice
          isNamed
          label="Readable outside Jira and on share links"
          value={titles.kind}
          options={optionsOf(TITLES).filter(({ value }) => value !== "chosen" || titles.kind === "chosen")}
          onChange={(kind) => onChange({ titles: kind === "chosen" ? { kind, items: [] } : { kind } })}
        />
        <Field label="A page about it elsewhere (may stay empty)" id="url" problem={problems["url"] ?? null}>
          <Textfield
            id="url"
            type="url"
            isCompact
            value={url ?? ""}
            isInvalid={problems["url"] !== undefined}
            onChange={({ currentTarget }) =>
              onChange({ url: currentTarget.value === "" ? null : currentTarget.value })
            }
          />
        </Field>
      </div>
    </div>
  );
}
