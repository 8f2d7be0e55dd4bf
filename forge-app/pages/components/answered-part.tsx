import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import type { ReactNode } from "react";
import { Failed } from "./failed.tsx";
import type { Asked } from "./use-asked.ts";

/** A part of a page that lives on one answer: its outline while it comes, why there is none, or the answer, fresh or kept. */
export function AnsweredPart<Answer>(properties: {
  asked: Asked<Answer>;
  /** As high as what comes, so that nothing jumps. */
  outline: ReactNode;
  /** What is being waited for. */
  name: string;
  children: (answer: Answer) => ReactNode;
}) {
  const { asked, outline, name, children } = properties;
  const { answer, trouble, isAsking, again } = asked;
  if (answer === null) {
    if (trouble !== null && !isAsking) return <Failed trouble={trouble} onRetry={again} />;
    return (
      <div className="outline" role="status" aria-busy="true" aria-label={`Asking Throughline for ${name}`}>
        {outline}
      </div>
    );
  }
  return (
    <>
      {trouble === null ? null : (
        <SectionMessage appearance="warning" title="This is what was known before">
          <p>
            {trouble.message} {trouble.advice}
          </p>
          <div className="message-actions">
            <Button spacing="compact" isLoading={isAsking} onClick={again}>
              Load again
            </Button>
          </div>
        </SectionMessage>
      )}
      {children(answer)}
    </>
  );
}
