import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import type { Refusal } from "../state/ask.ts";

/** Something did not work: what, what to do, and a way to try again. */
export function Problem({ problem, onRetry }: { problem: Refusal; onRetry?: () => void }) {
  return (
    <SectionMessage appearance="warning" title={problem.message}>
      <p>{problem.advice}</p>
      {onRetry === undefined ? null : (
        <Button spacing="compact" onClick={onRetry}>
          Try again
        </Button>
      )}
    </SectionMessage>
  );
}
