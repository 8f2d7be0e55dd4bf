import { plainText } from "../adf.ts";
import type { Issue, Project } from "../model.ts";
import { must } from "../state.ts";
import type { ClauseField, Evaluation, Scalar } from "./clause.ts";
import { day, instant, type Moment } from "./dates.ts";
import { JqlProblem } from "./problem.ts";
import { propertyClause } from "./property-clause.ts";

/** The clause a name stands for. @throws JqlProblem when there is no such field, in Jira's words */
export function clauseField(evaluation: Evaluation, name: string): ClauseField {
  const lower = name.toLowerCase();
  const clause =
    systemClause(evaluation, lower, name) ??
    customClause(evaluation, lower, name) ??
    propertyClause(evaluation, name);
  if (!clause) {
    throw new JqlProblem(`Field '${name}' does not exist or you do not have permission to view it.`);
  }
  return clause;
}

const noValue = (text: string, field: string) =>
  new JqlProblem(`The value '${text}' does not exist for the field '${field}'.`);

function systemClause(evaluation: Evaluation, lower: string, name: string): ClauseField | undefined {
  const { site, moment } = evaluation;
  const { state } = site;
  switch (lower) {
    case "project":
      return {
        values: (issue) => [issue.projectId],
        resolve: (text) => {
          const found = [...state.projects.values()].filter(
            (project) => isCalled(project, text) || project.key === text.toUpperCase(),
          );
          return visible(evaluation, found, text, name);
        },
      };
    case "status":
      return lookUp(state.statuses.values(), (issue) => issue.statusId, name);
    case "statuscategory":
      return {
        values: (issue) => [must(state.statuses, issue.statusId, "status").category],
        resolve: (text) => {
          const keys: Record<string, string> = {
            "to do": "new",
            new: "new",
            "2": "new",
            "in progress": "indeterminate",
            indeterminate: "indeterminate",
            "4": "indeterminate",
            done: "done",
            complete: "done",
            "3": "done",
          };
          const key = keys[text.toLowerCase()];
          if (key === undefined) throw noValue(text, name);
          return [key];
        },
      };
    case "issuetype":
    case "type":
      return lookUp(state.issueTypes.values(), (issue) => issue.typeId, name);
    case "priority":
      return {
        ...lookUp(state.priorities.values(), (issue) => issue.priorityId, name),
        // "priority > Medium" means more urgent, and urgent ones come first in the site's list.
        order: (id) => -[...state.priorities.keys()].indexOf(String(id)),
      };
    case "resolution": {
      const known = lookUp(state.resolutions.values(), (issue) => issue.resolutionId, name);
      return {
        values: (issue) => [issue.resolutionId ?? "unresolved"],
        resolve: (text) => (text.toLowerCase() === "unresolved" ? ["unresolved"] : known.resolve(text)),
      };
    }
    case "assignee":
      return user(evaluation, (issue) => issue.assigneeId, name);
    case "reporter":
      return user(evaluation, (issue) => issue.reporterId, name);
    case "creator":
      return user(evaluation, (issue) => issue.creatorId, name);
    case "labels":
    case "label":
      return { values: (issue) => issue.labels, resolve: (text) => [text] };
    case "component":
      return ofProjects(
        evaluation,
        (project) => project.components,
        (issue) => issue.componentIds,
        name,
      );
    case "fixversion":
      return ofProjects(
        evaluation,
        (project) => project.versions,
        (issue) => issue.fixVersionIds,
        name,
      );
    case "parent":
      return {
        values: (issue) => (issue.parentId === null ? [] : [issue.parentId]),
        resolve: (text) => [issueNamed(evaluation, text, name)],
      };
    case "id":
    case "key":
    case "issue":
    case "issuekey":
      return {
        values: (issue) => [issue.id],
        resolve: (text) => [issueNamed(evaluation, text, name)],
        order: (id) => {
          const issue = state.issue(id);
          return issue ? Number(issue.key.split("-").at(-1)) : Number(id);
        },
      };
    case "created":
    case "createddate":
      return time((issue) => issue.created, name, moment);
    case "updated":
    case "updateddate":
      return time((issue) => issue.updated, name, moment);
    case "resolved":
    case "resolutiondate":
      return time((issue) => issue.resolved, name, moment);
    case "statuscategorychangeddate":
      return time((issue) => issue.statusChanged, name, moment);
    case "due":
    case "duedate":
      return calendar((issue) => issue.dueDate, name, moment);
    case "summary":
      return textual((issue) => issue.summary);
    case "description":
      return textual((issue) => (issue.description ? plainText(issue.description) : ""));
    case "comment":
      return textual((issue) => issue.comments.map(({ body }) => plainText(body)).join("\n"));
    case "text":
      return textual((issue) =>
        [
          issue.summary,
          issue.description ? plainText(issue.description) : "",
          ...issue.comments.map(({ body }) => plainText(body)),
        ].join("\n"),
      );
    default:
      return undefined;
  }
}

