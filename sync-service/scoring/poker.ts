import type { PokerAnswer, PokerRequest, PokerRoundView } from "#shared/contract/scoring/poker.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { NumericField } from "#shared/scoring/framework.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { castVote, loweredConfidence, openRound, reveal, viewRound } from "#shared/scoring/poker.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { ScoringDesk } from "./desk.ts";
import { labelOf, settingsOf } from "./evaluate.ts";
import { KINDS, partId, pokerRecordSchema, type PokerRecord } from "./records.ts";
import { mayGive, whoMayGive } from "./roles.ts";

/** A request about a round that is refused, for the HTTP answer. */
export class PokerRefused extends Error {
  readonly advice: string;
  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}

/** Carries out what a person does in a round, and tells the issue's rounds as this person may see them. */
export async function playPoker(
  desk: ScoringDesk,
  request: PokerRequest,
  person: string,
): Promise<PokerAnswer> {
  await desk.look();
  if (request.act === "look") return roundsOf(desk, request.issue, person);
  const issue = await act(desk, request, person);
  await desk.ledger.refresh();
  return roundsOf(desk, issue, person);
}

async function act(
  desk: ScoringDesk,
  request: Exclude<PokerRequest, { act: "look" }>,
  person: string,
): Promise<JiraIssue> {
  if (request.act === "open") return await open(desk, request, person);
  const known = findRound(desk, request.round);
  if (!known) throw new PokerRefused("There is no such round.", "Open the issue again.");
  const isAllowed = allowed(desk, known, person);
  if (request.act === "reveal") {
    if (!isAllowed && known.openedBy !== person) throw notAllowed(desk, known);
    await change(desk.parts.store.records, known, person, desk.now(), (round) =>
      round.revealed === null ? { ...round, revealed: { by: person, at: desk.now() } } : round,
    );
    return known.issue;
  }
  if (!isAllowed) throw notAllowed(desk, known);
  checkScale(desk, known, request.value);
  await change(desk.parts.store.records, known, person, desk.now(), (round) => {
    if (round.revealed !== null) {
      const what = `The votes on ${labelOf(desk.ledger.settings, round.framework, round.input)} of ${round.issue.key} are shown already.`;
      throw new PokerRefused(what, "Start a new round.");
    }
    const cast = castVote(asRound(desk, round), { person, value: request.value });
    return { ...round, votes: cast.votes.map((vote) => ({ ...vote })) };
  });
  return known.issue;
}

async function open(
  desk: ScoringDesk,
  { round, issue, framework, input }: Extract<PokerRequest, { act: "open" }>,
  person: string,
): Promise<JiraIssue> {
  if (numericField(desk, framework, input) === null) {
    const what = `${frameworkById(framework).name} has no number “${input}” to vote on.`;
    throw new PokerRefused(what, "Choose one of its numbers.");
  }
  const at = desk.now();
  const body: PokerRecord = {
    round,
    issue,
    framework,
    input,
    openedBy: person,
    openedAt: at,
    votes: [],
    revealed: null,
  };
  // A repeat finds the round there, and leaves it as it is.
  await desk.parts.store.records.append({
    kind: KINDS.poker,
    id: partId(issue.id, round),
    body,
    who: person,
    why: null,
    at,
    expectedRevision: 0,
  });
  return issue;
}

/** Several people vote at once: whoever comes second looks again and adds to what the first left. */
async function change(
  records: RecordStore,
  { issue, round }: PokerRecord,
  who: string,
  at: number,
  step: (round: PokerRecord) => PokerRecord,
): Promise<void> {
  for (;;) {
    const latest = await records.latest(KINDS.poker, partId(issue.id, round));
    if (!latest) return;
    const before = pokerRecordSchema.parse(latest.body);
    const body = step(before);
    if (body === before) return;
    const { kind, id, revision: expectedRevision } = latest;
    const { ok } = await records.append({ kind, id, body, who, why: null, at, expectedRevision });
    if (ok) return;
  }
}

function roundsOf(desk: ScoringDesk, { id }: JiraIssue, viewer: string): PokerAnswer {
  const rounds = [...(desk.ledger.poker.get(id)?.values() ?? [])]
    .map(({ body }) => body)
    .sort((one, other) => other.openedAt - one.openedAt);
  const told = new Set<string>();
  const shown = rounds.filter(({ revealed, framework, input }) => {
    if (revealed === null) return true;
    const name = `${framework} ${input}`;
    const isLast = !told.has(name);
    told.add(name);
    return isLast;
  });
  return { rounds: shown.map((round) => tellRound(desk, round, viewer)) };
}

