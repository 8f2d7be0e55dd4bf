import { z } from "zod";
import { FieldRefusal, JiraRefusal } from "./errors.ts";
import { fieldById } from "./fields.ts";
import type { Field, FieldContext, Patch } from "./field.ts";

/** The body of a create, an edit and a transition (`IssueUpdateDetails`). */
export const issueInputSchema = z.looseObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).default({}),
  properties: z.array(z.object({ key: z.string().min(1).max(255), value: z.unknown() })).default([]),
  transition: z.looseObject({ id: z.string() }).optional(),
});
export type IssueInput = z.infer<typeof issueInputSchema>;

const notOnScreen = (id: string) =>
  `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;

/**
 * What a body's `fields` and `update` make of an issue.
 * @param settable says whether a field may be set here (a create screen, an edit, a transition's screen)
 * @throws JiraRefusal 400 with every refused field in `errors`
 */
export function patchOf(
  context: FieldContext,
  input: Pick<IssueInput, "fields" | "update">,
  settable: (field: Field) => boolean,
): Patch {
  const errors: Record<string, string> = {};
  let patch: Patch = {};
  const field = (id: string): Field | undefined => {
    const found = fieldById(context.site, id);
    if (found && found.operations.length > 0 && settable(found)) return found;
    errors[id] = notOnScreen(id);
    return undefined;
  };
  const attempt = (id: string, work: () => Patch): void => {
    try {
      patch = merged(patch, work(), context);
    } catch (error) {
      if (!(error instanceof FieldRefusal)) throw error;
      errors[id] = error.message;
    }
  };
  for (const [id, value] of Object.entries(input.fields)) {
    if (Object.hasOwn(input.update, id)) {
      errors[id] = `Field '${id}' cannot be updated by both 'fields' and 'update'.`;
      continue;
    }
    const found = field(id);
    if (found?.set) attempt(id, () => found.set?.(context, value) ?? {});
  }
  for (const [id, operations] of Object.entries(input.update)) {
    if (Object.hasOwn(input.fields, id)) continue;
    const found = field(id);
    if (!found) continue;
    for (const [name, value] of operations.flatMap((operation) => Object.entries(operation))) {
      if (name === "set" && found.set) attempt(id, () => found.set?.(context, value) ?? {});
      else if ((name === "add" || name === "remove") && found.edit) {
        attempt(id, () => found.edit?.(context, name, value, patch) ?? {});
      } else {
        errors[id] =
          `Field '${id}' does not support operation '${name}' Supported operation(s) are: '${found.operations.join(",")}'`;
      }
    }
  }
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, { errors });
  return patch;
}

/** Two custom fields in one body both patch the map of custom values. */
function merged(before: Patch, next: Patch, context: FieldContext): Patch {
  if (!before.custom || !next.custom) return { ...before, ...next };
  const custom = new Map(before.custom);
  const original = context.issue?.custom;
  for (const id of new Set([...next.custom.keys(), ...(original?.keys() ?? [])])) {
    const value = next.custom.get(id);
    if (value === original?.get(id)) continue;
    if (value === undefined) custom.delete(id);
    else custom.set(id, value);
  }
  return { ...before, ...next, custom };
}
