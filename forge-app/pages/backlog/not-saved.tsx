import SectionMessage from "@atlaskit/section-message";

/** Why nothing of a batch was saved, and what to do. */
export function NotSaved({
  title,
  failure: { message, advice },
}: {
  title: string;
  failure: { message: string; advice: string };
}) {
  return (
    <SectionMessage appearance="error" title={title}>
      <p>
        {message} {advice}
      </p>
    </SectionMessage>
  );
}
