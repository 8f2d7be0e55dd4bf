import { z } from "zod";
import { actor, body, projectOf, visibleIssue, type Answer, type Call, type Route } from "../call.ts";
import { change } from "../changes.ts";
import { BulkRefusal, JiraRefusal } from "../errors.ts";
import { patchOf } from "../issue-input.ts";
import type { Issue } from "../model.ts";
import { moveIssue } from "../move.ts";
import type { ProjectPermission } from "../permissions.ts";
import { must, named } from "../state.ts";
import type { BulkOutcome } from "../tasks.ts";
import { contextOf, transitionIssue } from "../workflow.ts";

const MAXIMUM_ISSUES = 1_000;
const ids = z.array(z.string()).min(1);

const transitionSchema = z.strictObject({
  bulkTransitionInputs: z
    .array(z.strictObject({ selectedIssueIdsOrKeys: ids, transitionId: z.string() }))
    .min(1),
  sendBulkNotification: z.boolean().optional(),
});
const editSchema = z.strictObject({
  selectedIssueIdsOrKeys: ids,
  selectedActions: z.array(z.string()).min(1),
  editedFieldsInput: z.looseObject({}),
  sendBulkNotification: z.boolean().optional(),
});
const moveSchema = z.strictObject({
  targetToSourcesMapping: z.record(z.string(), z.looseObject({ issueIdsOrKeys: ids })),
  sendBulkNotification: z.boolean().optional(),
});

/** Up to 1,000 issues at once, done later, for those with the global permission for bulk changes. */
export const bulkRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/bulk/issues/transition",
    handle: (call) => {
      const { bulkTransitionInputs } = body(call, transitionSchema);
      const steps = bulkTransitionInputs.flatMap(({ selectedIssueIdsOrKeys, transitionId }) =>
        selectedIssueIdsOrKeys.map((idOrKey) => ({ idOrKey, transitionId })),
      );
      return submit(call, "Transition issues", steps, "TRANSITION_ISSUES", (issue, { transitionId }) =>
        transitionIssue(call.site, actor(call), issue, transitionId, { fields: {}, update: {} }),
      );
    },
  },
  {
    method: "POST",
    path: "/bulk/issues/fields",
    handle: (call) => {
      const { selectedIssueIdsOrKeys, selectedActions, editedFieldsInput } = body(call, editSchema);
      const input = editOf(editedFieldsInput, selectedActions);
      const items = selectedIssueIdsOrKeys.map((idOrKey) => ({ idOrKey }));
      return submit(call, "Edit issues", items, "EDIT_ISSUES", (issue) => {
        const patch = patchOf(contextOf(call.site, issue), input, ({ id }) => id !== "resolution");
        change(call.site, actor(call), issue, patch, { typeName: "issue_updated" });
      });
    },
  },
  {
    method: "POST",
    path: "/bulk/issues/move",
    handle: (call) => {
      const { targetToSourcesMapping } = body(call, moveSchema);
      const items = Object.entries(targetToSourcesMapping).flatMap(([target, { issueIdsOrKeys }]) =>
        issueIdsOrKeys.map((idOrKey) => ({ idOrKey, ...targetOf(call, target) })),
      );
      return submit(call, "Move issues", items, "MOVE_ISSUES", (issue, target) =>
        moveIssue(call.site, actor(call), issue, target),
      );
    },
  },
];

function submit<T extends { idOrKey: string }>(
  call: Call,
  description: string,
  items: readonly T[],
  permission: ProjectPermission,
  work: (issue: Issue, item: T) => unknown,
): Answer {
  const { site, account } = call;
  if (!site.permissions.hasGlobal(account, "BULK_CHANGE")) {
    throw new BulkRefusal(403, "You do not have the global permission to make bulk changes.");
  }
  if (items.length > MAXIMUM_ISSUES) {
    throw new BulkRefusal(
      400,
      `No more than ${MAXIMUM_ISSUES} issues can be changed at once, not ${items.length}.`,
    );
  }
  const order = {
    id: String(site.state.next("task")),
    submittedBy: account.accountId,
    description,
    milliseconds: site.switches.values.taskMilliseconds,
  };
  const task = site.tasks.submit(site.agenda, order, () => {
    const bulk: BulkOutcome = { total: items.length, processed: [], failed: {}, inaccessible: 0 };
    for (const item of items) {
      const issue = visibleIssue(call, item.idOrKey);
      if (!issue) {
        bulk.inaccessible += 1;
        continue;
      }
      try {
        if (!site.permissions.has(account, permission, projectOf(call, issue))) {
          throw new BulkRefusal(403, `You do not have permission to change ${issue.key}.`);
        }
        work(issue, item);
        bulk.processed.push(issue.id);
      } catch (error) {
        if (!(error instanceof JiraRefusal)) throw error;
        bulk.failed[String(issue.id)] = [error.message];
      }
    }
    return { bulk };
  });
  return { status: 201, body: { taskId: task.id }, points: items.length };
}

