import { Form, Heading, Inline, Label, LoadingButton, Select, Stack, Text, Textfield } from "@forge/react";
import { useState } from "react";
import type { ScoringContext } from "#shared/contract/scoring/context.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { OutcomeSummary } from "#shared/contract/worth.ts";
import type { Saved } from "../../functions/rpc.ts";
import { SavedMessage } from "../issue/saved-message.tsx";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { inputText, selectedAll } from "../plain-events.ts";
import { metricWords } from "../words.ts";

/** The outcomes that the issue serves, each with what it is expected to bring. */
export function OutcomesTab(properties: {
  context: ScoringContext | null;
  outcomes: readonly OutcomeSummary[];
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { context, outcomes, onSave } = properties;
  const [chosen, setChosen] = useState(context?.served.outcomes ?? []);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  if (context === null) return <Text>The outcomes come back with Throughline.</Text>;
  const { outcomesThereAre, served } = context;
  if (outcomesThereAre.length === 0) {
    return <Text color="color.text.subtle">There is no outcome yet that an issue could serve.</Text>;
  }
  const options = outcomesThereAre.map(({ id, title }) => ({ value: id, label: title }));
  const isChosen = (id: string) => chosen.some((each) => each.id === id);

  const save = async () => {
    setSaving(true);
    const write = { request: newId(), why: null, issue: onThisIssue, outcomes: [...chosen] };
    setSaved(await onSave([{ kind: "outcomes", ...write, basedOn: served.revision }]));
    setSaving(false);
  };

  return (
    <Form onSubmit={save}>
      <Stack space="space.200">
        <SavedMessage saved={saved} onClose={() => setSaved(null)} />
        <Stack space="space.0">
          <Label labelFor="outcomes">Outcomes this issue serves</Label>
          <Select
            inputId="outcomes"
            isMulti
            options={options}
            defaultValue={options.filter(({ value }) => isChosen(value))}
            onChange={(picked) => {
              const ids = selectedAll(picked).map(String);
              setChosen((before) =>
                ids.map((id) => before.find((each) => each.id === id) ?? { id, contribution: null }),
              );
            }}
          />
        </Stack>
        {chosen.map(({ id, contribution }) => {
          const outcome = outcomesThereAre.find((each) => each.id === id);
          const summary = outcomes.find((each) => each.id === id);
          return (
            <Stack key={id} space="space.050">
              <Heading size="xxsmall" as="h3">
                {outcome?.title ?? id}
              </Heading>
              {summary === undefined ? null : (
                <Text size="small" color="color.text.subtle">
                  {metricWords(summary)}
                </Text>
              )}
              <Label labelFor={`contribution-${id}`}>
                {`Expected contribution${outcome?.unit ? ` in ${outcome.unit}` : ""}`}
              </Label>
              <Textfield
                id={`contribution-${id}`}
                type="number"
                {...(contribution === null ? {} : { defaultValue: contribution })}
                onChange={(event) => {
                  const text = inputText(event);
                  const amount = text === "" ? null : Number(text);
                  setChosen((before) =>
                    before.map((each) => (each.id === id ? { id, contribution: amount } : each)),
                  );
                }}
              />
            </Stack>
          );
        })}
        {saved?.kind === "answer" ? <Text>Saved.</Text> : null}
        {saved?.kind === "kept" ? <Text>{`${saved.message} ${saved.advice}`}</Text> : null}
        <Inline alignInline="end">
          <LoadingButton type="submit" appearance="primary" isLoading={saving}>
            Save outcomes
          </LoadingButton>
        </Inline>
      </Stack>
    </Form>
  );
}
