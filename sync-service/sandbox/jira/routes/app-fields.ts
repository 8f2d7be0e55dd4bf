import { z } from "zod";
import { actor, body, part, visibleIssue, type Answer, type Call, type Route } from "../call.ts";
import { change } from "../changes.ts";
import { FieldRefusal, issueNotFound, JiraRefusal, refuse } from "../errors.ts";
import type { Patch } from "../field.ts";
import { fieldById } from "../fields.ts";
import type { CustomFieldDefinition, Issue } from "../model.ts";
import { must } from "../state.ts";
import { contextOf } from "../workflow.ts";

const updateSchema = z.strictObject({ issueIds: z.array(z.int()).min(1), value: z.unknown() });
interface Update {
  customField: string;
  issueIds: number[];
  value: unknown;
}

/** Values of the fields that the app itself brings: nobody else may write them, and the app only here. */
export const appFieldRoutes: readonly Route[] = [
  {
    method: "PUT",
    path: "/app/field/{fieldIdOrKey}/value",
    handle: (call) => {
      const { updates } = body(call, z.strictObject({ updates: z.array(updateSchema).min(1) }));
      const customField = part(call, "fieldIdOrKey");
      return write(
        call,
        updates.map(({ issueIds, value }) => ({ customField, issueIds, value })),
      );
    },
  },
  {
    method: "POST",
    path: "/app/field/value",
    handle: (call) => {
      const updates = z.array(updateSchema.extend({ customField: z.string() })).min(1);
      return write(call, body(call, z.strictObject({ updates })).updates);
    },
  },
];

/** All or nothing: every issue and value is looked at before the first is written. */
function write(call: Call, updates: readonly Update[]): Answer {
  if (!call.isApp) {
    throw refuse(403, "This operation can only be performed by the app that provides the field.");
  }
  const writes = updates.flatMap(({ customField, issueIds, value }) => {
    const definition = ownField(call, customField);
    return issueIds.map((id) => {
      const issue = visibleIssue(call, id);
      if (!issue) throw issueNotFound();
      patchOf(call, definition, issue, value);
      return { definition, issueId: issue.id, value };
    });
  });
  const perform = (): void => {
    for (const { definition, issueId, value } of writes) {
      const issue = must(call.site.state.issues, issueId, "issue");
      const patch = patchOf(call, definition, issue, value);
      change(call.site, actor(call), issue, patch, { typeName: "issue_updated" });
    }
  };
  if (call.query.get("generateAppEvents") === "false") call.site.quietly(perform);
  else perform();
  return { status: 204, points: writes.length };
}

function patchOf(call: Call, definition: CustomFieldDefinition, issue: Issue, value: unknown): Patch {
  try {
    return fieldById(call.site, definition.id)?.set?.(contextOf(call.site, issue), value) ?? {};
  } catch (error) {
    if (!(error instanceof FieldRefusal)) throw error;
    throw new JiraRefusal(400, { errors: { [definition.id]: error.message } });
  }
}

function ownField(call: Call, idOrKey: string): CustomFieldDefinition {
  const definition = call.site.state.customFields.get(idOrKey);
  if (!definition) throw refuse(404, `The field '${idOrKey}' does not exist.`);
  if (!definition.ownedByApp) {
    throw refuse(403, `The field '${definition.name}' is not provided by the app that made the request.`);
  }
  return definition;
}
