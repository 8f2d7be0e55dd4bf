import { Heading, HelperMessage, Inline, Label, Select, Stack, Text, Textfield, Toggle } from "@forge/react";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById, frameworks } from "#shared/scoring/registry.ts";
import { inputText, selected } from "../plain-events.ts";
import { fieldsOf, optionsOf, scaleWords } from "../scoring/fields.ts";
import { CriteriaPart } from "./criteria-part.tsx";
import { RubricsPart } from "./rubrics-part.tsx";

interface Part {
  settings: ScoringSettings;
  maySave: boolean;
  onChange: (settings: ScoringSettings) => void;
}

const RANK_BY = [
  { value: "supported", label: "The score that its evidence supports" },
  { value: "stated", label: "The score as it was stated" },
];

/** Which frameworks are in use, which comes first, in which units, and how evidence ages. */
export function FrameworksPart({ settings, maySave, onChange }: Part) {
  const inUse = settings.frameworks.map(({ id }) => ({ value: id, label: frameworkById(id).name }));
  return (
    <Stack space="space.200">
      <Heading size="small">Frameworks</Heading>
      {frameworks.map(({ id, name, formula }) => (
        <Stack key={id} space="space.100">
          <Inline space="space.100" alignBlock="center">
            <Toggle
              id={`use-${id}`}
              label={`Use ${name}`}
              isChecked={settings.frameworks.some((each) => each.id === id)}
              isDisabled={!maySave || (settings.frameworks.length === 1 && settings.primary === id)}
              onChange={() => onChange(toggled(settings, id))}
            />
            <Text weight="medium">{name}</Text>
            <Text size="small" color="color.text.subtle">
              {formula}
            </Text>
          </Inline>
          {settings.frameworks.some((each) => each.id === id) ? (
            <Own id={id} settings={settings} maySave={maySave} onChange={onChange} />
          ) : null}
        </Stack>
      ))}
      <Inline space="space.200" shouldWrap>
        <Stack space="space.0">
          <Label labelFor="primary">Shown on the issue and in Linear</Label>
          <Select
            inputId="primary"
            options={inUse}
            isDisabled={!maySave}
            value={inUse.find(({ value }) => value === settings.primary) ?? null}
            onChange={(option) => {
              const chosen = settings.frameworks.find(({ id }) => id === selected(option));
              if (chosen !== undefined) onChange({ ...settings, primary: chosen.id });
            }}
          />
        </Stack>
        <Stack space="space.0">
          <Label labelFor="rank-by">The backlog is ranked by</Label>
          <Select
            inputId="rank-by"
            options={RANK_BY}
            isDisabled={!maySave}
            value={RANK_BY.find(({ value }) => value === settings.rankBy) ?? null}
            onChange={(option) =>
              onChange({ ...settings, rankBy: selected(option) === "stated" ? "stated" : "supported" })
            }
          />
        </Stack>
        <Stack space="space.0">
          <Label labelFor="half-life">Evidence loses half its value every … days</Label>
          <Textfield
            id="half-life"
            type="number"
            isDisabled={!maySave}
            defaultValue={settings.evidenceHalfLifeDays}
            onChange={(event) => onChange({ ...settings, evidenceHalfLifeDays: Number(inputText(event)) })}
          />
        </Stack>
      </Inline>
    </Stack>
  );
}

/** Settings of one framework that are plain text or a number, with their names. */
const OWN: Partial<
  Record<FrameworkId, readonly { key: string; label: string; fallback: string | number }[]>
> = {
  rice: [
    { key: "reachUnit", label: "Reach is counted in", fallback: "users" },
    { key: "period", label: "per", fallback: "quarter" },
  ],
  "cost-of-delay": [{ key: "currency", label: "Money is counted in", fallback: "EUR" }],
  "value-effort": [{ key: "split", label: "High begins above", fallback: 5.5 }],
};

function Own({ id, settings, maySave, onChange }: Part & { id: FrameworkId }) {
  const own = settings.frameworks.find((each) => each.id === id)?.settings ?? {};
  const put = (key: string, value: unknown) =>
    onChange({
      ...settings,
      frameworks: settings.frameworks.map((each) =>
        each.id === id ? { ...each, settings: { ...each.settings, [key]: value } } : each,
      ),
    });
  return (
    <Stack space="space.100">
      <Inline space="space.100" shouldWrap>
        {(OWN[id] ?? []).map(({ key, label, fallback }) => {
          const value = own[key];
          return (
            <Stack key={key} space="space.0">
              <Label labelFor={`${id}-${key}`}>{label}</Label>
              <Textfield
                id={`${id}-${key}`}
                type={typeof fallback === "number" ? "number" : "text"}
                isDisabled={!maySave}
                defaultValue={typeof value === "string" || typeof value === "number" ? value : fallback}
                onChange={(event) => {
                  const text = inputText(event);
                  put(key, typeof fallback === "number" ? Number(text) : text);
                }}
              />
            </Stack>
          );
        })}
      </Inline>
      {id === "weighted" ? (
        <CriteriaPart own={own} maySave={maySave} onChange={(criteria) => put("criteria", criteria)} />
      ) : (
        <HelperMessage>{rubricOf(id, settings)}</HelperMessage>
      )}
      <RubricsPart
        fields={fieldsOf(id, { ...settings, frameworks: settings.frameworks.map(withoutRubrics) })}
        rubrics={settings.frameworks.find((each) => each.id === id)?.rubrics ?? {}}
        maySave={maySave}
        onChange={(rubrics) =>
          onChange({
            ...settings,
            frameworks: settings.frameworks.map((each) => (each.id === id ? { ...each, rubrics } : each)),
          })
        }
      />
    </Stack>
  );
}

const withoutRubrics = ({ rubrics: _, ...rest }: ScoringSettings["frameworks"][number]) => rest;

/** The scales as people see them when they score. */
function rubricOf(id: FrameworkId, settings: ScoringSettings): string {
  const fits = frameworkById(id).settingsProblems(
    settings.frameworks.find((each) => each.id === id)?.settings ?? {},
  );
  if (fits.length > 0) return fits.map(({ message }) => message).join(" ");
  return fieldsOf(id, settings)
    .map((field) => {
      const options = optionsOf(field).map(({ label }) => label);
      const scale = options.length === 0 ? scaleWords(field) : options.join(", ");
      return scale === "" ? field.label : `${field.label}: ${scale}`;
    })
    .join("; ");
}

/** Off and on again keeps nothing of the framework's own settings until it is saved. */
function toggled(settings: ScoringSettings, id: FrameworkId): ScoringSettings {
  const isUsed = settings.frameworks.some((each) => each.id === id);
  const used = isUsed
    ? settings.frameworks.filter((each) => each.id !== id)
    : [...settings.frameworks, { id, settings: {}, mayGive: {} }];
  const primary = used.some((each) => each.id === settings.primary)
    ? settings.primary
    : (used[0]?.id ?? settings.primary);
  return { ...settings, frameworks: used, primary };
}
