import { wikiMarkup } from "./adf.ts";
import { START_DATE_ID, STORY_POINTS_ID } from "./defaults.ts";
import { FieldRefusal } from "./errors.ts";
import { reference, richText, type Field } from "./field.ts";
import type { CustomFieldDefinition, CustomValue, Issue } from "./model.ts";
import { named } from "./state.ts";
import { isCalendarDay } from "./time.ts";

const TYPES: Record<CustomFieldDefinition["kind"], { schema: string; custom: string }> = {
  number: { schema: "number", custom: "float" },
  date: { schema: "date", custom: "datepicker" },
  text: { schema: "string", custom: "textfield" },
  textarea: { schema: "string", custom: "textarea" },
  select: { schema: "option", custom: "select" },
};

const PLAIN_NAMES: Record<string, string> = {
  [STORY_POINTS_ID]: "storyPoints",
  [START_DATE_ID]: "startDate",
};

/** A value of a custom field as Jira's changelog writes it. */
function shown(definition: CustomFieldDefinition, value: CustomValue | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "object") return wikiMarkup(value);
  if (definition.kind === "select") {
    return definition.options.find((option) => option.id === value)?.name ?? String(value);
  }
  return String(value);
}

function parsed(definition: CustomFieldDefinition, value: unknown): CustomValue | null {
  if (value === null) return null;
  switch (definition.kind) {
    case "number":
      if (typeof value !== "number") throw new FieldRefusal("Operation value must be a number");
      return value;
    case "date":
      if (typeof value !== "string" || !isCalendarDay(value)) {
        throw new FieldRefusal(`Error parsing date string: ${JSON.stringify(value)}`);
      }
      return value;
    case "text":
      if (typeof value !== "string") throw new FieldRefusal("Operation value must be a string");
      if (value.length > 255)
        throw new FieldRefusal(
          "The entered text is too long. It exceeds the allowed limit of 255 characters.",
        );
      return value;
    case "textarea":
      return richText(value);
    case "select": {
      const { id, value: text } = reference(value);
      const option = named(definition.options, id ?? text ?? "");
      if (!option) throw new FieldRefusal(`Option value '${text ?? id ?? "null"}' is not valid`);
      return option.id;
    }
  }
}

export function customField(definition: CustomFieldDefinition): Field {
  const { schema, custom } = TYPES[definition.kind];
  const number = Number(definition.id.replace("customfield_", ""));
  const dated = definition.kind === "date";
  const read = (issue: Issue) => issue.custom.get(definition.id);
  return {
    id: definition.id,
    name: definition.name,
    plainName: PLAIN_NAMES[definition.id] ?? definition.name,
    schema: {
      type: schema,
      custom: `com.atlassian.jira.plugin.system.customfieldtypes:${custom}`,
      customId: number,
    },
    clauseNames: [`cf[${number}]`, definition.name],
    operations: definition.ownedByApp ? [] : ["set"],
    set: (context, value) => {
      const stored = parsed(definition, value);
      const values = new Map(context.issue?.custom);
      if (stored === null) values.delete(definition.id);
      else values.set(definition.id, stored);
      return { custom: values };
    },
    plain: (_site, issue) => {
      const value = read(issue);
      if (value === undefined) return null;
      return definition.kind === "select" ? shown(definition, value) : value;
    },
    history: (_site, before, after) => {
      const [from, to] = [read(before), read(after)];
      const idOf = (value: CustomValue | undefined) =>
        (dated || definition.kind === "select") && typeof value === "string" ? value : null;
      return [
        {
          field: definition.name,
          fieldtype: "custom",
          fieldId: definition.id,
          from: idOf(from),
          fromString: shown(definition, from),
          to: idOf(to),
          toString: shown(definition, to),
        },
      ];
    },
  };
}
