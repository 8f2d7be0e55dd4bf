import { Button, SectionMessage, Stack, Text } from "@forge/react";
import type { Trouble } from "../../functions/rpc.ts";
import { TROUBLE_TITLES } from "../words.ts";

/** What went wrong and the way out of it; what was known before stays below. */
export function TroublePart({ trouble, onRetry }: { trouble: Trouble; onRetry: () => void }) {
  return (
    <SectionMessage appearance="warning" title={TROUBLE_TITLES[trouble.kind]}>
      <Stack space="space.100" alignInline="start">
        <Text>{trouble.message}</Text>
        <Text>{trouble.advice}</Text>
        <Button spacing="compact" onClick={onRetry}>
          Try again
        </Button>
      </Stack>
    </SectionMessage>
  );
}
