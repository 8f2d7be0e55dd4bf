import SectionMessage from "@atlaskit/section-message";
import type { Trouble } from "#forge/functions/rpc.ts";

/** What was not done, why, and what to do: beside what the person wrote, which stays. */
export function NotDone({ title, trouble }: { title: string; trouble: Trouble }) {
  return (
    <div role="alert">
      <SectionMessage appearance={trouble.kind === "service-away" ? "warning" : "error"} title={title}>
        <p>
          {trouble.message} {trouble.advice}
        </p>
      </SectionMessage>
    </div>
  );
}
