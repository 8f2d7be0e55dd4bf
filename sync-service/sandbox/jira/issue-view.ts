import { transitionsFrom } from "./workflow.ts";
import { allFields, fieldById } from "./fields.ts";
import type { Issue } from "./model.ts";
import type { Renderer } from "./render.ts";
import { NAVIGABLE_FIELDS, RENDERED_FIELDS, renderField } from "./rendered-fields.ts";
import { renderTransition } from "./transition-view.ts";

export interface Wanted {
  /** Field ids in the order asked; empty means none at all. */
  readonly fields: readonly string[];
  readonly properties: readonly string[];
  readonly expand: ReadonlySet<string>;
  /** How many comments the `comment` field carries at most. */
  readonly comments: number;
}

/** Resolves `fields` as Jira takes it: ids, `*all`, `*navigable`, and `-name` to leave one out. */
export function wantedFields(
  renderer: Renderer,
  asked: readonly string[],
  fallback: "*all" | "*navigable" | "id",
): string[] {
  const { site } = renderer;
  const names = asked.flatMap((item) => item.split(",")).map((item) => item.trim());
  const custom = [...site.state.customFields.keys()];
  const chosen = new Set<string>();
  const included = names.filter((name) => name !== "" && !name.startsWith("-"));
  for (const name of included.length > 0 ? included : [fallback]) {
    if (name === "*all") for (const id of [...RENDERED_FIELDS, ...custom]) chosen.add(id);
    else if (name === "*navigable") for (const id of [...NAVIGABLE_FIELDS, ...custom]) chosen.add(id);
    else if (name !== "id" && name !== "key") chosen.add(fieldId(renderer, name));
  }
  for (const name of names) if (name.startsWith("-")) chosen.delete(fieldId(renderer, name.slice(1)));
  return [...chosen];
}

/** Fields may be named by id or, for custom ones, by the name people see. */
function fieldId(renderer: Renderer, name: string): string {
  if (RENDERED_FIELDS.includes(name) || fieldById(renderer.site, name)) return name;
  const lower = name.toLowerCase();
  return allFields(renderer.site).find((field) => field.name.toLowerCase() === lower)?.id ?? name;
}

export function issueView(renderer: Renderer, issue: Issue, wanted: Wanted): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const id of wanted.fields) {
    const value = renderField(renderer, issue, id, wanted.comments);
    if (value !== undefined) fields[id] = value;
  }
  const { site } = renderer;
  const { expand } = wanted;
  return {
    expand: "operations,versionedRepresentations,editmeta,changelog,renderedFields",
    id: String(issue.id),
    self: renderer.url(`issue/${issue.id}`),
    key: issue.key,
    fields,
    ...(wanted.properties.length > 0 ? { properties: propertiesOf(issue, wanted.properties) } : {}),
    ...(expand.has("names") ? { names: fieldNames(renderer, wanted.fields) } : {}),
    ...(expand.has("transitions")
      ? { transitions: transitionsFrom(site, issue).map((item) => renderTransition(renderer, issue, item)) }
      : {}),
    ...(expand.has("changelog") ? { changelog: changelogPage(renderer, issue) } : {}),
  };
}

function propertiesOf(issue: Issue, asked: readonly string[]): Record<string, unknown> {
  const all = asked.includes("*all");
  return Object.fromEntries([...issue.properties].filter(([key]) => all || asked.includes(key)));
}

/** The names people see of field ids. */
export function fieldNames(renderer: Renderer, ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [id, fieldById(renderer.site, id)?.name ?? id]));
}

/** The latest changes, newest first; bulk reads carry at most 40. */
function changelogPage(renderer: Renderer, issue: Issue): Record<string, unknown> {
  const histories = issue.history.slice(-40).reverse();
  return {
    startAt: 0,
    maxResults: histories.length,
    total: issue.history.length,
    histories: histories.map((history) => renderer.history(history)),
  };
}

/** The six fields that the webhooks of comments carry of their issue. */
export function issueStub(renderer: Renderer, issue: Issue): Record<string, unknown> {
  const names = ["summary", "issuetype", "project", "assignee", "priority", "status"];
  return {
    id: String(issue.id),
    self: renderer.url(`issue/${issue.id}`),
    key: issue.key,
    fields: Object.fromEntries(names.map((name) => [name, renderField(renderer, issue, name) ?? null])),
  };
}
