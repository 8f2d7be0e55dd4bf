import { Inline, Link, Stack, Text } from "@forge/react";
import { Fragment } from "react";
import type { ReactNode } from "react";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import { metricWords, percentWords } from "../words.ts";
import { useOutcomeUrls } from "./use-outcome-urls.ts";

interface Station {
  key: string;
  shown: ReactNode;
}

/** Why the issue is there at all, in one line: its parents, the initiative, the outcome with its metric now. */
export function WhyChain({
  answer,
  titles,
}: {
  answer: IssueContextAnswer;
  titles: Readonly<Record<string, string>>;
}) {
  const urls = useOutcomeUrls(answer.outcomes.map(({ id }) => id));
  const stations = [...parents(answer, titles), ...initiatives(answer), ...outcomes(answer, urls)];
  if (stations.length === 0) {
    return (
      <Text color="color.text.subtle">
        Nothing says yet what this issue is for: it has no epic, no initiative and no outcome.
      </Text>
    );
  }
  return (
    <Stack space="space.050">
      <Inline space="space.050" rowSpace="space.025" shouldWrap alignBlock="baseline">
        {stations.map(({ key, shown }, position) => (
          <Fragment key={key}>
            {position === 0 ? null : <Text color="color.text.subtlest">›</Text>}
            {shown}
          </Fragment>
        ))}
      </Inline>
    </Stack>
  );
}

function parents({ scoring }: IssueContextAnswer, titles: Readonly<Record<string, string>>): Station[] {
  return scoring.parents.map(({ id, key, url }) => {
    const title = titles[id];
    const words = title === undefined ? key : `${key} ${title}`;
    return {
      key,
      shown:
        url === null ? (
          <Text>{words}</Text>
        ) : (
          <Text>
            <Link href={url}>{words}</Link>
          </Text>
        ),
    };
  });
}

function initiatives(answer: IssueContextAnswer): Station[] {
  return answer.initiatives.map(({ id, name, url, percent }) => {
    const words = percent === null ? name : `${name} (${percentWords(percent)})`;
    return {
      key: id,
      shown:
        url === null ? (
          <Text>{words}</Text>
        ) : (
          <Text>
            <Link href={url} openNewTab>
              {words}
            </Link>
          </Text>
        ),
    };
  });
}

function outcomes(answer: IssueContextAnswer, urls: Readonly<Record<string, string>>): Station[] {
  return answer.outcomes.map((outcome) => ({
    key: outcome.id,
    shown: (
      <Text>
        <Text as="strong" weight="bold">
          <OutcomeName title={outcome.title} url={urls[outcome.id]} />
        </Text>
        {`: ${metricWords(outcome)}`}
      </Text>
    ),
  }));
}

function OutcomeName({ title, url }: { title: string; url: string | undefined }) {
  return url === undefined ? <>{title}</> : <Link href={url}>{title}</Link>;
}
