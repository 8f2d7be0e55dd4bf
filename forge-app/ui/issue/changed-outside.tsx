import { Button, Inline, SectionMessage, Stack, Text } from "@forge/react";
import { scorePropertySchema } from "#shared/contract/score-property.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { FrameworkScore, ScoringContext } from "#shared/contract/scoring/context.ts";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { scoreNumber } from "../words.ts";

/** Somebody changed the score on the issue past Throughline: both values, and a person decides. */
export function ChangedOutside(properties: {
  property: ScoringContext["property"];
  scores: readonly FrameworkScore[];
  mayEdit: boolean;
  onPutBack: (property: ScoreProperty | null) => Promise<void>;
  onTake: (writes: readonly Write[]) => Promise<void>;
}) {
  const { property, scores, mayEdit, onPutBack, onTake } = properties;
  const { changedOutside, accepted } = property;
  if (changedOutside === null) return null;
  const found = foundScore(changedOutside.found);
  const framework = frameworkIdSchema.safeParse(found?.framework).data;
  return (
    <SectionMessage appearance="warning" title="The score on the issue was changed outside">
      <Stack space="space.100" alignInline="start">
        <Text>{changedOutside.sentence}</Text>
        <Text>{`On the issue: ${found === null ? (changedOutside.found ?? "nothing") : scoreNumber(found.value)}.`}</Text>
        <Text>{`Accepted: ${accepted === null ? "nothing" : scoreNumber(accepted.value)}. The accepted score counts.`}</Text>
        {mayEdit ? (
          <Inline space="space.050">
            <Button spacing="compact" appearance="primary" onClick={() => void onPutBack(accepted)}>
              Put back
            </Button>
            {found === null || framework === undefined ? null : (
              <Button
                spacing="compact"
                onClick={() => {
                  const revision = scores.find((each) => each.framework === framework)?.revision ?? 0;
                  void onTake([taken(found, framework, revision)]);
                }}
              >
                Take it
              </Button>
            )}
          </Inline>
        ) : null}
      </Stack>
    </SectionMessage>
  );
}

function foundScore(text: string | null): ScoreProperty | null {
  try {
    return scorePropertySchema.safeParse(JSON.parse(text ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

function taken(found: ScoreProperty, framework: FrameworkScore["framework"], basedOn: number): Write {
  return {
    kind: "scores",
    request: newId(),
    why: "Taken over from a change made outside Throughline.",
    batch: null,
    changes: [{ issue: onThisIssue, framework, inputs: found.inputs, basedOn }],
  };
}
