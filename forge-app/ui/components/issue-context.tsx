import { Inline, Spinner, Stack, Text } from "@forge/react";
import { useIssueContext } from "../use-issue-context.ts";
import type { IssueContextBackend } from "../use-issue-context.ts";
import { MirrorPart } from "./mirror-part.tsx";
import { TroublePart } from "./trouble-part.tsx";
import { WorthPart } from "./worth-part.tsx";

/** Every issue's right-hand column: is it the same in Linear, and why does it matter. */
export function IssueContext({ backend }: { backend: IssueContextBackend }) {
  const { context, trouble, looking, lookAgain, retry } = useIssueContext(backend);
  if (context === null && trouble === null) {
    return (
      <Inline space="space.100" alignBlock="center">
        <Spinner size="small" label="Asking Throughline" />
        <Text color="color.text.subtle">Asking Throughline…</Text>
      </Inline>
    );
  }
  return (
    <Stack space="space.200">
      {trouble === null ? null : <TroublePart trouble={trouble} onRetry={retry} />}
      {context === null ? null : (
        <>
          <MirrorPart mirror={context.mirror} now={context.now} looking={looking} onLookAgain={lookAgain} />
          <WorthPart worth={context} />
        </>
      )}
    </Stack>
  );
}
