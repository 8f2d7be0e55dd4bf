import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { addDays, daysBetween, type Day } from "#shared/day.ts";
import { measuredChange, settle, type Bet } from "#shared/outcomes/bet.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { latestReading } from "#shared/outcomes/progress.ts";
import { KINDS } from "#sync/outcomes/records.ts";
import {
  sampleBets,
  sampleDecisions,
  sampleNodes,
  sampleObjectives,
  sampleOutcomes,
  type SampleOutcome,
} from "#sync/sandbox/sample-outcomes.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { Store } from "#sync/store/open.ts";

const DAY = 86_400_000;
const WEEK = 7;

interface Ground {
  now: number;
  today: Day;
  issueOf: (ref: string) => JiraIssue;
  accountOf: (email: string) => string;
  why: string;
}

/** Puts the sample company's outcomes into an empty store, as if its people had written them day by day. */
export async function seedOutcomes(store: Store, given: Omit<Ground, "today">): Promise<void> {
  const ground = { ...given, today: new Date(given.now).toISOString().slice(0, 10) };
  const readings = new Map(sampleOutcomes.map((outcome) => [outcome.id, readingsOf(outcome, ground.today)]));
  const revisions = [
    ...sampleObjectives.map((objective) =>
      record(ground, KINDS.objective, objective.id, objective, "ada@northwind.example", -100),
    ),
    ...sampleOutcomes.flatMap((outcome) => outcomeRecords(ground, outcome, readings.get(outcome.id) ?? [])),
    ...nodeRecords(ground),
    ...betRecords(ground, readings),
    ...decisionRecords(ground, readings),
  ].sort((one, other) => one.at - other.at);
  const who = ground.accountOf("ada@northwind.example");
  await store.records.once({ id: "seeded-outcomes", who, at: ground.now }, async (records) => {
    await records.append(revisions);
    return null;
  });
}

function record(
  { now, accountOf, why }: Ground,
  kind: string,
  id: string,
  body: unknown,
  email: string,
  days: number,
): RecordRevision {
  return { kind, id, revision: 1, body, who: accountOf(email), why, at: now + days * DAY };
}

function outcomeRecords(
  ground: Ground,
  { metric, course: _, said: __, owner, project, ...outcome }: SampleOutcome,
  readings: readonly Reading[],
): RecordRevision[] {
  const { starts, due, ...rest } = metric;
  const body = {
    ...outcome,
    metric: { ...rest, startsOn: addDays(ground.today, starts), dueOn: addDays(ground.today, due) },
    owner: ground.accountOf(owner),
    projects: [project],
    parentId: null,
  };
  const made = Math.min(starts, daysFrom(ground, readings[0]?.on));
  return [
    record(ground, KINDS.outcome, outcome.id, body, owner, made),
    ...readings.map((reading) => {
      const id = `${outcome.id}/sample-${reading.on}`;
      return record(ground, KINDS.readings, id, { readings: [reading] }, owner, daysFrom(ground, reading.on));
    }),
  ];
}

const daysFrom = ({ today }: Ground, day: Day | undefined): number =>
  day === undefined ? 0 : daysBetween(today, day);

/** Weekly along the course, the days of its corners exactly; unsteady by a fiftieth of the way, the same each time. */
function readingsOf({ id, course, said, metric }: SampleOutcome, today: Day): Reading[] {
  const swing = Math.abs(metric.target - metric.baseline) / 50;
  const readings: Reading[] = [];
  for (const [position, [day, value]] of course.entries()) {
    readings.push(read(today, day, value, said[day]));
    const next = course[position + 1];
    if (next === undefined) break;
    for (let between = day + WEEK; between < next[0] - 2; between += WEEK) {
      const way = (between - day) / (next[0] - day);
      const unsteady = swing * Math.sin(between * 2.3 + id.length);
      readings.push(read(today, between, value + (next[1] - value) * way + unsteady, said[between]));
    }
  }
  return readings;
}

const read = (today: Day, day: number, value: number, sentence?: string): Reading => ({
  on: addDays(today, day),
  value: Math.round(value * 10) / 10,
  source: "hand",
  ...(sentence === undefined ? {} : { sentence }),
});

