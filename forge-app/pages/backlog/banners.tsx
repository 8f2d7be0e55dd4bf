import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { Unsaved } from "./backlog-state.ts";
import { momentText } from "../components/words.ts";

/** What happened that the reader can still do something about. */
export interface Happened {
  /** Done as asked; something to know, as a change that waits or one by somebody else; or not done at all. */
  readonly tone: "done" | "news" | "failed";
  readonly sentence: string;
  /** The batch that can be undone as a whole. */
  readonly batch: string | null;
}

export function Banners(properties: {
  /** The last question had no answer; the rows are of this moment. */
  stale: { trouble: Trouble; since: number } | null;
  unsaved: readonly Unsaved[];
  happened: Happened | null;
  onReload: () => void;
  onRetry: (unsaved: Unsaved) => void;
  onDrop: (unsaved: Unsaved) => void;
  onUndo: (batch: string) => void;
  onDismiss: () => void;
}) {
  const { stale, unsaved, happened, onReload, onRetry, onDrop, onUndo, onDismiss } = properties;
  return (
    <div className="banners" aria-live="polite">
      {stale === null ? null : (
        <SectionMessage appearance="warning" title={`As of ${momentText(stale.since)}`}>
          <p>
            {stale.trouble.message} {stale.trouble.advice}
          </p>
          <div className="message-actions">
            <Button spacing="compact" onClick={onReload}>
              Load again
            </Button>
          </div>
        </SectionMessage>
      )}
      {unsaved.slice(0, 3).map((each) => (
        <SectionMessage key={each.id} appearance="error" title={`Not saved: ${each.what}`}>
          <p>
            {each.message} {each.advice}
          </p>
          <div className="message-actions">
            <Button spacing="compact" onClick={() => onRetry(each)}>
              Try again
            </Button>
            <Button spacing="compact" appearance="subtle" onClick={() => onDrop(each)}>
              Drop it
            </Button>
          </div>
        </SectionMessage>
      ))}
      {happened === null ? null : (
        <div className={`happened ${happened.tone}`} role="status">
          <span>{happened.sentence}</span>
          {happened.batch === null ? null : (
            <Button spacing="compact" onClick={() => happened.batch !== null && onUndo(happened.batch)}>
              Undo all of it
            </Button>
          )}
          <Button spacing="compact" appearance="subtle" onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
      )}
    </div>
  );
}
