import { Inline, Link, LoadingButton, Lozenge, SectionMessage, Stack, Text } from "@forge/react";
import type { ConflictRecord, MirrorStateOfIssue, ParkedWrite } from "#shared/contract/mirror-state.ts";
import { FIELD_NAMES, STATE_WORDS, TRACKER_NAMES, parkedTitle, relativeTime } from "../words.ts";

type Mirrored = Extract<MirrorStateOfIssue, { kind: "mirrored" }>;

/** The mirror's state of the issue: the answer in one lozenge, then the counterpart, then what is wrong. */
export function MirrorPart(properties: {
  mirror: MirrorStateOfIssue;
  now: number;
  looking: boolean;
  onLookAgain: () => void;
}) {
  const { mirror, now, looking, onLookAgain } = properties;
  const { word, appearance } = STATE_WORDS[mirror.kind === "mirrored" ? mirror.state : "not-mirrored"];
  return (
    <Stack space="space.150">
      <Inline space="space.100" alignBlock="center" spread="space-between" shouldWrap rowSpace="space.050">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <Lozenge appearance={appearance}>{word}</Lozenge>
          {mirror.kind === "mirrored" ? <Counterpart mirror={mirror} /> : null}
        </Inline>
        <LoadingButton spacing="compact" isLoading={looking} onClick={onLookAgain}>
          Look again
        </LoadingButton>
      </Inline>
      {mirror.kind === "mirrored" ? (
        <Stack space="space.100">
          {mirror.note === null ? null : <Text>{mirror.note}</Text>}
          <LastAgreed mirror={mirror} now={now} />
          {mirror.conflicts.map((conflict) => (
            <ConflictMessage key={conflict.id} conflict={conflict} />
          ))}
          {mirror.parked.map((parked) => (
            <ParkedMessage key={`${parked.side} ${parked.field}`} parked={parked} now={now} />
          ))}
        </Stack>
      ) : (
        <Text color="color.text.subtle">{mirror.reason}</Text>
      )}
    </Stack>
  );
}

function Counterpart({ mirror: { counterpart } }: { mirror: Mirrored }) {
  if (counterpart === null) return <Text color="color.text.subtle">on its way to Linear</Text>;
  const name = `${counterpart.key ?? "its counterpart"} in Linear`;
  if (counterpart.url === null) return <Text>{name}</Text>;
  return (
    <Link href={counterpart.url} openNewTab>
      {name}
    </Link>
  );
}

function LastAgreed({ mirror, now }: { mirror: Mirrored; now: number }) {
  const words =
    mirror.lastAgreedAt === null
      ? "Both sides have not been seen equal yet."
      : `Both sides were seen equal ${relativeTime(mirror.lastAgreedAt, now)}.`;
  return (
    <Text size="small" color="color.text.subtle">
      {words}
    </Text>
  );
}

function ConflictMessage({ conflict }: { conflict: ConflictRecord }) {
  const kept =
    conflict.kept === "ask"
      ? "Neither was overwritten: make them equal on one side, and the other follows."
      : `${TRACKER_NAMES[conflict.kept]}’s was kept.`;
  return (
    <SectionMessage appearance="error" title={`Both sides changed the ${FIELD_NAMES[conflict.field]}`}>
      <Stack space="space.050">
        <Text>
          <Text as="strong" weight="bold">
            Jira:
          </Text>{" "}
          {quoted(conflict.jira)}
        </Text>
        <Text>
          <Text as="strong" weight="bold">
            Linear:
          </Text>{" "}
          {quoted(conflict.linear)}
        </Text>
        <Text>{kept}</Text>
      </Stack>
    </SectionMessage>
  );
}

function ParkedMessage({ parked, now }: { parked: ParkedWrite; now: number }) {
  const next =
    parked.retryAt === null
      ? "It is tried again when the issue changes or someone looks again."
      : parked.retryAt <= now
        ? "It is being tried again."
        : `It is tried again ${relativeTime(parked.retryAt, now)}.`;
  return (
    <SectionMessage appearance="warning" title={parkedTitle(parked)}>
      <Stack space="space.050">
        <Text>{parked.message}</Text>
        <Text size="small">{`Parked ${relativeTime(parked.since, now)}. ${next}`}</Text>
      </Stack>
    </SectionMessage>
  );
}

function quoted(value: string): string {
  return value === "" ? "(empty)" : `“${value}”`;
}
