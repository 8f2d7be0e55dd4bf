import { Spinner, Stack, Text } from "@forge/react";
import { useEffect, useState } from "react";
import type { HistoryAnswer, HistoryEntry } from "#shared/contract/scoring/history.ts";
import { evidenceKinds } from "#shared/scoring/evidence.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { IssueContextRpc, Reply } from "../../functions/rpc.ts";
import { answered } from "../answered.ts";
import { dateAndTime, personWords, scoreNumber } from "../words.ts";

/** Everything ever decided about the score: what, who, when, why. */
export function HistoryTab({ backend }: { backend: IssueContextRpc }) {
  const [reply, setReply] = useState<Reply<HistoryAnswer> | null>(null);
  useEffect(() => {
    void answered(backend.getHistory()).then(setReply);
  }, [backend]);
  if (reply === null) return <Spinner size="small" label="Reading the history" />;
  if (reply.kind !== "answer") return <Text>{`${reply.message} ${reply.advice}`}</Text>;
  if (reply.answer.entries.length === 0) {
    return <Text color="color.text.subtle">Nothing has been decided about this issue yet.</Text>;
  }
  return (
    <Stack space="space.150">
      {reply.answer.entries.map((entry, position) => (
        <Stack key={position} space="space.025">
          <Text weight="medium">{whatWords(entry)}</Text>
          {entry.why === null ? null : <Text size="small">{entry.why}</Text>}
          <Text size="small" color="color.text.subtle">
            {`${personWords(entry.by)}, ${dateAndTime(entry.at)}${keptWords(entry)}`}
          </Text>
        </Stack>
      ))}
    </Stack>
  );
}

const keptWords = ({ keptAt }: HistoryEntry) =>
  keptAt === null ? "" : `; saved ${dateAndTime(keptAt)}, while Throughline was away`;

function whatWords({ what }: HistoryEntry): string {
  switch (what.kind) {
    case "score": {
      const { name } = frameworkById(what.framework);
      if (what.inputs === null) return `${name} taken away`;
      const value = what.value === null ? "unfinished" : scoreNumber(what.value);
      return `${name} ${value}${changesWords(what.before, what.inputs)}`;
    }
    case "evidence": {
      const { label } = evidenceKinds[what.evidence.kind];
      return `${what.isWithdrawn ? "Evidence withdrawn" : "Evidence"}: ${label}, ${what.evidence.source}`;
    }
    case "outcomes":
      return what.outcomes.length === 0 ? "Serves no outcome" : `Serves ${what.outcomes.length} outcomes`;
    case "rescore":
      return `Doubt about ${what.input}: ${what.sentence}`;
    case "poker":
      return what.sentence;
  }
}

/** ": effort 1.5 instead of 2, reach 500". */
function changesWords(
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>>,
): string {
  const changed = Object.entries(after).filter(
    ([key, value]) => typeof value !== "object" && before?.[key] !== value,
  );
  if (changed.length === 0) return "";
  const words = changed.map(([key, value]) => {
    const old = before?.[key];
    return old === undefined
      ? `${key} ${String(value)}`
      : `${key} ${String(value)} instead of ${JSON.stringify(old)}`;
  });
  return `: ${words.join(", ")}`;
}
