import type { IndexedProperty, Issue } from "../model.ts";
import type { ClauseField, Evaluation, Scalar } from "./clause.ts";
import { instant } from "./dates.ts";
import { JqlProblem } from "./problem.ts";

/**
 * `issue.property[key].path`, or an alias that an installed app declares. A path that no app declares is a
 * valid query that finds nothing: Jira indexes declared paths alone.
 */
export function propertyClause(evaluation: Evaluation, name: string): ClauseField | undefined {
  const { indexedProperties } = evaluation.site.state;
  const alias = indexedProperties.find((property) => property.alias?.toLowerCase() === name.toLowerCase());
  if (alias) return declared(evaluation, alias, name);
  const [, propertyKey, path] = /^issue\.property\[([^\]]+)\](?:\.(.+))?$/i.exec(name) ?? [];
  if (propertyKey === undefined) return undefined;
  const known = indexedProperties.find(
    (property) => property.propertyKey === propertyKey && property.path === (path ?? ""),
  );
  return known
    ? declared(evaluation, known, name)
    : { values: () => [], resolve: (text) => [text], order: (value) => value };
}

function declared(evaluation: Evaluation, property: IndexedProperty, name: string): ClauseField {
  const values = (issue: Issue): readonly Scalar[] =>
    atPath(issue.properties.get(property.propertyKey), property.path)
      .map((value) => indexed(value, property.type))
      .filter((value) => value !== null);
  switch (property.type) {
    case "number":
      return {
        values,
        resolve: (text) => {
          if (Number.isNaN(Number(text))) {
            throw new JqlProblem(
              `Value '${text}' is invalid for the '${name}' field. Value must be a number.`,
            );
          }
          return [Number(text)];
        },
        order: (value) => value,
      };
    case "date":
      return {
        values,
        resolve: (text) => [instant(text, name, evaluation.moment)],
        order: (value) => value,
      };
    case "text":
      return { values, resolve: (text) => [text], text: (issue) => values(issue).join(" "), textOnly: true };
    case "string":
    case "user":
      return { values, resolve: (text) => [text], order: (value) => value };
  }
}

function indexed(value: unknown, type: IndexedProperty["type"]): Scalar | null {
  if (type === "number") return typeof value === "number" ? value : null;
  if (type === "date") {
    const at = typeof value === "string" ? Date.parse(value) : value;
    return typeof at === "number" && !Number.isNaN(at) ? at : null;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

/** The values at a dotted path; a list on the way stands for each of its items. */
function atPath(value: unknown, path: string): unknown[] {
  let found = [value];
  for (const step of path === "" ? [] : path.split(".")) {
    found = found
      .flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]))
      .flatMap((item) =>
        typeof item === "object" && item !== null && Object.hasOwn(item, step)
          ? [Reflect.get(item, step) as unknown]
          : [],
      );
  }
  return found.flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]));
}
