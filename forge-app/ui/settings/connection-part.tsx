import { Inline, LoadingButton, SectionMessage, Stack, Text } from "@forge/react";
import type { OpenedSettings, Trouble } from "../../functions/rpc.ts";

/** What a real question to the service showed: who answered, how fast, whether it took the site's token. */
export function ConnectionPart(properties: {
  opened: OpenedSettings | Trouble;
  checking: boolean;
  onCheck: () => void;
}) {
  const { opened, checking, onCheck } = properties;
  const { appearance, title, lines } = foundWords(opened);
  return (
    <SectionMessage appearance={appearance} title={title}>
      <Stack space="space.100">
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
        <Inline>
          <LoadingButton spacing="compact" isLoading={checking} onClick={onCheck}>
            Check again
          </LoadingButton>
        </Inline>
      </Stack>
    </SectionMessage>
  );
}

function foundWords(opened: OpenedSettings | Trouble): {
  appearance: "success" | "warning" | "error";
  title: string;
  lines: readonly string[];
} {
  const took = "took" in opened ? ` It took ${opened.took} ms.` : "";
  if (opened.kind === "answer") {
    const { mirrors, propertiesDue } = opened.answer.service;
    const due =
      propertiesDue === 0
        ? "Every score stands on its issue."
        : `${propertiesDue} scores are still to be written to their issues.`;
    return {
      appearance: "success",
      title: "The service answers and takes this site’s token",
      lines: [`${mirrors.length} ${mirrors.length === 1 ? "mirror" : "mirrors"}. ${due}${took}`],
    };
  }
  const { message, advice } = opened;
  return opened.kind === "refused"
    ? { appearance: "error", title: "The service answers and refuses", lines: [`${message}${took}`, advice] }
    : { appearance: "warning", title: "The service does not answer", lines: [`${message}${took}`, advice] };
}
