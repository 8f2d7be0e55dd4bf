import { isDeepStrictEqual } from "node:util";
import { customField } from "./custom-fields.ts";
import type { Field } from "./field.ts";
import type { CustomFieldDefinition, Issue } from "./model.ts";
import type { Site } from "./site.ts";
import { SPRINT } from "./sprint-field.ts";
import { SYSTEM_FIELDS } from "./system-fields.ts";

/** Of every site: the system's own, and the sprint that Jira Software brings. */
const FIXED_FIELDS: readonly Field[] = [...SYSTEM_FIELDS, SPRINT];
const systemFields = new Map(FIXED_FIELDS.map((field) => [field.id, field]));
const customFields = new WeakMap<CustomFieldDefinition, Field>();

function custom(definition: CustomFieldDefinition): Field {
  const known = customFields.get(definition);
  if (known) return known;
  const field = customField(definition);
  customFields.set(definition, field);
  return field;
}

/** Every field that can be set or tells a history: the system's, then the site's custom ones. */
export function allFields(site: Site): Field[] {
  return [...FIXED_FIELDS, ...[...site.state.customFields.values()].map(custom)];
}

export function fieldById(site: Site, id: string): Field | undefined {
  const system = systemFields.get(id);
  if (system) return system;
  const definition = site.state.customFields.get(id);
  return definition && custom(definition);
}

/** The fields in which two versions of an issue differ. */
export function changedFields(site: Site, before: Issue, after: Issue): Field[] {
  return allFields(site).filter(
    (field) => !isDeepStrictEqual(field.plain(site, before), field.plain(site, after)),
  );
}
