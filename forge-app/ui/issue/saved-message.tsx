import { Button, SectionMessage, Stack, Text } from "@forge/react";
import type { WriteAnswer } from "#shared/contract/scoring/writes.ts";
import type { Saved } from "../../functions/rpc.ts";
import { TROUBLE_TITLES } from "../words.ts";

/** What became of the last thing saved, where more is to be said than the panel shows by itself. */
export function SavedMessage({ saved, onClose }: { saved: Saved | null; onClose: () => void }) {
  const message = saved === null ? null : messageOf(saved);
  if (message === null) return null;
  return (
    <SectionMessage appearance={message.appearance} title={message.title}>
      <Stack space="space.100" alignInline="start">
        {message.lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        <Button spacing="compact" onClick={onClose}>
          OK
        </Button>
      </Stack>
    </SectionMessage>
  );
}

interface Message {
  appearance: "information" | "warning" | "error";
  title: string;
  lines: readonly string[];
}

function messageOf(saved: Saved): Message | null {
  if (saved.kind === "kept") return null;
  if (saved.kind !== "answer") {
    const { message, advice } = saved;
    return { appearance: "warning", title: TROUBLE_TITLES[saved.kind], lines: [message, advice] };
  }
  const { answers } = saved.answer;
  const refused = answers.find(isRefused);
  if (refused !== undefined) {
    const lines = [refused.message, ...refused.problems.map(({ message }) => message), refused.advice];
    return { appearance: "error", title: "Not saved", lines };
  }
  const met = answers.flatMap((answer) => (answer.kind === "accepted" ? answer.met : []));
  if (met.length === 0) return null;
  const lines = met.map(({ sentence }) => sentence);
  return { appearance: "information", title: "Somebody else scored it meanwhile", lines };
}

const isRefused = (answer: WriteAnswer) => answer.kind === "refused";
