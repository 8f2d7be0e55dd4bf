import { Heading, Inline, Stack, Text } from "@forge/react";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { scoreNumber } from "../words.ts";
import type { Away } from "./use-issue-context.ts";

/** The score as it stands on the issue: all there is to show while the service is away. */
export function ScoreOnIssue({ away: { property } }: { away: Away }) {
  const framework = frameworkIdSchema.safeParse(property?.framework).data;
  if (property === null || framework === undefined) {
    return <Text color="color.text.subtle">No score stands on this issue.</Text>;
  }
  return (
    <Stack space="space.025">
      <Inline space="space.100" alignBlock="baseline">
        <Heading size="xxsmall" as="h4">
          {frameworkById(framework).name}
        </Heading>
        <Heading size="small" as="span">
          {scoreNumber(property.value)}
        </Heading>
      </Inline>
      <Text size="small" color="color.text.subtle">
        As it stands on the issue; its rank and evidence come back with Throughline.
      </Text>
    </Stack>
  );
}
