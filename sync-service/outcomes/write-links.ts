import type { z } from "zod";
import { linkIssuesAnswerSchema, type LinkIssues } from "#shared/contract/outcomes/outcome.ts";
import { KINDS as SCORING_KINDS, outcomesRecordSchema } from "#sync/scoring/records.ts";
import { writeOutcomes } from "#sync/scoring/write-parts.ts";
import { WriteRefused } from "#sync/scoring/write-failure.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import type { OutcomesDesk } from "./desk.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { writeOnce } from "./write.ts";

type Answer = z.output<typeof linkIssuesAnswerSchema>;

/**
 * Issues that serve an outcome, or do so no more: each becomes the write of what the issue serves that the score
 * modal makes too, so that two people who link at once meet in one place.
 */
export async function linkIssues(
  desk: OutcomesDesk,
  { request, why, outcome, links }: LinkIssues,
  person: string,
): Promise<Answer> {
  const schema = linkIssuesAnswerSchema.omit({ repeated: true });
  const answer = await writeOnce(desk, { request, why }, person, schema, async (records, given) => {
    if (!desk.ledger.outcomes.has(outcome)) throw unknownThing("outcome", outcome);
    const titles = new Map([...desk.ledger.outcomes].map(([id, { body }]) => [id, body.title]));
    const writer = {
      who: person,
      why: given.why,
      at: given.at,
      keptAt: null,
      settings: desk.scoring.ledger.settings,
      personOf: desk.personOf,
    };
    const met: Answer["met"] = [];
    let revision = 1;
    for (const { issue, serves, contribution, basedOn } of links) {
      const others = (await servedThen(records, issue.id, basedOn)).filter(({ id }) => id !== outcome);
      const outcomes = serves ? [...others, { id: outcome, contribution }] : others;
      const write = { kind: "outcomes" as const, request, why, issue, outcomes, basedOn };
      const done = await refusing(writeOutcomes(records, write, titles, writer));
      met.push(
        ...done.met.filter(({ kept }) => kept.length > 0).map(({ sentence }) => ({ issue, sentence })),
      );
      revision = Math.max(revision, ...done.revisions.map((one) => one.revision));
    }
    return { id: outcome, revision, met };
  });
  await desk.scoring.ledger.refresh();
  return answer;
}

/** What the issue served at the revision that the person saw. */
async function servedThen(
  records: RecordWriting,
  issue: string,
  basedOn: number,
): Promise<{ id: string; contribution: number | null }[]> {
  const history = (await records.histories(SCORING_KINDS.outcomes, [issue])).get(issue) ?? [];
  const seen = history.find(({ revision }) => revision === basedOn);
  return seen ? outcomesRecordSchema.parse(seen.body).outcomes : [];
}

async function refusing<Done>(write: Promise<Done>): Promise<Done> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof WriteRefused)
      throw new OutcomesRefused(400, error.answer.message, error.answer.advice);
    throw error;
  }
}
