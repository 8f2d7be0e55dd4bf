import type { AcceptedWrite, Write } from "#shared/contract/scoring/writes.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import { settingsOf } from "./evaluate.ts";
import { keysThatDiffer, mergeInputs, same } from "./merge-inputs.ts";
import { metSentence } from "./met-words.ts";
import {
  evidenceRecordSchema,
  KINDS,
  outcomesRecordSchema,
  partId,
  scoreId,
  type EvidenceRecord,
  type OutcomesRecord,
  type RescoreRecord,
} from "./records.ts";
import { unknownThing } from "./write-failure.ts";
import type { Writer } from "./write-scores.ts";

type Written = Pick<AcceptedWrite, "revisions" | "met">;
type Of<Kind extends Write["kind"]> = Extract<Write, { kind: Kind }>;

/** What people write beside scores: evidence, the outcomes an issue serves, doubts about a score. */

export async function writeEvidence(
  records: RecordWriting,
  { issue, evidence }: Of<"evidence">,
  { who, why, at, keptAt }: Writer,
): Promise<Written> {
  const id = partId(issue.id, evidence.id);
  const latest = (await records.latest(KINDS.evidence, [id])).get(id);
  const revision = (latest?.revision ?? 0) + 1;
  const body: EvidenceRecord = { issue, evidence, isWithdrawn: false, keptAt };
  await records.append([{ kind: KINDS.evidence, id, revision, body, who, why, at }]);
  return { revisions: [{ issue, revision }], met: [] };
}

export async function withdrawEvidence(
  records: RecordWriting,
  { issue, evidence }: Of<"withdraw-evidence">,
  { who, why, at, keptAt }: Writer,
): Promise<Written> {
  const id = partId(issue.id, evidence);
  const latest = (await records.latest(KINDS.evidence, [id])).get(id);
  if (!latest) throw unknownThing(`${issue.key} has no such evidence.`, "Open the issue again.");
  const before = evidenceRecordSchema.parse(latest.body);
  if (before.isWithdrawn) return { revisions: [{ issue, revision: latest.revision }], met: [] };
  const revision = latest.revision + 1;
  const body: EvidenceRecord = { ...before, isWithdrawn: true, keptAt };
  await records.append([{ kind: KINDS.evidence, id, revision, body, who, why, at }]);
  return { revisions: [{ issue, revision }], met: [] };
}

/** Merged by outcome, as scores are by input: what was accepted first stands. */
export async function writeOutcomes(
  records: RecordWriting,
  { issue, outcomes, basedOn }: Of<"outcomes">,
  titles: ReadonlyMap<string, string>,
  { who, why, at, keptAt, personOf }: Writer,
): Promise<Written> {
  const foreign = outcomes.find(({ id }) => !titles.has(id));
  if (foreign) {
    throw unknownThing(`There is no outcome “${foreign.id}”.`, "Choose one of those on the Outcomes page.");
  }
  const history = (await records.histories(KINDS.outcomes, [issue.id])).get(issue.id) ?? [];
  const latest = history.at(-1);
  const current = latest?.revision ?? 0;
  const servedBy = (revision: number): Inputs => {
    const found = history.find((one) => one.revision === revision);
    return found ? asInputs(outcomesRecordSchema.parse(found.body).outcomes) : {};
  };
  const [seen, accepted, asked] = [servedBy(basedOn), servedBy(current), asInputs(outcomes)];
  const { inputs, merged, kept } = mergeInputs(seen, accepted, asked);
  const met: AcceptedWrite["met"] = [];
  if (latest && merged.length + kept.length > 0) {
    const by = personOf(latest.who);
    const both = kept.map((key) => ({
      key,
      label: titles.get(key) ?? key,
      stands: accepted[key] ?? null,
      asked: asked[key] ?? null,
    }));
    const sentence = metSentence(issue, by, both, merged);
    met.push({ issue, framework: null, by, at: latest.at, merged, kept: both, sentence });
  }
  if (same(inputs, accepted) && kept.length === 0) {
    return { revisions: current === 0 ? [] : [{ issue, revision: current }], met };
  }
  const revision = current + 1;
  const body: OutcomesRecord = {
    issue,
    outcomes: asServed(inputs ?? {}),
    ...(kept.length > 0 ? { asked: outcomes } : {}),
    keptAt,
  };
  await records.append([{ kind: KINDS.outcomes, id: issue.id, revision, body, who, why, at }]);
  return { revisions: [{ issue, revision }], met };
}

const NOT_SAID = "not said";
const asInputs = (outcomes: OutcomesRecord["outcomes"]): Inputs =>
  Object.fromEntries(outcomes.map(({ id, contribution }) => [id, contribution ?? NOT_SAID]));
const asServed = (inputs: Inputs): OutcomesRecord["outcomes"] =>
  keysThatDiffer(null, inputs).map((id) => {
    const contribution = inputs[id];
    return { id, contribution: typeof contribution === "number" ? contribution : null };
  });

export async function writeRescore(
  records: RecordWriting,
  { request, issue, framework, input, sentence }: Of<"rescore">,
  { who, why, at, keptAt, settings }: Writer,
): Promise<Written> {
  const fields = frameworkById(framework).fields(settingsOf(settings, framework));
  if (!fields.some(({ key }) => key === input)) {
    throw unknownThing(
      `${frameworkById(framework).name} has no input “${input}”.`,
      "Open the issue again and choose one of its inputs.",
    );
  }
  const score = scoreId(issue.id, framework);
  const doubted = (await records.latest(KINDS.score, [score])).get(score)?.revision ?? 0;
  const body: RescoreRecord = { issue, framework, input, sentence, doubted, keptAt };
  const id = partId(issue.id, request);
  await records.append([{ kind: KINDS.rescore, id, revision: 1, body, who, why, at }]);
  return { revisions: [{ issue, revision: 1 }], met: [] };
}
