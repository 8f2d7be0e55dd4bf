import { Heading, Inline, Link, ProgressBar, Stack, Text } from "@forge/react";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { InitiativeSummary, OutcomeSummary, ScoreSummary } from "#shared/contract/worth.ts";
import { percentWords, scoreNumber, termWords } from "../words.ts";

/** Why the issue matters: its score with the terms, the outcome it serves, the initiative it belongs to. */
export function WorthPart({
  worth: { score, outcomes, initiatives },
}: {
  worth: Pick<IssueContextAnswer, "score" | "outcomes" | "initiatives">;
}) {
  if (score === null && outcomes.length === 0 && initiatives.length === 0) {
    return <Text color="color.text.subtle">No score, outcome or initiative yet.</Text>;
  }
  return (
    <Stack space="space.200">
      {score === null ? null : <ScoreLines score={score} />}
      {outcomes.map((outcome) => (
        <OutcomeLines key={outcome.id} outcome={outcome} />
      ))}
      {initiatives.map((initiative) => (
        <InitiativeLines key={initiative.id} initiative={initiative} />
      ))}
    </Stack>
  );
}

function ScoreLines({ score }: { score: ScoreSummary }) {
  return (
    <Stack space="space.050">
      <Inline space="space.100" alignBlock="baseline">
        <Heading size="xxsmall">{score.name}</Heading>
        <Heading size="medium" as="span">
          {score.category ?? scoreNumber(score.value)}
        </Heading>
        {score.unit === "" ? null : <Text color="color.text.subtle">{score.unit}</Text>}
      </Inline>
      {score.terms.map((term, position) => {
        const { sign, label, value } = termWords(term, position);
        return (
          <Text key={term.key} size="small">
            {sign === "" ? "" : `${sign} `}
            {label}{" "}
            <Text as="strong" weight="bold">
              {value}
            </Text>
          </Text>
        );
      })}
      {score.notes.map((note) => (
        <Text key={note} size="small" color="color.text.subtle">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

function OutcomeLines({ outcome }: { outcome: OutcomeSummary }) {
  return (
    <Stack space="space.050">
      <Heading size="xxsmall">{`Outcome: ${outcome.title}`}</Heading>
      <Text size="small">{outcome.sentence}</Text>
      {outcome.share === null ? null : (
        <ProgressBar
          value={Math.min(1, Math.max(0, outcome.share))}
          ariaLabel={`${outcome.title}: ${percentWords(Math.round(outcome.share * 100))} of the way`}
        />
      )}
    </Stack>
  );
}

function InitiativeLines({ initiative }: { initiative: InitiativeSummary }) {
  return (
    <Stack space="space.050">
      <Inline space="space.100" alignBlock="baseline" spread="space-between">
        <Heading size="xxsmall">{`Initiative: ${initiative.name}`}</Heading>
        <Text weight="bold">{percentWords(initiative.percent)}</Text>
      </Inline>
      {initiative.percent === null ? null : (
        <ProgressBar
          value={initiative.percent / 100}
          ariaLabel={`${initiative.name}: ${percentWords(initiative.percent)} delivered`}
        />
      )}
      <Text size="small" color="color.text.subtle">
        {initiative.sentence}
      </Text>
      {initiative.url === null ? null : (
        <Text size="small">
          <Link href={initiative.url} openNewTab>
            Open the initiative
          </Link>
        </Text>
      )}
    </Stack>
  );
}
