import type { InitiativeChanges, InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Works, worksRequestSchema } from "#shared/contract/initiatives/works.ts";
import type { InitiativeList, historySchema, draftSchema } from "#shared/contract/initiatives/writes.ts";
import type { Day } from "#shared/day.ts";
import { outcomeStatement } from "#shared/outcomes/progress.ts";
import { healthStatement } from "#shared/rollup/health.ts";
import { ruleStatements } from "#shared/rollup/rules.ts";
import type { z } from "zod";
import { changesBetween, editSentences } from "./changes.ts";
import { decisionsNeeded } from "./decisions.ts";
import type { InitiativesDesk, PastSight } from "./desk.ts";
import { findingsOf } from "./findings.ts";
import { dayOf, endOf } from "./initiative.ts";
import { pageOf } from "./page.ts";
import { rowOf } from "./row.ts";
import type { Sight } from "./sight.ts";
import { worksOf } from "./works-view.ts";
import { unknownInitiative } from "./write.ts";

async function seen(desk: InitiativesDesk, id: string, asOf: Day | null): Promise<PastSight> {
  await desk.look();
  if (asOf === null || asOf >= desk.today()) {
    const sight = desk.sight(id);
    if (sight === null) throw unknownInitiative(id);
    return { sight, isRebuilt: false };
  }
  const past = await desk.sightOn(id, asOf);
  if (past === null) throw unknownInitiative(id);
  return past;
}

/** The overview, now or as of the end of a past day. */
export async function listOf(
  desk: InitiativesDesk,
  query: { asOf: Day | null; includeArchived: boolean },
): Promise<InitiativeList> {
  await desk.look();
  const isPast = query.asOf !== null && query.asOf < desk.today();
  const sights = isPast
    ? await pastSights(desk, query.asOf ?? desk.today(), query.includeArchived)
    : await desk.sights(query.includeArchived);
  const { settings, settingsRevision, views } = desk.ledger;
  return {
    now: desk.now(),
    asOf: isPast ? query.asOf : null,
    version: desk.version(null),
    rows: sights.map((sight) => rowOf(sight)),
    settings,
    settingsRevision,
    statements: {
      progress: ruleStatements[settings.rule],
      health: healthStatement,
      outcomes: outcomeStatement,
    },
    views: [...views.values()],
  };
}

async function pastSights(
  desk: InitiativesDesk,
  day: Day,
  includeArchived: boolean,
): Promise<readonly Sight[]> {
  const sights: Sight[] = [];
  for (const [id, { body }] of desk.ledger.initiatives) {
    const past = await desk.sightOn(id, day);
    if (past !== null && (includeArchived || !body.isArchived)) sights.push(past.sight);
  }
  return sights;
}

export async function pageAnswer(
  desk: InitiativesDesk,
  query: { initiative: string; asOf: Day | null; each: "day" | "week" },
): Promise<InitiativePage> {
  const { sight, isRebuilt } = await seen(desk, query.initiative, query.asOf);
  const changes = await changesSince(desk, sight, null);
  return pageOf(sight, {
    each: query.each,
    asOf: query.asOf !== null && query.asOf < desk.today() ? query.asOf : null,
    isRebuilt,
    now: desk.now(),
    changed: { since: dayOf(changes.since), sentence: changes.sentence },
  });
}

export async function worksAnswer(
  desk: InitiativesDesk,
  query: z.output<typeof worksRequestSchema>,
): Promise<Works> {
  const { sight } = await seen(desk, query.initiative, query.asOf);
  return worksOf(sight, query);
}

export async function changesAnswer(
  desk: InitiativesDesk,
  query: { initiative: string; asOf: Day | null; since: Day | null },
): Promise<InitiativeChanges> {
  const { sight } = await seen(desk, query.initiative, query.asOf);
  return await changesSince(desk, sight, query.since);
}

const WEEK = 7 * 86_400_000;

/** Since the end of a day; without one since the latest human update, or a week ago. */
async function changesSince(
  desk: InitiativesDesk,
  sight: Sight,
  since: Day | null,
): Promise<InitiativeChanges> {
  const latest = sight.updates[0]?.at ?? endOf(dayOf(sight.moment - WEEK));
  const moment = Math.min(since === null ? latest : endOf(since), sight.moment);
  const [then, edits] = await Promise.all([desk.sightAt(sight.id, moment), desk.edits(sight.id)]);
  if (then === null) throw unknownInitiative(sight.id);
  return changesBetween(then.sight, sight, edits);
}

/** What a human update may begin with. */
export async function draftAnswer(desk: InitiativesDesk, id: string): Promise<z.output<typeof draftSchema>> {
  const { sight } = await seen(desk, id, null);
  const changes = await changesSince(desk, sight, null);
  const findings = findingsOf(sight);
  const asked = decisionsNeeded(sight, findings).filter(({ kind }) => kind !== "update missing");
  const { health } = findings.health.computed;
  return {
    health: health === "unknown" ? null : health,
    text: [changes.sentence, ...asked.map(({ sentence }) => sentence)].join("\n\n"),
    since: dayOf(changes.since),
  };
}

/** Updates and edits, newest first. */
export async function historyAnswer(
  desk: InitiativesDesk,
  id: string,
): Promise<z.output<typeof historySchema>> {
  await desk.look();
  const edits = await desk.edits(id);
  if (edits.length === 0) throw unknownInitiative(id);
  const saved = edits.map(({ initiative, by, at, why }, place) => {
    const before = edits[place - 1]?.initiative;
    const sentences = before === undefined ? ["It was created."] : [...editSentences(before, initiative)];
    return { kind: "edit" as const, at, by, why, sentences };
  });
  const updates = desk.updatesOf(id).map((update) => ({
    kind: "update" as const,
    at: update.at,
    by: update.name ?? update.by,
    update,
  }));
  return { entries: [...updates, ...saved.reverse()].sort((one, other) => other.at - one.at) };
}