/** A round as one person may see it: nobody else's vote before the reveal. */
export function tellRound(desk: ScoringDesk, round: PokerRecord, viewer: string | null): PokerRoundView {
  const { personOf, ledger } = desk;
  const { voted, votes, result } = viewRound(asRound(desk, round), viewer ?? "");
  const names = (sentence: string): string =>
    round.votes.reduce(
      (text, { person }) => text.replaceAll(person, personOf(person).name ?? person),
      sentence,
    );
  return {
    round: round.round,
    issue: round.issue,
    framework: round.framework,
    input: round.input,
    label: labelOf(ledger.settings, round.framework, round.input),
    openedBy: personOf(round.openedBy),
    openedAt: round.openedAt,
    voted: voted.map(personOf),
    votes: votes.map(({ person, value }) => ({ person: personOf(person), value })),
    revealed: round.revealed && { by: personOf(round.revealed.by), at: round.revealed.at },
    result: result && {
      median: result.median,
      lowest: result.lowest,
      highest: result.highest,
      spread: result.spread,
      sentence: names(result.sentence),
      confidence: confidenceAfter(desk, round, result),
    },
  };
}

function confidenceAfter(
  { ledger }: ScoringDesk,
  { issue, framework }: PokerRecord,
  result: Parameters<typeof loweredConfidence>[1],
): { stated: number; lowered: number } | null {
  const { confidenceKey, fields } = frameworkById(framework);
  if (confidenceKey === null) return null;
  const scale = fields(settingsOf(ledger.settings, framework)).find(({ key }) => key === confidenceKey);
  const stated = ledger.scoreOf(issue.id, framework)?.body.inputs?.[confidenceKey];
  if (typeof stated !== "number" || !scale || (scale.kind !== "number" && scale.kind !== "choice"))
    return null;
  return { stated, lowered: loweredConfidence(stated, result, scale) };
}

function asRound(desk: ScoringDesk, round: PokerRecord): Parameters<typeof viewRound>[0] {
  const field = numericField(desk, round.framework, round.input);
  if (field === null) {
    const what = `“${round.input}” of ${round.issue.key} is no input of ${frameworkById(round.framework).name} any more.`;
    throw new PokerRefused(what, "Start a new round.");
  }
  const opened = { ...openRound(round.issue.key, field), votes: round.votes };
  return round.revealed === null ? opened : reveal(opened);
}

function numericField({ ledger }: ScoringDesk, framework: FrameworkId, input: string): NumericField | null {
  const field = frameworkById(framework)
    .fields(settingsOf(ledger.settings, framework))
    .find(({ key }) => key === input);
  return field?.kind === "number" || field?.kind === "choice" ? field : null;
}

function checkScale(desk: ScoringDesk, { framework, input, issue }: PokerRecord, value: number): void {
  const result = frameworkById(framework).score(
    { [input]: value },
    settingsOf(desk.ledger.settings, framework),
  );
  const problem = result.ok ? undefined : result.problems.find(({ key }) => key === input);
  if (problem) throw new PokerRefused(`${issue.key}: ${problem.message}`, "Vote with a value of the scale.");
}

function findRound({ ledger }: ScoringDesk, round: string): PokerRecord | undefined {
  for (const rounds of ledger.poker.values()) {
    const found = rounds.get(round);
    if (found) return found.body;
  }
  return undefined;
}

function allowed({ ledger }: ScoringDesk, { framework, input }: PokerRecord, person: string): boolean {
  return mayGive(ledger.settings, framework, input, person);
}

function notAllowed(
  { ledger, personOf }: ScoringDesk,
  { framework, input, issue }: PokerRecord,
): PokerRefused {
  const people = whoMayGive(ledger.settings, framework, input);
  const names = people === "everyone" ? [] : people.map((id) => personOf(id).name ?? id);
  const label = labelOf(ledger.settings, framework, input);
  const given = names.length === 0 ? "nobody at present" : names.join(", ");
  return new PokerRefused(
    `${label} of ${issue.key} is given by ${given}; only they vote on it.`,
    "Ask one of them; an administrator can change who gives it.",
  );
}
