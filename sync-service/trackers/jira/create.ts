import type { Snapshot } from "#sync/model/issue.ts";
import { issueId } from "#sync/model/issue.ts";
import type { z } from "zod";
import {
  type CallOptions,
  type CreateIssue,
  type Refusal,
  TrackerUnavailable,
  type WriteOutcome,
} from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { type FieldEdit, fieldEdits, takeableLabels } from "./fields.ts";
import { inPages, type Issues } from "./issues.ts";
import { sortProblem, statusRefusal } from "./refusal.ts";
import { createdSchema, type JiraTransition } from "./schemas.ts";
import type { Site, SiteFacts } from "./site.ts";
import { CREATION_PROPERTY, MARK_PROPERTY, markValue } from "./snapshot.ts";
import { noTransition, refusedTransition, requiresFields, type Transitions } from "./transitions.ts";

/** Most issues that one bulk create takes. */
const CREATE_PAGE = 50;

type Outcome = WriteOutcome<"jira">;

interface Tools {
  client: JiraClient;
  site: Site;
  issues: Issues;
  transitions: Transitions;
}

/** One issue to create, and what has become of it so far. */
interface Creation {
  item: CreateIssue<"jira">;
  typeId: string;
  edits: readonly FieldEdit[];
  refused: Refusal[];
  transition: JiraTransition | null;
  /** True when the status cannot be reached and has been refused: the issue stays where it starts. */
  stays: boolean;
  /** Set once Jira said that it exists. */
  created: { id: string; key: string } | null;
  /** Set when there is nothing more to do about it. */
  outcome: Outcome | null;
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
  await send(tools, facts, scouts, options);
  const snapshots = new Map(await learn(tools, scouts, options));
  const others = creations.filter((creation) => !scouts.includes(creation));
  for (const creation of others) await chooseTransition(tools.transitions, creation, scouts);
  await send(tools, facts, others, options);
  const unread = creations.filter(({ created }) => created !== null && !snapshots.has(created.id));
  for (const [id, snapshot] of await readBack(tools, unread, options)) snapshots.set(id, snapshot);
  await moveOn(tools, creations, snapshots, options);
  return creations.map((creation) => outcomeOf(creation, snapshots));
}

