import { Heading, Inline, Lozenge, Stack, Text } from "@forge/react";
import type { ReactNode } from "react";
import type { FrameworkScore, ScoringContext, Standing } from "#shared/contract/scoring/context.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { capitalised, formulaWords, scoreWords, spanWords } from "../words.ts";

/** The three facts of a score: what it is and why, where it ranks and why, what supports it. */
export function Facts({ context, score }: { context: ScoringContext; score: FrameworkScore }) {
  const shown = score.supported ?? score.stated;
  if (shown === null) return <Unfinished score={score} />;
  return (
    <Stack space="space.150">
      <Fact name={shown.name} figure={scoreWords(shown)}>
        <Text size="small">{formulaWords(shown.terms)}</Text>
        {score.isCapped && score.stated !== null ? (
          <Text size="small" color="color.text.subtle">
            {`Stated: ${scoreWords(score.stated)}. What its evidence supports counts.`}
          </Text>
        ) : null}
      </Fact>
      {score.standing === null ? null : <RankFact standing={score.standing} />}
      <EvidenceFact context={context} score={score} />
      <OtherFrameworks context={context} shown={score.framework} />
    </Stack>
  );
}

function Fact({ name, figure, children }: { name: string; figure: string; children: ReactNode }) {
  return (
    <Stack space="space.025">
      <Inline space="space.100" alignBlock="baseline">
        <Heading size="xxsmall" as="h4">
          {name}
        </Heading>
        <Heading size="small" as="span">
          {figure}
        </Heading>
      </Inline>
      {children}
    </Stack>
  );
}

function RankFact({ standing }: { standing: Standing }) {
  const reasons = standing.sentence.replace(/^rank \d+ of \d+(: )?/, "");
  return (
    <Fact name="Rank" figure={`${standing.rank} of ${standing.of}`}>
      {reasons === "" ? null : <Text size="small">{`${capitalised(reasons)}.`}</Text>}
      <Text size="small" color="color.text.subtle">
        {spanWords(standing)}
      </Text>
    </Fact>
  );
}

function EvidenceFact({ context, score }: { context: ScoringContext; score: FrameworkScore }) {
  const { items, meter } = context.evidence;
  const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(meter.value);
  return (
    <Fact name="Evidence" figure={items.length === 0 ? "none" : `${amount} of 10`}>
      {score.support === "" ? null : <Text size="small">{score.support}</Text>}
    </Fact>
  );
}

function OtherFrameworks({ context, shown }: { context: ScoringContext; shown: string }) {
  const others = context.scores.filter(({ framework, stated }) => framework !== shown && stated !== null);
  if (others.length === 0) return null;
  return (
    <Inline space="space.150" rowSpace="space.050" shouldWrap>
      {others.map((other) => {
        const summary = other.supported ?? other.stated;
        if (summary === null) return null;
        const rank = other.standing === null ? "" : `, rank ${other.standing.rank}`;
        return (
          <Text key={other.framework} size="small" color="color.text.subtle">
            {`${summary.name} ${scoreWords(summary)}${rank}`}
          </Text>
        );
      })}
    </Inline>
  );
}

function Unfinished({ score }: { score: FrameworkScore }) {
  return (
    <Stack space="space.050">
      <Inline space="space.100" alignBlock="center">
        <Heading size="xxsmall" as="h4">
          {frameworkById(score.framework).name}
        </Heading>
        <Lozenge>unfinished</Lozenge>
      </Inline>
      {score.problems.map(({ key, message }) => (
        <Text key={key} size="small">
          {message}
        </Text>
      ))}
    </Stack>
  );
}
