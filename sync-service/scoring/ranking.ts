import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { InputProblem } from "#shared/contract/scoring/words.ts";
import type { Day } from "#shared/day.ts";
import type { Meter } from "#shared/scoring/evidence.ts";
import type { FrameworkId, Score } from "#shared/scoring/framework.ts";
import { uncertainTerms } from "#shared/scoring/ranges.ts";
import { rankIssues, type Ranked } from "#shared/scoring/rank.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RankSpan, UncertainScore } from "#shared/scoring/stability.ts";
import type { SupportedScore } from "#shared/scoring/supported.ts";
import { evaluate, meterOfIssue, rankedBy, settingsOf } from "./evaluate.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { Ledger } from "./ledger.ts";
import { projectOf, type KnownIssues } from "./project-issues.ts";
import type { ScoreRecord } from "./records.ts";
import { spansOf } from "./spans.ts";

/** An open issue of the project with what it comes to. */
export interface Standing {
  id: string;
  key: string;
  meter: Meter;
  entry: Entry<ScoreRecord> | null;
  /** Null without inputs, or while some are missing. */
  result: SupportedScore | null;
  problems: readonly InputProblem[];
  ranked: Ranked | null;
}

/** One project's open issues by one framework. */
export interface Ranking {
  framework: FrameworkId;
  /** By rank. */
  ranked: readonly Ranked[];
  /** Every open issue, scored or not, by its id. */
  byId: ReadonlyMap<string, Standing>;
  /** Where each rank lies in 90 % of the trials, by key: made when first asked for. */
  spans: () => Promise<ReadonlyMap<string, RankSpan>>;
  /** The last trials that were made, of this ranking or of an earlier one. */
  lastTrials: () => Trials | null;
}

interface Trials {
  scores: readonly UncertainScore[];
  spans: Promise<ReadonlyMap<string, RankSpan>>;
}

/**
 * Ranks what is open: the issues of the mirror whose status is not done, and scored issues that no mirror holds
 * and of whose status nothing is known. Each score is computed from its own inputs alone.
 */
export function rankingOf(
  ledger: Ledger,
  known: KnownIssues,
  project: string,
  framework: FrameworkId,
  today: Day,
  earlier: Trials | null,
): Ranking {
  const { settings } = ledger;
  const byId = new Map<string, Standing>();
  for (const { id, key } of openIssues(ledger, known, project)) {
    byId.set(id, standingOf(ledger, { id, key }, framework, today));
  }
  const rankable = [...byId.values()].flatMap((standing) => {
    if (standing.result === null) return [];
    const score = rankedBy(settings, standing.result);
    const within = withinTier(ledger, standing, framework, today);
    return [{ key: standing.key, score, ...(within === null ? {} : { within: within.value }) }];
  });
  const ranked = rankIssues(rankable);
  const byKey = new Map(ranked.map((one) => [one.key, one]));
  for (const standing of byId.values()) standing.ranked = byKey.get(standing.key) ?? null;
  let trials: Trials | null = null;
  const spans = (): Promise<ReadonlyMap<string, RankSpan>> => {
    trials ??= tryOut(uncertainScores(settings, framework, byId), earlier, () => (trials = null));
    return trials.spans;
  };
  return { framework, ranked, byId, spans, lastTrials: () => trials ?? earlier };
}

/** A score by one framework changes nothing for the others: what was tried out already is not tried out again. */
function tryOut(scores: readonly UncertainScore[], earlier: Trials | null, onFailure: () => void): Trials {
  if (earlier !== null && sameScores(earlier.scores, scores)) return earlier;
  const spans = spansOf(scores).catch((error: unknown) => {
    onFailure();
    throw error;
  });
  return { scores, spans };
}

function sameScores(one: readonly UncertainScore[], other: readonly UncertainScore[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ key, tier, terms }, position) => {
      const there = other[position];
      return there?.key === key && there.tier === tier && sameTerms(terms, there.terms);
    })
  );
}

function sameTerms(one: UncertainScore["terms"], other: UncertainScore["terms"]): boolean {
  return (
    one.length === other.length &&
    one.every(({ enters, low, stated, high }, position) => {
      const there = other[position];
      return there?.enters === enters && there.low === low && there.stated === stated && there.high === high;
    })
  );
}

function* openIssues(
  ledger: Ledger,
  { byId }: KnownIssues,
  project: string,
): Generator<{ id: string; key: string }> {
  for (const { id, key, isOpen } of byId.values()) {
    if (isOpen && projectOf(key) === project) yield { id, key };
  }
  for (const [id, scores] of ledger.scores) {
    if (byId.has(id)) continue;
    const [any] = scores.values();
    const key = any?.body.issue.key;
    if (key !== undefined && projectOf(key) === project) yield { id, key };
  }
}

function standingOf(
  ledger: Ledger,
  { id, key }: { id: string; key: string },
  framework: FrameworkId,
  today: Day,
): Standing {
  const meter = meterOfIssue(ledger, id, today);
  const entry = ledger.scoreOf(id, framework) ?? null;
  const standing: Standing = { id, key, meter, entry, result: null, problems: [], ranked: null };
  const inputs = entry?.body.inputs;
  if (!inputs) return standing;
  const evaluated = evaluate(ledger.settings, framework, inputs, meter);
  return evaluated.kind === "scored"
    ? { ...standing, result: evaluated.result }
    : { ...standing, problems: evaluated.problems };
}

/** Within a MoSCoW category another framework decides: the primary one, or the first in use that scored it. */
function withinTier(ledger: Ledger, { id }: Standing, framework: FrameworkId, today: Day): Score | null {
  if (framework !== "moscow") return null;
  const { settings } = ledger;
  const others = [settings.primary, ...settings.frameworks.map((one) => one.id)];
  for (const other of others) {
    if (other === framework) continue;
    const { result } = standingOf(ledger, { id, key: "" }, other, today);
    if (result !== null) return rankedBy(settings, result);
  }
  return null;
}

function uncertainScores(
  settings: ScoringSettings,
  framework: FrameworkId,
  standings: ReadonlyMap<string, Standing>,
): UncertainScore[] {
  const own = settingsOf(settings, framework);
  const { confidenceKey } = frameworkById(framework);
  return [...standings.values()].flatMap(({ key, entry, result, meter }) => {
    const inputs = entry?.body.inputs;
    if (!inputs || result === null) return [];
    const capped = settings.rankBy === "supported" && result.isCapped && confidenceKey !== null && result.cap;
    const counted = capped ? { ...inputs, [confidenceKey]: capped.confidence } : inputs;
    const terms = uncertainTerms(framework, counted, own, meter.value, entry.body.ranges);
    return [{ key, tier: result.stated.tier, terms }];
  });
}
