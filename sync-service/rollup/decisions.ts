import type { DecisionNeeded } from "#shared/contract/initiatives/words.ts";
import { daysBetween, workingDaysBetween } from "#shared/day.ts";
import { unitOf } from "#shared/outcomes/amount.ts";
import { stateOf } from "#shared/outcomes/bet.ts";
import type { Work } from "#shared/rollup/works.ts";
import type { Findings } from "./findings.ts";
import { days } from "./outcome-view.ts";
import type { Sight } from "./sight.ts";
import { doneByTarget } from "./standing.ts";
import { assigneeOf, workView } from "./work-view.ts";

/** Of each kind so many are named; the last sentence says how many more there are. */
const NAMED = 5;

/** What waits for a person, the most pressing first, each with the one who can act. */
export function decisionsNeeded(sight: Sight, findings: Findings): readonly DecisionNeeded[] {
  return [
    ...lateness(sight),
    ...gaps(findings),
    ...blockers(sight),
    ...dateConflicts(sight, findings),
    ...betsDue(sight),
    ...updateMissing(sight, findings),
    ...unreadSources(sight),
  ];
}

const plain = { since: null, who: null, work: null, outcome: null } as const;
const ownerOf = ({ initiative: { owner } }: Sight): string | null => owner?.name ?? owner?.id ?? null;

function lateness(sight: Sight): DecisionNeeded[] {
  const { initiative, standing, today } = sight;
  const { targetOn } = initiative;
  const { forecast, remaining, delivered } = standing;
  if (targetOn === null || forecast.kind === "done" || remaining === 0) return [];
  const who = ownerOf(sight);
  const left = leftWords(remaining, delivered.unit);
  if (targetOn < today) {
    const sentence = `The target of ${targetOn} passed ${days(daysBetween(targetOn, today))} ago and ${left}: it needs a new target, or less scope.`;
    return [{ ...plain, kind: "late", sentence, since: targetOn, who }];
  }
  if (forecast.kind !== "range") return [];
  const sure = forecast.marks.find(({ percent }) => percent === 85);
  if (sure === undefined || (sure.on !== null && sure.on <= targetOn)) return [];
  const when =
    sure.on === null
      ? "cannot be forecast, as scope grows as fast as work is done"
      : `is ${sure.on}, ${days(daysBetween(targetOn, sure.on))} after the target of ${targetOn}`;
  return [{ ...plain, kind: "late", sentence: `The 85 % date ${when}: ${left}.`, who }];
}

function gaps({ health: { gap, declared } }: Findings): DecisionNeeded[] {
  if (gap === null || declared === null) return [];
  return [{ ...plain, kind: "health gap", sentence: gap, since: declared.on, who: declared.by }];
}

function blockers(sight: Sight): DecisionNeeded[] {
  const { index, standing, today } = sight;
  const { blocked } = standing;
  return blocked.slice(0, NAMED).map(({ key, work, since, by }, place) => {
    const for_ = workingDaysBetween(since, today);
    const more =
      place === NAMED - 1 && blocked.length > NAMED ? ` ${moreAre(blocked.length - NAMED)} blocked.` : "";
    const what = by.length === 0 ? "" : ` by ${by.join(", ")}`;
    const sentence = `${key} has been blocked${what} for ${for_ === 1 ? "a working day" : `${for_} working days`}.${more}`;
    const who = actorOn(sight, by) ?? assigneeOf(index, work) ?? ownerOf(sight);
    return { ...plain, kind: "blocker", sentence, since, who, work: workView(index, work) };
  });
}

/** Whoever has the work that blocks, where it belongs to the initiative as well. */
function actorOn({ index, standing: { progress } }: Sight, keys: readonly string[]): string | null {
  const isNamed = (work: Work): boolean => work.items.some(({ key }) => keys.includes(key));
  for (const { work } of [...progress.lines, ...progress.leftOut]) {
    if (!isNamed(work)) continue;
    const assignee = assigneeOf(index, work);
    if (assignee !== null) return assignee;
  }
  return null;
}

