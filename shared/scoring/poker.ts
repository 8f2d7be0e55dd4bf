import type { NumericField } from "./framework.ts";

/**
 * Several people rate one input of one issue, and nobody sees a vote before all are shown: the first number said
 * aloud would pull the others to it.
 */
interface PokerRound {
  readonly issue: string;
  readonly field: NumericField;
  readonly votes: readonly Vote[];
  readonly isRevealed: boolean;
}

interface Vote {
  readonly person: string;
  readonly value: number;
}

/** What one person may see. */
interface PokerView {
  readonly voted: readonly string[];
  /** Before the reveal, the viewer's own alone. */
  readonly votes: readonly Vote[];
  readonly result: PokerResult | null;
}

export interface PokerResult {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** How far apart the votes lie, in steps of the scale. */
  readonly spread: "agreed" | "apart" | "far apart";
  /** What the spread leaves of a stated confidence (ours): 1, 0.8 or 0.5. */
  readonly confidenceFactor: 1 | 0.8 | 0.5;
  readonly sentence: string;
}

export function openRound(issue: string, field: NumericField): PokerRound {
  return { issue, field, votes: [], isRevealed: false };
}

/** A person's last vote counts. Throws after the reveal: what others said may not change a vote. */
export function castVote(round: PokerRound, vote: Vote): PokerRound {
  if (round.isRevealed) {
    throw new Error(
      `The votes on ${round.field.label} of ${round.issue} are shown already; start a new round.`,
    );
  }
  return { ...round, votes: [...round.votes.filter(({ person }) => person !== vote.person), vote] };
}

export function reveal(round: PokerRound): PokerRound {
  return { ...round, isRevealed: true };
}

export function viewRound(round: PokerRound, viewer: string): PokerView {
  return {
    voted: round.votes.map(({ person }) => person),
    votes: round.isRevealed ? round.votes : round.votes.filter(({ person }) => person === viewer),
    result: round.isRevealed ? resultOf(round) : null,
  };
}

/** The confidence that a spread leaves, as one of the scale's own steps where it has steps. */
export function loweredConfidence(
  stated: number,
  { confidenceFactor }: PokerResult,
  scale: NumericField,
): number {
  const lowered = stated * confidenceFactor;
  if (scale.kind === "number") return Math.max(scale.minimum, lowered);
  const steps = scale.choices.map(({ value }) => value);
  const fitting = steps.filter((value) => value <= lowered);
  return fitting.length === 0 ? Math.min(...steps) : Math.max(...fitting);
}

/** With an even number of votes the lower of the middle two: a value that somebody gave. */
function resultOf({ field, votes }: PokerRound): PokerResult | null {
  const values = votes.map(({ value }) => value).sort((left, right) => left - right);
  const lowest = values[0];
  const highest = values.at(-1);
  const median = values[Math.floor((values.length - 1) / 2)];
  if (lowest === undefined || highest === undefined || median === undefined) return null;
  const spread = spreadOf(field, lowest, highest, median);
  const confidenceFactor = spread === "agreed" ? 1 : spread === "apart" ? 0.8 : 0.5;
  const from = votes.filter(({ value }) => value === lowest).map(({ person }) => person);
  const to = votes.filter(({ value }) => value === highest).map(({ person }) => person);
  const sentence =
    spread === "agreed"
      ? `${field.label}: ${values.length} votes agree on about ${median}.`
      : `${field.label}: from ${lowest} (${from.join(", ")}) to ${highest} (${to.join(", ")}): let these two talk before the median of ${median} is taken.`;
  return { median, lowest, highest, spread, confidenceFactor, sentence };
}

/** On a short scale by its steps (1 agrees, 2 is apart); on a bounded one by tenths; on an open one by the median. */
function spreadOf(
  field: NumericField,
  lowest: number,
  highest: number,
  median: number,
): PokerResult["spread"] {
  if (field.kind === "choice") {
    const steps = field.choices.map(({ value }) => value).sort((left, right) => left - right);
    const apart = steps.indexOf(highest) - steps.indexOf(lowest);
    return apart <= 1 ? "agreed" : apart === 2 ? "apart" : "far apart";
  }
  const size = field.maximum === null ? Math.abs(median) : field.maximum - field.minimum;
  const share = size === 0 ? (highest === lowest ? 0 : 1) : (highest - lowest) / size;
  const [agreed, apart] = field.maximum === null ? [0.25, 1] : [0.2, 0.4];
  return share <= agreed ? "agreed" : share <= apart ? "apart" : "far apart";
}