function customClause(evaluation: Evaluation, lower: string, name: string): ClauseField | undefined {
  const { site, moment } = evaluation;
  for (const definition of site.state.customFields.values()) {
    const number = definition.id.replace("customfield_", "");
    if (lower !== definition.name.toLowerCase() && lower !== `cf[${number}]` && lower !== definition.id)
      continue;
    const read = (issue: Issue) => issue.custom.get(definition.id);
    const scalar = (issue: Issue): Scalar | null => {
      const value = read(issue);
      return typeof value === "string" || typeof value === "number" ? value : null;
    };
    const values = (issue: Issue) => {
      const value = scalar(issue);
      return value === null ? [] : [value];
    };
    switch (definition.kind) {
      case "number":
        return {
          values,
          resolve: (text) => {
            if (text.trim() === "" || Number.isNaN(Number(text))) {
              throw new JqlProblem(
                `Value '${text}' is invalid for the '${name}' field. Value must be a number.`,
              );
            }
            return [Number(text)];
          },
          order: (value) => value,
        };
      case "date":
        return calendar((issue) => scalar(issue)?.toString() ?? null, name, moment);
      case "select":
        return lookUp(definition.options, (issue) => scalar(issue)?.toString() ?? null, name);
      case "text":
        return textual((issue) => scalar(issue)?.toString() ?? "");
      case "textarea":
        return textual((issue) => {
          const value = read(issue);
          return typeof value === "object" ? plainText(value) : "";
        });
    }
  }
  return undefined;
}

const isCalled = (thing: { id: string; name: string }, text: string): boolean =>
  thing.id === text || thing.name.toLowerCase() === text.toLowerCase();

function visible(
  { site, viewer }: Evaluation,
  projects: readonly Project[],
  text: string,
  field: string,
): string[] {
  const seen = projects.filter((project) => viewer === null || site.permissions.browses(viewer, project));
  if (seen.length === 0) throw noValue(text, field);
  return seen.map(({ id }) => id);
}

function lookUp(
  records: Iterable<{ id: string; name: string }>,
  read: (issue: Issue) => string | null,
  name: string,
): ClauseField {
  const all = [...records];
  return {
    values: (issue) => {
      const value = read(issue);
      return value === null ? [] : [value];
    },
    resolve: (text) => {
      const found = all.filter((record) => isCalled(record, text)).map(({ id }) => id);
      if (found.length === 0) throw noValue(text, name);
      return found;
    },
  };
}

function ofProjects(
  { site }: Evaluation,
  choices: (project: Project) => readonly { id: string; name: string }[],
  read: (issue: Issue) => readonly string[],
  name: string,
): ClauseField {
  const all = [...site.state.projects.values()].flatMap(choices);
  return { ...lookUp(all, () => null, name), values: read };
}

function user(evaluation: Evaluation, read: (issue: Issue) => string | null, name: string): ClauseField {
  return {
    values: (issue) => {
      const value = read(issue);
      return value === null ? [] : [value];
    },
    resolve: (text) => {
      const account = evaluation.site.state.account(text);
      if (!account) throw noValue(text, name);
      return [account.accountId];
    },
  };
}

function issueNamed({ site, viewer }: Evaluation, text: string, field: string): number {
  const issue = site.state.issue(text);
  const project = issue && must(site.state.projects, issue.projectId, "project");
  if (!issue || (viewer && project && !site.permissions.browses(viewer, project))) {
    throw new JqlProblem(
      /^\d+$/.test(text)
        ? `A value with ID '${text}' does not exist for the field '${field}'.`
        : `An issue with key '${text}' does not exist for field '${field}'.`,
    );
  }
  return issue.id;
}

function time(read: (issue: Issue) => number | null, name: string, moment: Moment): ClauseField {
  return {
    values: (issue) => {
      const at = read(issue);
      return at === null ? [] : [at];
    },
    resolve: (text) => [instant(text, name, moment)],
    order: (at) => at,
  };
}

function calendar(read: (issue: Issue) => string | null, name: string, moment: Moment): ClauseField {
  return {
    values: (issue) => {
      const value = read(issue);
      return value === null ? [] : [value];
    },
    resolve: (text) => [day(text, name, moment)],
    order: (value) => value,
  };
}

function textual(text: (issue: Issue) => string): ClauseField {
  return {
    values: (issue) => {
      const value = text(issue);
      return value === "" ? [] : [value];
    },
    resolve: (value) => [value],
    text,
    textOnly: true,
  };
}
