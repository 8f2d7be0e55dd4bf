import { Button, Inline, Label, Select, Stack, Textfield } from "@forge/react";
import { z } from "zod";
import { weighted } from "#shared/scoring/weighted.ts";
import { newId } from "../new-id.ts";
import { inputText, selected } from "../plain-events.ts";

/** As they are being edited; the framework's own schema says what is wrong with them when they are saved. */
const criterionSchema = z.object({
  key: z.string(),
  label: z.string(),
  weight: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  better: z.enum(["higher", "lower"]).default("higher"),
});
type Criterion = z.output<typeof criterionSchema>;

const NUMBERS = [
  { key: "weight", label: "Weight" },
  { key: "minimum", label: "From" },
  { key: "maximum", label: "To" },
] as const;
const BETTER = [
  { value: "higher", label: "More is better" },
  { value: "lower", label: "Less is better" },
];

/** A company's own criteria with their weights and scales. */
export function CriteriaPart(properties: {
  own: Readonly<Record<string, unknown>>;
  maySave: boolean;
  onChange: (criteria: readonly Criterion[]) => void;
}) {
  const { own, maySave, onChange } = properties;
  const criteria =
    z.array(criterionSchema).safeParse(own["criteria"]).data ?? weighted.settings.parse({}).criteria;
  const put = (key: string, change: Partial<Criterion>) =>
    onChange(criteria.map((each) => (each.key === key ? { ...each, ...change } : each)));
  return (
    <Stack space="space.100">
      {criteria.map((criterion) => (
        <Inline key={criterion.key} space="space.100" alignBlock="end" shouldWrap>
          <Stack space="space.0">
            <Label labelFor={`${criterion.key}-label`}>Criterion</Label>
            <Textfield
              id={`${criterion.key}-label`}
              isCompact
              isDisabled={!maySave}
              defaultValue={criterion.label}
              onChange={(event) => put(criterion.key, { label: inputText(event) })}
            />
          </Stack>
          {NUMBERS.map(({ key, label }) => (
            <Stack key={key} space="space.0">
              <Label labelFor={`${criterion.key}-${key}`}>{label}</Label>
              <Textfield
                id={`${criterion.key}-${key}`}
                type="number"
                isCompact
                isDisabled={!maySave}
                defaultValue={criterion[key]}
                onChange={(event) => put(criterion.key, { [key]: Number(inputText(event)) })}
              />
            </Stack>
          ))}
          <Stack space="space.0">
            <Label labelFor={`${criterion.key}-better`}>Direction</Label>
            <Select
              inputId={`${criterion.key}-better`}
              spacing="compact"
              isDisabled={!maySave}
              options={BETTER}
              defaultValue={BETTER.find(({ value }) => value === criterion.better) ?? null}
              onChange={(option) =>
                put(criterion.key, { better: selected(option) === "lower" ? "lower" : "higher" })
              }
            />
          </Stack>
          <Button
            appearance="subtle"
            isDisabled={!maySave || criteria.length === 1}
            onClick={() => onChange(criteria.filter(({ key }) => key !== criterion.key))}
          >
            Remove
          </Button>
        </Inline>
      ))}
      <Inline>
        <Button
          spacing="compact"
          isDisabled={!maySave}
          onClick={() => {
            const fresh = { label: "New criterion", weight: 1, minimum: 0, maximum: 10 };
            onChange([...criteria, { key: newId(), ...fresh, better: "higher" }]);
          }}
        >
          Add a criterion
        </Button>
      </Inline>
    </Stack>
  );
}