function nodeRecords(ground: Ground): RecordRevision[] {
  return sampleNodes.map(({ ref, quote, question = null, found = null, ...node }, position) => {
    const evidence = {
      id: `evidence-of-${node.id}`,
      kind: "user-evidence",
      source: "Interviews and session recordings",
      quote,
      observedOn: addDays(ground.today, -70),
      expiresOn: null,
      strength: null,
    };
    const body = {
      ...node,
      issue: ref === undefined ? null : ground.issueOf(ref),
      evidence: quote === undefined ? [] : [evidence],
      question,
      found,
      isRemoved: false,
    };
    return record(ground, KINDS.node, node.id, body, "mei@northwind.example", -60 + position);
  });
}

type Readings = ReadonlyMap<string, readonly Reading[]>;

function betRecords(ground: Ground, readings: Readings): RecordRevision[] {
  return sampleBets.flatMap((sample, position) => {
    const id = `bet-${position + 1}`;
    const known = readings.get(sample.outcome) ?? [];
    const frozenOn = addDays(ground.today, sample.frozen);
    const issue = ground.issueOf(sample.ref);
    const unpredicted: Bet = {
      id,
      subject: { kind: "issue", id: issue.id },
      outcomeId: sample.outcome,
      opportunityId: sample.opportunity ?? null,
      labels: sample.labels,
      team: issue.key.slice(0, issue.key.indexOf("-")),
      framework: sample.framework,
      baseline: latestReading(known, frozenOn)?.value ?? 0,
      expectedChange: 1,
      frozenOn,
      measureBy: addDays(ground.today, sample.measureBy),
      confidence: sample.confidence,
      meter: 1,
      evidenceIds: [],
      by: ground.accountOf(sample.by),
    };
    const bet = { ...unpredicted, expectedChange: predictionOf(sample.predicted, unpredicted, known) };
    const frozen = record(ground, KINDS.bet, id, { bet, issue, evidence: [] }, sample.by, sample.frozen);
    if (sample.learned === undefined) return [frozen];
    const on = sample.measureBy + 1;
    const settled = settle(bet, known, {
      unmeasurable: false,
      learned: sample.learned,
      today: addDays(ground.today, on),
      by: bet.by,
    });
    if (!settled.ok)
      throw new Error(`The sample's bet on ${sample.ref} cannot be settled: ${settled.reason}`);
    return [frozen, record(ground, KINDS.result, id, settled.result, sample.by, on)];
  });
}

/** Of what came afterwards: a hit had predicted less, a near one a little more, a miss much more. */
const PREDICTED = { hit: 0.8, near: 1.4, miss: 3 } as const;

function predictionOf(
  predicted: number | keyof typeof PREDICTED,
  bet: Bet,
  readings: readonly Reading[],
): number {
  if (typeof predicted === "number") return predicted;
  const came = (measuredChange(bet, readings) ?? 0) * PREDICTED[predicted];
  return Math.round(came * 100) / 100;
}

function decisionRecords(ground: Ground, readings: Readings): RecordRevision[] {
  return sampleDecisions.map(({ id, ref, by, days, decision, reason, effortSaved, reopenWhen }) => {
    const issue = ground.issueOf(ref);
    const on = addDays(ground.today, days);
    const valuesThen = reopenWhen.flatMap((each) => {
      if (each.kind !== "metric") return [];
      const value = latestReading(readings.get(each.outcomeId) ?? [], on)?.value;
      return value === undefined ? [] : [[each.outcomeId, value] as const];
    });
    const body = {
      decision: {
        id,
        issueId: issue.id,
        decision,
        reason,
        evidenceIds: [],
        effortSaved,
        on,
        by: ground.accountOf(by),
        reopenWhen: reopenWhen.map((each) =>
          each.kind === "day" ? { kind: "date", on: addDays(ground.today, each.day) } : each,
        ),
      },
      issue,
      decidedAt: ground.now + days * DAY,
      evidence: [],
      evidenceThen: [],
      valuesThen: Object.fromEntries(valuesThen),
      state: "stands",
    };
    return record(ground, KINDS.decision, id, body, by, days);
  });
}
