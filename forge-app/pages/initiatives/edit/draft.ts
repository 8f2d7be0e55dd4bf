import type { InitiativeDefinition } from "#shared/contract/initiatives/definition.ts";
import { initiativeDefinitionSchema } from "#shared/contract/initiatives/definition.ts";

/** What the form starts with for a new initiative: everything that has a default has it. */
export const emptyDefinition: InitiativeDefinition = {
  name: "",
  description: "",
  url: null,
  owner: null,
  startsOn: null,
  targetOn: null,
  cadenceDays: 7,
  sources: [],
  outcomes: [],
  publishing: { linear: false, jira: false },
  titles: { kind: "none" },
  isArchived: false,
};

/** What is wrong with it, by the field's name, each in a sentence. */
export function problemsOf(definition: InitiativeDefinition): Readonly<Partial<Record<string, string>>> {
  const checked = initiativeDefinitionSchema.safeParse(definition);
  if (checked.success) return {};
  const problems: Record<string, string> = {};
  for (const { path, message } of checked.error.issues) {
    const field = String(path[0] ?? "");
    problems[field] ??= message;
  }
  return problems;
}
