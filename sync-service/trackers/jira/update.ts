import type { Snapshot } from "#sync/model/issue.ts";
import {
  type CallOptions,
  type Refusal,
  type SetChange,
  TrackerUnavailable,
  type UpdateIssue,
  type WriteOutcome,
} from "../tracker.ts";
import type { JiraClient, Written } from "./client.ts";
import { coveredEdits } from "./covered.ts";
import { type FieldEdit, fieldEdits, takeableLabels } from "./fields.ts";
import type { Issues } from "./issues.ts";
import { writeRelations } from "./relations.ts";
import { sortProblem, statusRefusal } from "./refusal.ts";
import { issueSchema } from "./schemas.ts";
import type { Site, SiteFacts } from "./site.ts";
import { MARK_PROPERTY, markValue } from "./snapshot.ts";
import type { Transitions } from "./transitions.ts";

type Outcome = WriteOutcome<"jira">;

interface Tools {
  client: JiraClient;
  site: Site;
  issues: Issues;
  transitions: Transitions;
}

/**
 * One edit for all fields and the mark, answered with the issue as Jira stored it; before it, where the
 * status changes, one transition, and one request a link to another issue, so that the edit's answer shows all.
 */
export async function updateIssue(
  { client, site, issues, transitions }: Tools,
  item: UpdateIssue<"jira">,
  options: CallOptions,
): Promise<Outcome> {
  const { key } = item.observed;
  const facts = await site.facts(options);
  const planned = plannedEdits(item, facts);
  const refused: Refusal[] = [...planned.refused];

  let moved = false;
  const target = item.set.status;
  if (target !== undefined && target !== item.observed.values.status) {
    const move = await transitions.move(
      {
        id: item.id,
        key,
        projectId: item.observed.container,
        typeId: issues.typeOf(item.id) ?? null,
        from: item.observed.values.status,
        to: target,
        ...(item.resolution === undefined ? {} : { resolution: item.resolution }),
      },
      options,
    );
    if (move.kind === "unknown" || move.kind === "not-sent") return move;
    if (move.kind === "no-issue") return { kind: "refused", refused: [move.refusal] };
    if (move.kind === "refused") refused.push(move.refusal);
    moved = move.kind === "moved";
  }

  const linked = await writeRelations(client, item, options);
  moved ||= linked.wrote;
  if (linked.kind === "cut-off") return afterMove(moved, key, linked.outcome);
  refused.push(...linked.refused);

  let { edits } = planned;
  for (;;) {
    const nothingLeft = edits.length === 0 && refused.length > 0;
    if (nothingLeft && !moved) return { kind: "refused", refused };
    const written = await client.write(editRequest(item, edits), options);
    if (written.kind !== "answered") return afterMove(moved, key, written);
    const { status, body } = written;
    if (status < 300) {
      const snapshot = answered(issues, facts, body, item.mark) ?? (await observed(issues, item, options));
      if (snapshot === null) return { kind: "unknown", reason: `${key} was written but not read back` };
      const covered = coveredEdits(body, item, facts);
      return {
        kind: "applied",
        snapshot,
        refused: stillRefused(refused, snapshot, target),
        ...(covered.length > 0 ? { covered } : {}),
      };
    }
    if (status === 409) {
      const busy = `${key} is being changed by someone else`;
      return afterMove(moved, key, { kind: "not-sent", reason: busy, retryAt: null });
    }
    const problem =
      status === 400
        ? sortProblem(key, body, edits, facts.fieldNames)
        : { fields: [], issue: statusRefusal(key, status, body) };
    refused.push(...problem.fields);
    edits = edits.filter(({ field }) => !problem.fields.some(({ fields }) => fields.includes(field)));
    if (problem.issue === null) continue;
    // After a move, what was moved has been taken; with no field left it was the mark alone that Jira did not
    // take: the next write brings it.
    const left = [...new Set(edits.map(({ field }) => field))];
    if (!moved) refused.push(problem.issue);
    else if (left.length > 0) refused.push({ ...problem.issue, fields: left });
    if (!moved) return { kind: "refused", refused };
    const snapshot = await observed(issues, item, options);
    if (snapshot !== null) return { kind: "applied", snapshot, refused };
    return {
      kind: "unknown",
      reason: `The status or links of ${key} were written, its other fields were refused`,
    };
  }
}

