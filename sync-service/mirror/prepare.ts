import { issueId, otherSide, type Mark, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { JournalEntry, LinkEnd, LinkId, LinkState } from "#sync/model/link.ts";
import type { LinkCommit } from "#sync/store/store.ts";
import type {
  CounterpartWords,
  CreateIssue,
  MarkIssue,
  SetChange,
  UpdateIssue,
} from "#sync/trackers/tracker.ts";
import { creationKey } from "./creation-key.ts";
import { shownAs } from "./translate/relations.ts";
import { splitStatus } from "./translate/status.ts";
import { asLabelChange, asLabels } from "./label-meanings.ts";
import { snapshotOf, type Batch, type EngineParts, type Work } from "./parts.ts";

/** A write of one link, ready to be sent once its journal entry stands. */
export interface Prepared<Item = unknown> {
  work: Work;
  entry: JournalEntry;
  item: Item;
}

export interface PreparedWrites {
  jira: { creations: Prepared<CreateIssue<"jira">>[]; updates: Prepared<UpdateIssue<"jira">>[] };
  linear: { creations: Prepared<CreateIssue<"linear">>[]; updates: Prepared<UpdateIssue<"linear">>[] };
}

interface LinkIntent {
  link: LinkId;
  fence: number;
  state: LinkState;
  jira: LinkEnd | null;
  linear: LinkEnd | null;
  conflicts: LinkCommit["conflicts"];
}

/** Turns plans into writes with their journal entries. Nothing is sent here. */
export async function prepare(
  parts: EngineParts,
  batch: Batch,
  works: readonly Work[],
): Promise<{ writes: PreparedWrites; intents: LinkIntent[] }> {
  const probe = works.some((work) => work.plan.create?.side === "jira")
    ? await parts.jira.creationProbe(batch.translator.jira.container.id, batch)
    : null;
  const writes: PreparedWrites = {
    jira: { creations: [], updates: [] },
    linear: { creations: [], updates: [] },
  };
  const intents: LinkIntent[] = [];
  for (const work of works) {
    const reserved = prepareCreation(parts, batch, work, probe, writes);
    prepareUpdates(parts, batch, work, writes);
    const { create, jira, linear } = work.plan;
    if (create || jira || linear) intents.push(intentOf(work, reserved, parts.clock.now()));
  }
  return { writes, intents };
}

/** The end a link gets by observing its issue. */
export function endOf(snapshot: Snapshot): LinkEnd {
  return { id: snapshot.id, key: snapshot.key, url: snapshot.url, version: snapshot.version };
}

/** The mark for one side of a link, as of the generation that is being written. */
function markFor(work: Work, generation: number, counterpart: LinkEnd["id"] | null): Mark {
  return { link: work.link.id, mirror: work.link.mirror, generation, counterpart };
}

/**
 * A mark that is written alone has no journal entry. Only after a creation, whose entry answers for it, may it
 * raise the generation: else a crash before the commit would look like a database older than its marks.
 */
export function markItem(batch: Batch, work: Work, side: Side, counterpart: Snapshot): MarkIssue | undefined {
  const own = snapshotOf(work, side);
  if (!own) return undefined;
  const { create, generation } = work.plan;
  return {
    id: own.id,
    mark: markFor(work, create ? generation + 1 : generation, counterpart.id),
    counterpart: describe(counterpart, batch.translator.jira.self),
  };
}

function describe({ side, key, url, values, author }: Snapshot, self: string): CounterpartWords {
  const isPerson = side === "jira" && author != null && author.id !== self && author.name !== "";
  return { key, url, title: values.title, ...(isPerson ? { author: author.name } : {}) };
}

/** Whom Jira is to name as the reporter: who created the issue in Linear, if he has an account. */
function reporterOf({ fields }: Batch["translator"], source: Snapshot): { reporter?: string } {
  const there = source.author ? fields.assignee.toJira(source.author.id, undefined) : undefined;
  return there?.kind === "value" && there.value !== null ? { reporter: there.value } : {};
}

function newEntry(
  parts: EngineParts,
  work: Work,
  {
    alone,
    ...entry
  }: Pick<JournalEntry, "side" | "kind" | "fields" | "probe"> & {
    key?: string;
    alone?: JournalEntry["alone"] | undefined;
  },
): JournalEntry {
  const id = parts.random.uuid();
  return {
    id,
    link: work.link.id,
    generation: work.plan.generation + 1,
    startedAt: parts.clock.now(),
    ...entry,
    ...(alone ? { alone } : {}),
    key: entry.key ?? id,
  };
}

/** Returns the end a creation reserves: Linear takes ids made by the client. */
function prepareCreation(
  parts: EngineParts,
  batch: Batch,
  work: Work,
  probe: string | null,
  writes: PreparedWrites,
): LinkEnd | null {
  const { create } = work.plan;
  const source = create ? snapshotOf(work, otherSide[create.side]) : undefined;
  if (!create || !source) return null;
  const { jira, linear } = batch.translator;
  const key = creationKey(batch.translator, source);
  const { side, fields } = create;
  const entry = newEntry(parts, work, {
    side,
    kind: "create",
    key,
    fields,
    probe: side === "jira" ? probe : null,
  });
  const shared = {
    key,
    mark: markFor(work, entry.generation, source.id),
    counterpart: describe(source, jira.self),
  };
  if (create.side === "jira") {
    const { type = jira.issueType, relations: _later, ...values } = create.values;
    const place = { container: jira.container.id, issueType: type };
    writes.jira.creations.push({
      work,
      entry,
      item: { ...shared, ...place, ...reporterOf(batch.translator, source), values },
    });
    return null;
  }
  const place = { container: linear.container.id, issueType: null };
  const values = asLabels(create.values);
  writes.linear.creations.push({ work, entry, item: { ...shared, ...place, values } });
  return { id: issueId(key), key: null, url: null, version: null };
}

function prepareUpdates(parts: EngineParts, batch: Batch, work: Work, writes: PreparedWrites): void {
  const jira = snapshotOf(work, "jira");
  const linear = snapshotOf(work, "linear");
  if (!jira || !linear) return;
  if (work.plan.jira) {
    const { labels, relations, components, fields, alone } = work.plan.jira;
    const entry = newEntry(parts, work, { side: "jira", kind: "update", fields, alone, probe: null });
    const change = {
      ...asResolved(work.plan.jira.set),
      ...(labels ? { labels } : {}),
      ...(relations ? { relations: asShown(batch, jira, relations) } : {}),
      ...(components ? { components } : {}),
    };
    const { status } = splitStatus(jira.values.status);
    const stored = { ...jira, values: { ...jira.values, status } };
    const item = updateItem(batch, work, entry, stored, linear, change);
    writes.jira.updates.push({ work, entry, item });
  }
  if (work.plan.linear) {
    const { relations, fields, alone } = work.plan.linear;
    const entry = newEntry(parts, work, { side: "linear", kind: "update", fields, alone, probe: null });
    const change = asLabelChange(batch.translator.labelMeanings, linear, work.plan.linear);
    const item = updateItem(batch, work, entry, linear, jira, {
      ...change,
      ...(relations ? { relations: asShown(batch, linear, relations) } : {}),
    });
    writes.linear.updates.push({ work, entry, item });
  }
}

/** What goes is named as the issue shows it. */
function asShown({ translator }: Batch, snapshot: Snapshot, { add, remove }: SetChange): SetChange {
  return { add, remove: shownAs(translator.mirror.relations, snapshot, remove) };
}

/** A status with its resolution is two things to Jira. */
function asResolved(set: UpdateIssue<"jira">["set"]): Pick<UpdateIssue<"jira">, "set" | "resolution"> {
  if (set.status === undefined) return { set };
  const { status, resolution } = splitStatus(set.status);
  return { set: { ...set, status }, ...(resolution === null ? {} : { resolution }) };
}

function updateItem<S extends Side>(
  batch: Batch,
  work: Work,
  entry: JournalEntry,
  observed: Snapshot<S>,
  counterpart: Snapshot,
  change: Pick<UpdateIssue<S>, "set" | "labels" | "relations" | "components" | "resolution">,
): UpdateIssue<S> {
  return {
    id: observed.id,
    container: observed.container,
    observed,
    ...change,
    mark: markFor(work, entry.generation, counterpart.id),
    counterpart: describe(counterpart, batch.translator.jira.self),
  };
}

/** Linear's issue ids are made here, so the link knows the new issue before it exists: no echo finds it unknown. */
function intentOf(work: Work, reserved: LinkEnd | null, now: number): LinkIntent {
  const { link } = work;
  const jira = snapshotOf(work, "jira");
  const linear = snapshotOf(work, "linear");
  return {
    link: link.id,
    fence: link.fence,
    state: work.plan.create ? "creating" : link.state,
    jira: jira ? keepVersion(endOf(jira), link.jira) : link.jira,
    linear: linear ? keepVersion(endOf(linear), link.linear) : (reserved ?? link.linear),
    conflicts: work.plan.conflicts
      .filter(({ resolution }) => resolution !== "ask")
      .map((conflict) => ({ ...conflict, at: now, settledAt: now })),
  };
}

/** The version counts as seen only with the commit. */
function keepVersion(end: LinkEnd, before: LinkEnd | null): LinkEnd {
  return { ...end, version: before?.version ?? null };
}