function toCreation(item: CreateIssue<"jira">, facts: SiteFacts): Creation {
  const { values, container, issueType } = item;
  const types = facts.projects.get(container)?.issueTypes ?? [];
  const type =
    issueType === null
      ? types.find(({ subtask, hierarchyLevel }) => !subtask && (hierarchyLevel ?? 0) === 0)
      : types.find(({ id, name }) => id === issueType || name === issueType);
  const scalars = fieldEdits(values, facts.estimateFieldOf(container));
  const labels = takeableLabels(values.labels ?? []);
  const edits = [...scalars.edits, { field: "labels", jiraField: "labels", value: labels.labels } as const];
  return {
    item,
    typeId: type?.id ?? issueType ?? "",
    // An absent field is empty; only an absent assignee may mean the project's default one.
    edits: edits.filter(
      ({ field, value }) => (value !== null && !isEmptyList(value)) || field === "assignee",
    ),
    refused: [...scalars.refused, ...labels.refused],
    transition: null,
    stays: false,
    created: null,
    outcome: null,
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
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
  for (const { typeId, created } of scouts) {
    const snapshot = created && snapshots.get(created.id);
    if (!snapshot) continue;
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

/** Sends creations until each exists, is refused, or its fate is unknown. */
async function send(
  tools: Tools,
  facts: SiteFacts,
  creations: readonly Creation[],
  options: CallOptions,
): Promise<void> {
  const unsent = creations.filter(({ outcome }) => outcome === null);
  let pages = inPages(unsent, CREATE_PAGE);
  while (pages.length > 0) {
    const again = await Promise.all(pages.map((page) => sendPage(tools, facts, page, options)));
    pages = again.flat().filter((page) => page.length > 0);
  }
}

/** Sends one page; returns what is worth sending again: items without the fields that Jira refused. */
async function sendPage(
  { client, issues }: Tools,
  facts: SiteFacts,
  page: readonly Creation[],
  options: CallOptions,
): Promise<Creation[][]> {
  const written = await client.write(
    {
      method: "POST",
      endpoint: "/issue/bulk",
      path: "/issue/bulk",
      body: { issueUpdates: page.map(toIssueUpdate) },
      points: page.length,
    },
    options,
  );
  if (written.kind !== "answered") {
    for (const creation of page) creation.outcome = written;
    return [];
  }
  const { status, body } = written;
  const answer = createdSchema.safeParse(body);
  if (status >= 300 && !(status === 400 && answer.success)) {
    // Something about the request as a whole: halving it finds the item, so that it delays only itself.
    if (page.length > 1 && (status === 400 || status === 413))
      return inPages(page, Math.ceil(page.length / 2));
    for (const creation of page) {
      const { issue, fields } =
        status === 400
          ? sortProblem(nameOf(creation), body, [], facts.fieldNames)
          : { issue: statusRefusal(nameOf(creation), status, body), fields: [] };
      creation.outcome = { kind: "refused", refused: issue === null ? fields : [issue] };
    }
    return [];
  }
  if (!answer.success) {
    const reason = `Jira's answer to a bulk create of ${page.length} is not as its contract says`;
    for (const creation of page) creation.outcome = { kind: "unknown", reason };
    return [];
  }
  return [settle(issues, facts, page, answer.data)];
}

function settle(
  issues: Issues,
  facts: SiteFacts,
  page: readonly Creation[],
  answer: z.output<typeof createdSchema>,
): Creation[] {
  const failures = new Map(answer.errors.map((failure) => [failure.failedElementNumber, failure]));
  const succeeded = page.filter((_, index) => !failures.has(index));
  if (succeeded.length !== answer.issues.length) {
    const reason = `Jira's answer to a bulk create of ${page.length} names ${answer.issues.length} created and ${failures.size} failed ones`;
    for (const creation of page) creation.outcome = { kind: "unknown", reason };
    return [];
  }
  answer.issues.forEach((created, index) => {
    const creation = succeeded[index];
    if (!creation) return;
    creation.created = { id: created.id, key: created.key };
    issues.noteKey(creation.item.container, created.key);
    const { transition } = creation;
    if (!transition || !created.transition || created.transition.status < 300) return;
    if (!requiresFields(transition)) {
      // Something else is in the way; the issue itself is asked what leads on from where it is.
      creation.transition = null;
      return;
    }
    creation.refused.push(refusedTransition(created.key, transition, created.transition.errorCollection));
    creation.stays = true;
  });
  const again: Creation[] = [];
  for (const [index, failure] of failures) {
    const creation = page[index];
    if (!creation) continue;
    if ((failure.status ?? 400) >= 500) {
      creation.outcome = {
        kind: "unknown",
        reason: `Jira failed (${failure.status ?? 500}) at ${nameOf(creation)}`,
      };
      continue;
    }
    const optional = creation.edits.filter(({ field }) => field !== "title");
    const problem = sortProblem(nameOf(creation), failure.elementErrors, optional, facts.fieldNames);
    creation.refused.push(...problem.fields);
    if (problem.issue !== null) {
      creation.outcome = { kind: "refused", refused: [...creation.refused, problem.issue] };
      continue;
    }
    const refused = new Set(problem.fields.flatMap(({ fields }) => fields));
    creation.edits = creation.edits.filter(({ field }) => !refused.has(field));
    again.push(creation);
  }
  return again;
}

function toIssueUpdate({ item, typeId, edits, transition }: Creation) {
  return {
    fields: {
      project: { id: item.container },
      issuetype: { id: typeId },
      ...Object.fromEntries(edits.map(({ jiraField, value }) => [jiraField, value])),
    },
    properties: [
      { key: MARK_PROPERTY, value: markValue(item.mark) },
      { key: CREATION_PROPERTY, value: { key: item.key } },
    ],
    ...(transition ? { transition: { id: transition.id } } : {}),
  };
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

/** What was created in its first status because the way on was unknown then is taken on now. */
async function moveOn(
  tools: Tools,
  creations: readonly Creation[],
  snapshots: Map<string, Snapshot<"jira">>,
  options: CallOptions,
): Promise<void> {
  const moved = await Promise.all(
    creations.map(async (creation) => {
      const snapshot = creation.created ? snapshots.get(creation.created.id) : undefined;
      const to = creation.item.values.status;
      if (!snapshot || creation.stays || to === undefined || snapshot.values.status === to) return null;
      const { key, container: projectId, values } = snapshot;
      const move = await tools.transitions.move(
        { id: snapshot.id, key, projectId, typeId: creation.typeId, from: values.status, to },
        options,
      );
      if (move.kind === "refused" || move.kind === "no-issue") creation.refused.push(move.refusal);
      if (move.kind === "unknown" || move.kind === "not-sent") {
        creation.outcome = {
          kind: "unknown",
          reason: `${key} was created, its status is not known: ${move.reason}`,
        };
      }
      return move.kind === "moved" ? creation : null;
    }),
  );
  const again = await readBack(
    tools,
    moved.filter((creation) => creation !== null),
    options,
  );
  for (const [id, snapshot] of again) snapshots.set(issueId(id), snapshot);
}

function outcomeOf(
  { outcome, created, refused }: Creation,
  snapshots: ReadonlyMap<string, Snapshot<"jira">>,
): Outcome {
  if (outcome !== null) return outcome;
  const snapshot = created ? snapshots.get(created.id) : undefined;
  if (snapshot) return { kind: "applied", snapshot, refused };
  return { kind: "unknown", reason: `${created?.key ?? "The issue"} was created but could not be read back` };
}

/** What is yet to be created goes by its counterpart's name. */
function nameOf({ item }: Creation): string {
  return `the new issue for ${item.counterpart.key}`;
}
