import { Button, Inline, Label, Stack, Textfield } from "@forge/react";
import { useState } from "react";
import type { Field } from "#shared/scoring/framework.ts";
import { inputText } from "../plain-events.ts";

/** What each input means in this company: read by whoever gives it, in the place of our own words. */
export function RubricsPart(properties: {
  fields: readonly Field[];
  rubrics: Readonly<Record<string, string>>;
  maySave: boolean;
  onChange: (rubrics: Record<string, string>) => void;
}) {
  const { fields, rubrics, maySave, onChange } = properties;
  const [isOpen, setIsOpen] = useState(false);
  const own = fields.filter(({ key }) => (rubrics[key] ?? "") !== "").length;
  if (!isOpen) {
    return (
      <Inline>
        <Button appearance="subtle" spacing="compact" onClick={() => setIsOpen(true)}>
          {own === 0 ? "Explain the inputs in your own words" : `Rubrics in your own words: ${own}`}
        </Button>
      </Inline>
    );
  }
  return (
    <Stack space="space.100">
      {fields.map(({ key, label, help }) => (
        <Stack key={key} space="space.0">
          <Label labelFor={`rubric-${key}`}>{`What ${label.toLowerCase()} means here`}</Label>
          <Textfield
            id={`rubric-${key}`}
            isCompact
            isDisabled={!maySave}
            placeholder={help}
            defaultValue={rubrics[key] ?? ""}
            onChange={(event) => {
              const { [key]: _, ...others } = rubrics;
              const text = inputText(event).trim();
              onChange(text === "" ? others : { ...others, [key]: text });
            }}
          />
        </Stack>
      ))}
    </Stack>
  );
}
