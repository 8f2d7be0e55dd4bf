import { SectionMessage, Text } from "@forge/react";
import type { RescoreRequest } from "#shared/contract/scoring/context.ts";
import { personWords, relativeTime } from "../words.ts";

/** Doubts that are open until the score is given anew. */
export function Rescores({ rescores, now }: { rescores: readonly RescoreRequest[]; now: number }) {
  return rescores.map(({ id, label, sentence, by, at }) => (
    <SectionMessage
      key={id}
      appearance="discovery"
      title={`${personWords(by)} doubts the ${label.toLowerCase()}`}
    >
      <Text>{sentence}</Text>
      <Text size="small">{`${relativeTime(at, now)}; open until somebody scores it again.`}</Text>
    </SectionMessage>
  ));
}