function dateConflicts(sight: Sight, { dates: { conflicts } }: Findings): DecisionNeeded[] {
  const [first] = conflicts;
  if (first === undefined) return [];
  const more = conflicts.length === 1 ? "" : ` ${moreAre(conflicts.length - 1)} due after the target.`;
  return [{ ...plain, kind: "dates", sentence: `${first}${more}`, who: ownerOf(sight) }];
}

function betsDue({ id, outcomes, today, nameOf }: Sight): DecisionNeeded[] {
  return outcomes.flatMap(({ outcome, bets, results }) =>
    bets.flatMap((bet): DecisionNeeded[] => {
      if (bet.subject.kind === "initiative" && bet.subject.id !== id) return [];
      const state = stateOf(bet, results, today);
      if (state.state !== "due") return [];
      const late = state.daysOverdue === 0 ? "today" : `${days(state.daysOverdue)} ago`;
      const sentence = `The bet on “${outcome.title}” was to be measured ${late}: not achieved without a measurement.`;
      return [
        {
          ...plain,
          kind: "bet due",
          sentence,
          since: bet.measureBy,
          who: nameOf(bet.by),
          outcome: outcome.id,
        },
      ];
    }),
  );
}

function updateMissing(sight: Sight, { health: { staleness } }: Findings): DecisionNeeded[] {
  if (staleness.state !== "update missing") return [];
  const { sentence, dueOn } = staleness;
  return [{ ...plain, kind: "update missing", sentence, since: dueOn, who: ownerOf(sight) }];
}

function unreadSources(sight: Sight): DecisionNeeded[] {
  return sight.initiative.sources.flatMap(({ id, label }): DecisionNeeded[] => {
    const problem = sight.problems.get(id);
    if (problem === undefined) return [];
    const sentence = `“${label}” could not be read: ${problem}`;
    return [{ ...plain, kind: "source", sentence, who: ownerOf(sight) }];
  });
}

/** "Make the case": the decisions as one paragraph with the numbers; null when none is needed. */
export function theCase(sight: Sight, decisions: readonly DecisionNeeded[]): string | null {
  if (decisions.length === 0) return null;
  const { initiative, standing, today } = sight;
  const { name, targetOn } = initiative;
  const { progress, forecast, delivered } = standing;
  const { share, done, total, unit } = progress;
  const parts =
    share === null
      ? [`Nothing of “${name}” counts yet.`]
      : [`“${name}” is ${round(share * 100)} % done (${round(done)} of ${round(total)} ${unit}).`];
  if (targetOn !== null && targetOn >= today) {
    parts.push(`The target of ${targetOn} is ${days(daysBetween(today, targetOn))} away.`);
  }
  if (forecast.kind === "range") parts.push(`Done at ${forecast.sentence}`);
  parts.push(
    ...decisions.map(({ sentence, who }) =>
      who === null ? sentence : `${sentence} It is for ${who} to act.`,
    ),
  );
  const reach = targetOn === null ? null : doneByTarget(sight.id, standing, targetOn);
  if (reach !== null && reach < standing.remaining) {
    const left = `${round(standing.remaining)} ${delivered.unit}`;
    parts.push(
      `By the target ${round(reach)} of the ${left} left will be done in 85 of 100 trials: the rest is what to cut, or to move.`,
    );
  }
  return parts.join(" ");
}

/** "21 issues are left", "1 point is left". */
function leftWords(remaining: number, unit: string): string {
  const left = round(remaining);
  return left === "1" ? `1 ${unitOf(1, unit)} is left` : `${left} ${unit} are left`;
}

const moreAre = (count: number): string => (count === 1 ? "One more is" : `${count} more are`);
const round = (value: number): string => String(Math.round(value * 10) / 10);
