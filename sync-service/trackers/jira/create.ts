import type { Snapshot } from "#sync/model/issue.ts";
import { type CallOptions, type CreateIssue, TrackerUnavailable, type WriteOutcome } from "../tracker.ts";
import { sendCreations } from "./bulk-create.ts";
import type { JiraClient } from "./client.ts";
import { type Creation, nameOf, toCreation } from "./creation.ts";
import type { Issues } from "./issues.ts";
import { movedByOthers, movedFrom } from "./moved-by-others.ts";
import type { Site, SiteFacts } from "./site.ts";
import { noTransition, type Transitions } from "./transitions.ts";

type Outcome = WriteOutcome<"jira">;

interface Tools {
  client: JiraClient;
  site: Site;
  issues: Issues;
  transitions: Transitions;
}

/**
 * Creates issues fifty a request, each with its mark, its key and the transition to its status, and reads
 * them back a hundred a request. The first of a type goes alone when its workflow is unknown: from it we
 * learn where the type starts and what leads on from there.
 */
export async function createIssues(
  tools: Tools,
  items: readonly CreateIssue<"jira">[],
  options: CallOptions,
): Promise<readonly Outcome[]> {
  let facts: SiteFacts;
  try {
    facts = await tools.site.facts(options);
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    return items.map(() => ({ kind: "not-sent", reason: error.message, retryAt: error.retryAt }));
  }
  const creations = items.map((item) => toCreation(item, facts));
  const scouts = firstOfUnknownWorkflows(tools.transitions, creations);
  await sendCreations(tools, facts, scouts, options);
  const snapshots = new Map(await learn(tools, scouts, options));
  const others = creations.filter((creation) => !scouts.includes(creation));
  for (const creation of others) await chooseTransition(tools.transitions, creation, scouts);
  await sendCreations(tools, facts, others, options);
  const unread = creations.filter(({ created }) => created !== null && !snapshots.has(created.id));
  for (const [id, snapshot] of await readBack(tools, unread, options)) snapshots.set(id, snapshot);
  const elsewhere = others.filter((creation) => {
    const snapshot = creation.created ? snapshots.get(creation.created.id) : undefined;
    return snapshot?.values.status !== creation.item.values.status;
  });
  await leaveWhereMoved(tools, elsewhere, snapshots, options);
  await moveOn(tools, creations, snapshots, options);
  return creations.map((creation) => outcomeOf(creation, snapshots));
}

function firstOfUnknownWorkflows(
  transitions: Transitions,
  creations: readonly Creation[],
): readonly Creation[] {
  const first = new Map<string, Creation>();
  for (const creation of creations) {
    const { container, values } = creation.item;
    if (values.status === undefined) continue;
    if (transitions.knowsStartOf(container, creation.typeId)) continue;
    const workflow = `${container} ${creation.typeId}`;
    if (!first.has(workflow)) first.set(workflow, creation);
  }
  return [...first.values()];
}

/** How a new issue gets to its status, from what is known of the workflow; nothing is asked for. */
async function chooseTransition(
  transitions: Transitions,
  creation: Creation,
  scouts: readonly Creation[],
): Promise<void> {
  const { item, typeId } = creation;
  const { container, values } = item;
  if (values.status === undefined) return;
  const start = await transitions.startOf(container, typeId);
  if (!start) {
    const scout = scouts.find((other) => other.item.container === container && other.typeId === typeId);
    if (!scout || scout.outcome === null || scout.outcome.kind === "refused") return;
    const reason = `${nameOf(creation)} waits for the first of its kind, whose creation did not come through`;
    creation.outcome = {
      kind: "not-sent",
      reason,
      retryAt: scout.outcome.kind === "not-sent" ? scout.outcome.retryAt : null,
    };
    return;
  }
  if (start.status === values.status) return;
  creation.transition = start.transitions.find(({ to }) => to.id === values.status) ?? null;
  if (creation.transition !== null) return;
  creation.refused.push(noTransition(nameOf(creation), start.transitions));
  creation.stays = true;
}

async function learn(
  tools: Tools,
  scouts: readonly Creation[],
  options: CallOptions,
): Promise<ReadonlyMap<string, Snapshot<"jira">>> {
  const snapshots = await readBack(tools, scouts, options);
  await leaveWhereMoved(tools, scouts, snapshots, options);
  for (const { typeId, created, isMoved, outcome } of scouts) {
    const snapshot = created && snapshots.get(created.id);
    if (!snapshot || isMoved || outcome !== null) continue;
    const { id, container: projectId, values } = snapshot;
    await tools.transitions
      .learnStart({ id, projectId, typeId, status: values.status }, options)
      .catch((error: unknown) => {
        // The rest is created in its first status then, and moved on one by one.
        if (!(error instanceof TrackerUnavailable)) throw error;
      });
  }
  return snapshots;
}

