import { CHANGES_NAMED, type InitiativeChanges } from "#shared/contract/initiatives/page.ts";
import { scopeChange, snapshotOf } from "#shared/rollup/scope-change.ts";
import { workKey, type Work } from "#shared/rollup/works.ts";
import type { Initiative } from "./initiative.ts";
import type { Sight } from "./sight.ts";
import { forecastView } from "./standing.ts";
import { workView } from "./work-view.ts";

/** A definition as it was saved. */
export interface Edit {
  readonly initiative: Initiative;
  readonly by: string;
  readonly at: number;
  readonly why: string | null;
}

const NAMED_IN_WORDS = 3;

/** What changed in an initiative between two moments; `edits` are all of its definitions, oldest first. */
export function changesBetween(then: Sight, now: Sight, edits: readonly Edit[]): InitiativeChanges {
  const before = snapshotOf(then.standing.progress, then.today);
  const after = snapshotOf(now.standing.progress, now.today);
  const change = scopeChange(before, after);
  const works = worksByKey(then, now);
  const kinds = KINDS.flatMap(({ kind, changed }) => {
    const all = changed(change);
    if (all.length === 0) return [];
    const named = all.slice(0, CHANGES_NAMED).flatMap(({ key, weight, from }) => {
      const found = works.get(key);
      return found ? [{ ...workView(found.sight.index, found.work), weight, from: from ?? null }] : [];
    });
    const weight = all.reduce((total, each) => total + each.weight, 0);
    return [{ kind, count: all.length, weight, works: named }];
  });
  const properties = editsBetween(edits, then.moment, now.moment);
  const forecastThen = forecastView(then.standing, then.initiative.targetOn);
  const forecastNow = forecastView(now.standing, now.initiative.targetOn);
  const moved = forecastMoved(forecastThen, forecastNow);
  const words = [
    change.sentence,
    ...properties.map(({ sentence }) => sentence),
    ...(moved === null ? [] : [moved]),
  ];
  const isOnlyWords = kinds.length === 0 && words.length > 1;
  return {
    since: then.moment,
    until: now.moment,
    sentence: (isOnlyWords && change.sentence.startsWith("Nothing") ? words.slice(1) : words).join(" "),
    scopeThen: change.scopeThen,
    scopeNow: change.scopeNow,
    unit: after.unit,
    kinds,
    properties,
    forecastThen,
    forecastNow,
  };
}

type Change = ReturnType<typeof scopeChange>;
type Changed = Change["added"][number] & { from?: number };

const KINDS: readonly {
  kind: InitiativeChanges["kinds"][number]["kind"];
  changed: (change: Change) => readonly Changed[];
}[] = [
  { kind: "completed", changed: ({ completed }) => completed },
  { kind: "started", changed: ({ started }) => started },
  { kind: "reopened", changed: ({ reopened }) => reopened },
  { kind: "added", changed: ({ added }) => added },
  { kind: "removed", changed: ({ removed }) => removed },
  { kind: "re-estimated", changed: ({ reestimated }) => reestimated },
];

/** What was removed is told as it was then, everything else as it is now. */
function worksByKey(then: Sight, now: Sight): ReadonlyMap<string, { sight: Sight; work: Work }> {
  const works = new Map<string, { sight: Sight; work: Work }>();
  for (const sight of [then, now]) {
    for (const { work } of sight.standing.progress.lines) works.set(workKey(work), { sight, work });
  }
  return works;
}

function forecastMoved(
  then: InitiativeChanges["forecastThen"],
  now: InitiativeChanges["forecastNow"],
): string | null {
  const sure = (forecast: typeof then): string | null =>
    forecast.kind === "range"
      ? (forecast.marks.find(({ percent }) => percent === 85)?.on ?? "beyond reach")
      : null;
  const [before, after] = [sure(then), sure(now)];
  if (before === null || after === null || before === after) return null;
  return `The 85 % date moved from ${before} to ${after}.`;
}

/** What the edits of a definition changed, a sentence each, in the order in which they came. */
function editsBetween(
  edits: readonly Edit[],
  since: number,
  until: number,
): { sentence: string; by: string; at: number }[] {
  return edits.flatMap(({ initiative, by, at }, place) => {
    const before = edits[place - 1]?.initiative;
    if (before === undefined || at <= since || at > until) return [];
    return editSentences(before, initiative).map((sentence) => ({ sentence, by, at }));
  });
}

export function editSentences(before: Initiative, after: Initiative): readonly string[] {
  const sentences: string[] = [];
  const moved = (what: string, from: string | null, to: string | null): void => {
    if (from === to) return;
    if (from === null) sentences.push(`${what} is ${to ?? ""} now.`);
    else
      sentences.push(
        to === null ? `${what} ${from} was taken away.` : `${what} moved from ${from} to ${to}.`,
      );
  };
  moved("The target", before.targetOn, after.targetOn);
  moved("The start", before.startsOn, after.startsOn);
  const owner = ({ owner: one }: Initiative): string | null => one?.name ?? one?.id ?? null;
  moved("The owner", owner(before), owner(after));
  if (before.name !== after.name) sentences.push(`It is called “${after.name}” now, not “${before.name}”.`);
  const labels = ({ sources }: Initiative): readonly string[] => sources.map(({ label }) => `“${label}”`);
  sentences.push(...listed("source", labels(before), labels(after)));
  sentences.push(...listed("outcome", before.outcomes, after.outcomes));
  if (before.cadenceDays !== after.cadenceDays)
    sentences.push(`Updates are due every ${after.cadenceDays} days now, not every ${before.cadenceDays}.`);
  if (before.isArchived !== after.isArchived)
    sentences.push(after.isArchived ? "It was archived." : "It was taken out of the archive.");
  if (JSON.stringify(before.publishing) !== JSON.stringify(after.publishing))
    sentences.push("What is published to the trackers was changed.");
  if (JSON.stringify(before.titles) !== JSON.stringify(after.titles))
    sentences.push("Whose titles may be read outside was changed.");
  if (before.description !== after.description) sentences.push("Its description was changed.");
  return sentences;
}

function listed(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  const words = (some: readonly string[], verb: string): string[] => {
    if (some.length === 0) return [];
    const more = some.length > NAMED_IN_WORDS ? " …" : "";
    const names = some.slice(0, NAMED_IN_WORDS).join(", ");
    const count = some.length === 1 ? `The ${what} ${names} was` : `${some.length} ${what}s were`;
    return [some.length === 1 ? `${count} ${verb}.` : `${count} ${verb}: ${names}${more}.`];
  };
  return [...words(added, "added"), ...words(removed, "removed")];
}
