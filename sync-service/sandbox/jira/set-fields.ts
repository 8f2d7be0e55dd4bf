import { FieldRefusal } from "./errors.ts";
import { reference, told, type Field, type FieldContext, type Patch } from "./field.ts";
import type { HistoryItem, Issue, Project } from "./model.ts";
import type { Site } from "./site.ts";
import { must, named } from "./state.ts";

function assertLabel(value: unknown): string {
  if (typeof value !== "string") throw new FieldRefusal("data was not a string");
  if (/\s/.test(value)) throw new FieldRefusal(`The label '${value}' contains spaces which is invalid.`);
  if (value === "") throw new FieldRefusal("The label cannot be empty.");
  if (value.length > 255) throw new FieldRefusal(`The label '${value}' exceeds the maximum length of 255.`);
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new FieldRefusal("data was not an array");
  return value as readonly unknown[];
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

export const LABELS: Field = {
  id: "labels",
  name: "Labels",
  plainName: "labels",
  schema: { type: "array", items: "string", system: "labels" },
  clauseNames: ["labels"],
  operations: ["add", "set", "remove"],
  set: (_context, value) => ({ labels: unique(listOf(value).map(assertLabel)) }),
  edit: (context, operation, value, base) => {
    const label = assertLabel(value);
    const before = base.labels ?? context.issue?.labels ?? [];
    return {
      labels: operation === "add" ? unique([...before, label]) : before.filter((item) => item !== label),
    };
  },
  plain: (_site, issue) => issue.labels,
  history: told("labels", "labels", (_site, issue) => ({ id: "", text: issue.labels.join(" ") })),
};

/** Components and fix versions: sets of things the project has. */
function ofProject(
  field: { id: "components" | "fixVersions"; name: string; told: string; type: string; clause: string },
  choices: (project: Project) => readonly { readonly id: string; readonly name: string }[],
  read: (issue: Patch) => readonly string[] | undefined,
  write: (ids: readonly string[]) => Patch,
): Field {
  const idOf = (context: FieldContext, value: unknown): string => {
    const { id, name } = reference(value);
    const found = named(choices(context.project), id ?? name ?? "");
    if (!found) throw new FieldRefusal(`${field.told} id '${id ?? name ?? "null"}' is not valid`);
    return found.id;
  };
  const nameOf = (site: Site, issue: Issue, id: string): string =>
    choices(must(site.state.projects, issue.projectId, "project")).find((item) => item.id === id)?.name ?? id;
  return {
    id: field.id,
    name: field.name,
    plainName: field.id,
    schema: { type: "array", items: field.type, system: field.id },
    clauseNames: [field.clause],
    operations: ["add", "set", "remove"],
    set: (context, value) => write(unique(listOf(value).map((item) => idOf(context, item)))),
    edit: (context, operation, value, base) => {
      const id = idOf(context, value);
      const before = read(base) ?? (context.issue ? read(context.issue) : undefined) ?? [];
      return write(operation === "add" ? unique([...before, id]) : before.filter((item) => item !== id));
    },
    plain: (site, issue) => (read(issue) ?? []).map((id) => nameOf(site, issue, id)).sort(),
    history: (site, before, after) => {
      const old = read(before) ?? [];
      const now = read(after) ?? [];
      const item = (from: string | null, to: string | null): HistoryItem => ({
        field: field.told,
        fieldtype: "jira",
        fieldId: field.id,
        from,
        fromString: from === null ? null : nameOf(site, before, from),
        to,
        toString: to === null ? null : nameOf(site, after, to),
      });
      return [
        ...old.filter((id) => !now.includes(id)).map((id) => item(id, null)),
        ...now.filter((id) => !old.includes(id)).map((id) => item(null, id)),
      ];
    },
  };
}

export const COMPONENTS: Field = ofProject(
  { id: "components", name: "Components", told: "Component", type: "component", clause: "component" },
  (project) => project.components,
  (issue) => issue.componentIds,
  (componentIds) => ({ componentIds }),
);

export const FIX_VERSIONS: Field = ofProject(
  { id: "fixVersions", name: "Fix versions", told: "Fix Version", type: "version", clause: "fixVersion" },
  (project) => project.versions,
  (issue) => issue.fixVersionIds,
  (fixVersionIds) => ({ fixVersionIds }),
);