async function readBack(
  { issues }: Tools,
  creations: readonly Creation[],
  options: CallOptions,
): Promise<ReadonlyMap<string, Snapshot<"jira">>> {
  const ids = creations.flatMap(({ created }) => (created ? [created.id] : []));
  try {
    return await issues.fetch(ids, options);
  } catch (error) {
    if (error instanceof TrackerUnavailable) return new Map();
    throw error;
  }
}

/**
 * A new issue that somebody has already taken elsewhere stays there: the status is an edit of theirs then, not
 * where the workflow starts, and neither ours to change nor a refusal.
 */
async function leaveWhereMoved(
  tools: Tools,
  creations: readonly Creation[],
  snapshots: ReadonlyMap<string, Snapshot<"jira">>,
  options: CallOptions,
): Promise<void> {
  const touched = creations.filter(({ created, item, transition, stays }) => {
    const snapshot = created ? snapshots.get(created.id) : undefined;
    if (!snapshot || item.values.status === undefined || (transition !== null && !stays)) return false;
    return snapshot.version > snapshot.createdAt;
  });
  if (touched.length === 0) return;
  const ids = touched.flatMap(({ created }) => (created ? [created.id] : []));
  try {
    const moved = await movedByOthers(tools, ids, options);
    for (const creation of touched) {
      if (!creation.created || !moved.has(creation.created.id)) continue;
      creation.isMoved = true;
      creation.refused = creation.refused.filter(({ fields }) => !fields.includes("status"));
    }
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    for (const creation of touched) {
      const reason = `${nameOf(creation)} was created, who chose its status is not known: ${error.message}`;
      creation.outcome = { kind: "unknown", reason };
    }
  }
}

/** What was created in its first status because the way on was unknown then is taken on now. */
async function moveOn(
  tools: Tools,
  creations: readonly Creation[],
  snapshots: Map<string, Snapshot<"jira">>,
  options: CallOptions,
): Promise<void> {
  const moved = new Map<Creation, string>();
  await Promise.all(
    creations.map(async (creation) => {
      const snapshot = creation.created ? snapshots.get(creation.created.id) : undefined;
      const to = creation.item.values.status;
      if (!snapshot || to === undefined || snapshot.values.status === to) return;
      // Taken there already: if it is elsewhere by now, that is somebody's doing.
      if (creation.transition !== null || creation.stays || creation.isMoved) return;
      if (creation.outcome !== null) return;
      const { id, key, container: projectId, values } = snapshot;
      const step = { id, key, projectId, typeId: creation.typeId, from: values.status, to };
      const move = await tools.transitions.move(step, options);
      if (move.kind === "refused" || move.kind === "no-issue") {
        // Whatever it says of the issue: all else was taken with the creation.
        creation.refused.push({ ...move.refusal, fields: ["status"] });
      } else if (move.kind === "moved") {
        moved.set(creation, values.status);
        snapshots.delete(id);
      } else {
        const reason = `${key} was created, its status is not known: ${move.reason}`;
        creation.outcome = { kind: "unknown", reason };
      }
    }),
  );
  for (const [id, snapshot] of await readBack(tools, [...moved.keys()], options)) snapshots.set(id, snapshot);
  await keepCovered(tools, moved, options);
}

/** Somebody may have been faster than our transition, which then led on from a status that we never saw. */
async function keepCovered(
  tools: Tools,
  moved: ReadonlyMap<Creation, string>,
  options: CallOptions,
): Promise<void> {
  if (moved.size === 0) return;
  const ids = [...moved.keys()].flatMap(({ created }) => (created ? [created.id] : []));
  try {
    const before = await movedFrom(tools, ids, options);
    for (const [creation, seen] of moved) {
      const from = creation.created ? before.get(creation.created.id) : undefined;
      if (from !== undefined && from !== seen) creation.covered = [{ field: "status", value: from }];
    }
  } catch (error) {
    // Without an answer the history stays unread, as after any write whose answer was lost.
    if (!(error instanceof TrackerUnavailable)) throw error;
  }
}

function outcomeOf(
  { outcome, created, refused, covered }: Creation,
  snapshots: ReadonlyMap<string, Snapshot<"jira">>,
): Outcome {
  if (outcome !== null) return outcome;
  const snapshot = created ? snapshots.get(created.id) : undefined;
  if (snapshot) {
    return { kind: "applied", snapshot, refused, ...(covered.length > 0 ? { covered } : {}) };
  }
  return { kind: "unknown", reason: `${created?.key ?? "The issue"} was created but could not be read back` };
}