function plannedEdits(
  item: UpdateIssue<"jira">,
  facts: SiteFacts,
): { edits: readonly FieldEdit[]; refused: readonly Refusal[] } {
  const { set, labels, components, resolution, observed: seen } = item;
  const estimateField = facts.estimateFieldOf(seen.container);
  const fields = { estimateField, selectFields: facts.selectFields, sprintField: facts.sprintField };
  const scalars = fieldEdits(set, fields, seen.values.custom);
  const added = takeableLabels(labels?.add ?? []);
  const sets = [
    setEdit("labels", { add: added.labels, remove: labels?.remove ?? [] }, (label) => label),
    setEdit("components", components ?? NOTHING, (name) => ({ name })),
  ];
  // A transition brings the resolution along; without one it is a field like others.
  const isResolved = resolution !== undefined && set.status === seen.values.status;
  const resolved: FieldEdit[] = isResolved
    ? [{ field: "status", jiraField: "resolution", value: { name: resolution } }]
    : [];
  return {
    edits: [...scalars.edits, ...sets.flat(), ...resolved],
    refused: [...scalars.refused, ...added.refused],
  };
}

const NOTHING: SetChange = { add: [], remove: [] };

function setEdit(
  field: "labels" | "components",
  { add, remove }: SetChange,
  asJira: (name: string) => unknown,
): FieldEdit[] {
  const value = [
    ...add.map((name) => ({ add: asJira(name) })),
    ...remove.map((name) => ({ remove: asJira(name) })),
  ];
  return value.length > 0 ? [{ field, jiraField: field, value }] : [];
}

function editRequest(item: UpdateIssue<"jira">, edits: readonly FieldEdit[]) {
  const isSet = ({ field }: FieldEdit): boolean => field === "labels" || field === "components";
  const sets = edits.filter(isSet);
  const scalars = edits.filter((edit) => !isSet(edit));
  const asObject = (some: readonly FieldEdit[]) =>
    Object.fromEntries(some.map(({ jiraField, value }) => [jiraField, value]));
  return {
    method: "PUT",
    endpoint: "/issue/{id}",
    path: `/issue/${item.id}?returnIssue=true&expand=changelog`,
    body: {
      ...(scalars.length > 0 ? { fields: asObject(scalars) } : {}),
      ...(sets.length > 0 ? { update: asObject(sets) } : {}),
      properties: [{ key: MARK_PROPERTY, value: markValue(item.mark) }],
    },
  } as const;
}

/** The edit's own answer shows no properties, but the mark went in the same request. */
function answered(
  issues: Issues,
  facts: SiteFacts,
  body: unknown,
  mark: UpdateIssue["mark"],
): Snapshot<"jira"> | null {
  const issue = issueSchema.safeParse(body);
  return issue.success ? { ...issues.snapshot(issue.data, facts), mark } : null;
}

async function observed(
  issues: Issues,
  item: UpdateIssue<"jira">,
  options: CallOptions,
): Promise<Snapshot<"jira"> | null> {
  try {
    return (await issues.fetch([item.id], options)).get(item.id) ?? null;
  } catch (error) {
    if (error instanceof TrackerUnavailable) return null;
    throw error;
  }
}

/** The status went through before the edit failed: that is no longer "nothing was written". */
function afterMove(moved: boolean, key: string, written: Exclude<Written, { kind: "answered" }>): Outcome {
  if (!moved || written.kind === "unknown") return written;
  return {
    kind: "unknown",
    reason: `The status or links of ${key} were written, its other fields were not: ${written.reason}`,
  };
}

/** Someone else may have taken the issue to the status that we could not. */
function stillRefused(
  refused: readonly Refusal[],
  snapshot: Snapshot<"jira">,
  status: string | undefined,
): readonly Refusal[] {
  if (status === undefined || snapshot.values.status !== status) return refused;
  return refused.filter(({ fields }) => !fields.includes("status"));
}
