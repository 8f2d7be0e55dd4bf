import {
  Button,
  Heading,
  Inline,
  Label,
  LoadingButton,
  Select,
  Spinner,
  Stack,
  Text,
  Textfield,
} from "@forge/react";
import { useEffect, useState } from "react";
import type { PokerAnswer, PokerRequest, PokerRoundView } from "#shared/contract/scoring/poker.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { IssueContextRpc, Reply, Saved } from "../../functions/rpc.ts";
import { answered } from "../answered.ts";
import type { Ground } from "../issue/ground.ts";
import { SavedMessage } from "../issue/saved-message.tsx";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { inputText, selected } from "../plain-events.ts";
import { personWords } from "../words.ts";
import { fieldsOf, optionsOf } from "./fields.ts";

/** Several people rate one input; nobody sees a vote before all are shown. */
export function PokerTab(properties: {
  ground: Ground;
  backend: IssueContextRpc;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { ground, backend, onSave } = properties;
  const framework = ground.settings.primary;
  const [reply, setReply] = useState<Reply<PokerAnswer> | null>(null);
  const [acting, setActing] = useState(false);
  const act = async (request: PokerRequest) => {
    setActing(true);
    setReply(await answered(backend.poker(request)));
    setActing(false);
  };
  useEffect(() => {
    void answered(backend.poker({ act: "look", issue: onThisIssue })).then(setReply);
  }, [backend]);

  if (reply === null) return <Spinner size="small" label="Looking for rounds" />;
  return (
    <Stack space="space.200">
      {reply.kind === "answer" ? (
        reply.answer.rounds.map((round) => (
          <Round
            key={round.round}
            round={round}
            ground={ground}
            acting={acting}
            onAct={act}
            onSave={onSave}
          />
        ))
      ) : (
        <Text>{`${reply.message} ${reply.advice}`}</Text>
      )}
      <StartRound framework={framework} ground={ground} acting={acting} onAct={act} />
    </Stack>
  );
}

type OnAct = (request: PokerRequest) => Promise<void>;

function StartRound(properties: { framework: FrameworkId; ground: Ground; acting: boolean; onAct: OnAct }) {
  const { framework, ground, acting, onAct } = properties;
  const options = fieldsOf(framework, ground.settings)
    .filter(({ kind }) => kind === "number" || kind === "choice")
    .map(({ key, label }) => ({ value: key, label }));
  const [input, setInput] = useState<string | number | null>(null);
  if (options.length === 0) return <Text>This framework has no number to rate.</Text>;
  return (
    <Stack space="space.100" alignInline="start">
      <Stack space="space.0" grow="fill">
        <Label labelFor="poker-input">Rate together</Label>
        <Select inputId="poker-input" options={options} onChange={(option) => setInput(selected(option))} />
      </Stack>
      <LoadingButton
        spacing="compact"
        isLoading={acting}
        isDisabled={input === null}
        onClick={() =>
          void onAct({ act: "open", round: newId(), issue: onThisIssue, framework, input: String(input) })
        }
      >
        Start a round
      </LoadingButton>
    </Stack>
  );
}

function Round(properties: {
  round: PokerRoundView;
  ground: Ground;
  acting: boolean;
  onAct: OnAct;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { round, ground, acting, onAct, onSave } = properties;
  const field = fieldsOf(round.framework, ground.settings).find(({ key }) => key === round.input);
  const [vote, setVote] = useState<string | number | null>(null);
  const voted = round.voted.map(personWords).join(", ");
  if (round.revealed !== null) return <Revealed round={round} ground={ground} onSave={onSave} />;
  return (
    <Stack space="space.100" alignInline="start">
      <Heading size="xsmall" as="h3">{`${round.label}: the round is open`}</Heading>
      <Text size="small" color="color.text.subtle">
        {voted === ""
          ? "Nobody has voted yet."
          : `Voted: ${voted}. Votes are shown when the round is revealed.`}
      </Text>
      {field === undefined ? null : (
        <Stack space="space.0" grow="fill">
          <Label labelFor={`vote-${round.round}`}>Your vote</Label>
          {field.kind === "choice" ? (
            <Select
              inputId={`vote-${round.round}`}
              options={optionsOf(field)}
              onChange={(option) => setVote(selected(option))}
            />
          ) : (
            <Textfield
              id={`vote-${round.round}`}
              type="number"
              onChange={(event) => setVote(inputText(event))}
            />
          )}
        </Stack>
      )}
      <Inline space="space.100">
        <LoadingButton
          spacing="compact"
          appearance="primary"
          isLoading={acting}
          isDisabled={vote === null || vote === ""}
          onClick={() => void onAct({ act: "vote", round: round.round, value: Number(vote) })}
        >
          Vote
        </LoadingButton>
        <Button spacing="compact" onClick={() => void onAct({ act: "reveal", round: round.round })}>
          Reveal
        </Button>
      </Inline>
    </Stack>
  );
}

function Revealed(properties: {
  round: PokerRoundView;
  ground: Ground;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { round, ground, onSave } = properties;
  const { label, votes, result } = round;
  return (
    <Stack space="space.100" alignInline="start">
      <Stack space="space.050">
        <Heading size="xsmall" as="h3">
          {`${label}: ${result === null ? "nobody voted" : result.spread}`}
        </Heading>
        <Text>{votes.map(({ person, value }) => `${personWords(person)} ${value}`).join(", ")}</Text>
        {result === null ? null : <Text>{result.sentence}</Text>}
      </Stack>
      {result === null ? null : <Taking round={round} result={result} ground={ground} onSave={onSave} />}
    </Stack>
  );
}

/** The median as the score's input, and what the spread leaves of the confidence: one click of somebody who may. */
function Taking(properties: {
  round: PokerRoundView;
  result: NonNullable<PokerRoundView["result"]>;
  ground: Ground;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { round, result, ground, onSave } = properties;
  const { framework, input, label } = round;
  const { inputs, revision, mayGive } = ground.given(framework);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  const { confidenceKey } = frameworkById(framework);
  const lowered =
    confidenceKey !== null &&
    result.confidence !== null &&
    result.confidence.lowered < result.confidence.stated
      ? { [confidenceKey]: result.confidence.lowered }
      : {};
  if (inputs[input] === result.median) {
    return <Text color="color.text.subtle">{`The score’s ${label.toLowerCase()} is this median.`}</Text>;
  }
  const isPercent = fieldsOf(framework, ground.settings).some(
    ({ key, unit }) => key === confidenceKey && unit === "%",
  );
  const unit = isPercent ? " %" : "";
  const take = async () => {
    setSaving(true);
    const change = {
      issue: onThisIssue,
      framework,
      inputs: { ...inputs, [input]: result.median, ...lowered },
      basedOn: revision,
    };
    const why = `Rated together. ${result.sentence}`.slice(0, 2_000);
    setSaved(await onSave([{ kind: "scores", request: newId(), why, batch: null, changes: [change] }]));
    setSaving(false);
  };
  return (
    <>
      {result.confidence === null || Object.keys(lowered).length === 0 ? null : (
        <Text>{`The spread lowers the confidence from ${result.confidence.stated}${unit} to ${result.confidence.lowered}${unit}.`}</Text>
      )}
      <SavedMessage saved={saved} onClose={() => setSaved(null)} />
      {(mayGive?.includes(input) ?? true) ? (
        <LoadingButton spacing="compact" isLoading={saving} onClick={() => void take()}>
          {Object.keys(lowered).length === 0
            ? `Take ${result.median}`
            : `Take ${result.median} with the lower confidence`}
        </LoadingButton>
      ) : null}
    </>
  );
}
