import { Button, SectionMessage, Stack, Text } from "@forge/react";
import type { KeptWrite } from "../../functions/rpc.ts";
import { clockTime } from "../words.ts";

/** What people saved while the service was away: still waiting, or refused when it came back. */
export function KeptPart({
  kept,
  viewer,
  onForget,
}: {
  kept: readonly KeptWrite[];
  viewer: string;
  onForget: (request: string) => Promise<void>;
}) {
  const waiting = kept.filter(({ refused }) => refused === null);
  const refused = kept.filter((each) => each.refused !== null);
  return (
    <>
      {waiting.length === 0 ? null : (
        <SectionMessage appearance="information" title={waitingTitle(waiting.length)}>
          <Stack space="space.050">
            {waiting.map(({ write, accountId, at }) => (
              <Text key={write.request}>
                {`${accountId === viewer ? "Yours" : "A colleague’s"}, ${WHAT[write.kind]}, saved at ${clockTime(at)}.`}
              </Text>
            ))}
            <Text>Kept in this Jira site; delivered by itself as soon as Throughline answers.</Text>
          </Stack>
        </SectionMessage>
      )}
      {refused.map(({ write, at, refused: reason }) => (
        <SectionMessage
          key={write.request}
          appearance="error"
          title={`What you saved at ${clockTime(at)} was refused`}
        >
          <Stack space="space.100" alignInline="start">
            <Text>{reason ?? ""}</Text>
            <Button spacing="compact" onClick={() => void onForget(write.request)}>
              I have read it
            </Button>
          </Stack>
        </SectionMessage>
      ))}
    </>
  );
}

const WHAT: Readonly<Record<KeptWrite["write"]["kind"], string>> = {
  scores: "a score",
  "undo-batch": "an undone batch",
  evidence: "evidence",
  "withdraw-evidence": "evidence withdrawn",
  outcomes: "the outcomes it serves",
  rescore: "a doubt",
};

function waitingTitle(count: number): string {
  return count === 1 ? "One change is waiting" : `${count} changes are waiting`;
}
