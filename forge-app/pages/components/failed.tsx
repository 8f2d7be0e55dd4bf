import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import type { Trouble } from "#forge/functions/rpc.ts";

/** What stands in a page's place when the service gave no answer: what happened, and what to do. */
export function Failed({ trouble, onRetry }: { trouble: Trouble; onRetry: () => void }) {
  const isAway = trouble.kind === "service-away";
  return (
    <SectionMessage
      appearance={isAway ? "warning" : "error"}
      title={isAway ? "Throughline is away" : "Throughline says no"}
    >
      <p>{trouble.message}</p>
      <p>{trouble.advice}</p>
      <div className="message-actions">
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </SectionMessage>
  );
}
