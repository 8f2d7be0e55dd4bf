import { fieldById } from "./fields.ts";
import type { Field } from "./field.ts";
import type { Issue, Project, Transition } from "./model.ts";
import type { Renderer } from "./render.ts";
import { must } from "./state.ts";

type Json = Record<string, unknown>;

/** A transition as the API shows it; with `fields`, those of its screen. */
export function renderTransition(
  renderer: Renderer,
  issue: Issue,
  transition: Transition,
  fields = false,
): Json {
  const { site } = renderer;
  const project = must(site.state.projects, issue.projectId, "project");
  const screen = transition.screen.flatMap(({ fieldId, required }) => {
    const field = fieldById(site, fieldId);
    return field ? [[fieldId, fieldMetadata(renderer, project, field, required)] as const] : [];
  });
  return {
    id: transition.id,
    name: transition.name,
    to: renderer.status(must(site.state.statuses, transition.to, "status")),
    hasScreen: transition.screen.length > 0,
    isGlobal: transition.from === "any",
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: false,
    ...(fields ? { fields: Object.fromEntries(screen) } : {}),
  };
}

/** What a screen says of one of its fields. */
export function fieldMetadata(renderer: Renderer, project: Project, field: Field, required: boolean): Json {
  const allowed = allowedValues(renderer, project, field);
  return {
    required,
    schema: field.schema,
    name: field.name,
    key: field.id,
    hasDefaultValue: field.id === "priority",
    operations: field.operations,
    ...(allowed ? { allowedValues: allowed } : {}),
  };
}

function allowedValues(renderer: Renderer, project: Project, field: Field): Json[] | undefined {
  const { state } = renderer.site;
  switch (field.id) {
    case "priority":
      return [...state.priorities.values()].map((priority) => renderer.priority(priority));
    case "resolution":
      return [...state.resolutions.keys()].map((id) => renderer.resolution(id));
    case "issuetype":
      return project.issueTypeIds.map((id) => renderer.issueType(must(state.issueTypes, id, "issue type")));
    case "components":
      return project.components.map((component) => renderer.component(component));
    case "fixVersions":
      return project.versions.map((version) => renderer.projectVersion(version));
    default:
      return state.customFields
        .get(field.id)
        ?.options.map(({ id, name }) => ({ self: renderer.url(`customFieldOption/${id}`), id, value: name }));
  }
}