/** "PROJECT,typeId" or "PROJECT,typeId,parent": where a group of issues goes. */
function targetOf(call: Call, target: string) {
  const { state } = call.site;
  const [projectKey = "", typeName = "", parentKey] = target.split(",");
  const project = state.project(projectKey);
  const type = named(state.issueTypes.values(), typeName);
  if (!project || !type) throw new BulkRefusal(400, `'${target}' names no project and issue type.`);
  const parent = parentKey === undefined ? undefined : visibleIssue(call, parentKey);
  if (parentKey !== undefined && !parent)
    throw new BulkRefusal(400, `The parent '${parentKey}' does not exist.`);
  const above = parent && must(state.issueTypes, parent.typeId, "issue type").hierarchyLevel;
  if (above !== undefined && above !== type.hierarchyLevel + 1) {
    throw new BulkRefusal(400, `An issue of type ${type.name} cannot be a child of ${parent?.key ?? ""}.`);
  }
  return { project, typeId: type.id, ...(parent ? { parentId: parent.id } : {}) };
}

const labelsSchema = z.array(
  z.looseObject({
    bulkEditMultiSelectFieldOption: z.enum(["ADD", "REMOVE", "REPLACE", "REMOVE_ALL"]),
    labels: z.array(z.looseObject({ name: z.string() })),
  }),
);
const byField = <T extends z.ZodRawShape>(shape: T) =>
  z.array(z.looseObject({ fieldId: z.string(), ...shape }));
const editedSchema = z.looseObject({
  priority: z.looseObject({ priorityId: z.string() }).optional(),
  labelsFields: labelsSchema.optional(),
  singleLineTextFields: byField({ text: z.string() }).optional(),
  clearableNumberFields: byField({ value: z.number().nullish() }).optional(),
  datePickerFields: byField({ date: z.looseObject({ formattedDate: z.string() }).nullish() }).optional(),
  richTextFields: byField({ richText: z.looseObject({ adfValue: z.unknown() }) }).optional(),
  singleSelectClearableUserPickerFields: byField({
    user: z.looseObject({ accountId: z.string() }).nullish(),
  }).optional(),
});

/** The bulk edit's own way to say fields, as `fields` and `update`. Kinds the sandbox does not know are refused. */
function editOf(
  edited: Record<string, unknown>,
  actions: readonly string[],
): { fields: Record<string, unknown>; update: Record<string, Record<string, unknown>[]> } {
  const unknown = Object.keys(edited).filter((name) => !Object.hasOwn(editedSchema.shape, name));
  if (unknown.length > 0) throw new BulkRefusal(400, `The sandbox cannot bulk edit ${unknown.join(", ")}.`);
  const parsed = editedSchema.safeParse(edited);
  if (!parsed.success) throw new BulkRefusal(400, z.prettifyError(parsed.error));
  const { data } = parsed;
  const fields: [string, unknown][] = [
    ...(data.priority ? [["priority", { id: data.priority.priorityId }] as [string, unknown]] : []),
    ...(data.singleLineTextFields ?? []).map(({ fieldId, text }): [string, unknown] => [fieldId, text]),
    ...(data.clearableNumberFields ?? []).map(({ fieldId, value }): [string, unknown] => [
      fieldId,
      value ?? null,
    ]),
    ...(data.datePickerFields ?? []).map(({ fieldId, date }): [string, unknown] => [
      fieldId,
      date?.formattedDate ?? null,
    ]),
    ...(data.richTextFields ?? []).map(({ fieldId, richText }): [string, unknown] => [
      fieldId,
      richText.adfValue,
    ]),
    ...(data.singleSelectClearableUserPickerFields ?? []).map(({ fieldId, user }): [string, unknown] => [
      fieldId,
      user ? { accountId: user.accountId } : null,
    ]),
  ];
  const labels = (data.labelsFields ?? []).flatMap(
    ({ bulkEditMultiSelectFieldOption: option, labels: given }): Record<string, unknown>[] => {
      const names = given.map(({ name }) => name);
      if (option === "ADD") return names.map((name) => ({ add: name }));
      if (option === "REMOVE") return names.map((name) => ({ remove: name }));
      return [{ set: option === "REMOVE_ALL" ? [] : names }];
    },
  );
  const selected = fields.filter(([id]) => actions.includes(id));
  return {
    fields: Object.fromEntries(selected),
    update: labels.length > 0 && actions.includes("labels") ? { labels } : {},
  };
}
