import { wikiMarkup } from "./adf.ts";
import { FieldRefusal } from "./errors.ts";
import { reference, richText, told, type Field, type FieldContext, type Told } from "./field.ts";
import { COMPONENTS, FIX_VERSIONS, LABELS } from "./set-fields.ts";
import type { Site } from "./site.ts";
import { must, named } from "./state.ts";
import { isCalendarDay } from "./time.ts";

function userOf(context: FieldContext, value: unknown): string | null {
  if (value === null) return null;
  const { accountId, id, name } = reference(value);
  const wanted = accountId ?? id ?? name;
  // "-1" is the project's default assignee: nobody, here.
  if (wanted == null || wanted === "-1") return null;
  const account = context.site.state.accounts.get(wanted);
  if (!account)
    throw new FieldRefusal(`Specify a valid 'accountId' for the user. '${wanted}' does not exist.`);
  return account.accountId;
}

const person = (site: Site, accountId: string | null): Told => ({
  id: accountId,
  text: accountId === null ? null : must(site.state.accounts, accountId, "account").displayName,
});

/** The fields every site has. */
export const SYSTEM_FIELDS: readonly Field[] = [
  {
    id: "summary",
    name: "Summary",
    plainName: "summary",
    schema: { type: "string", system: "summary" },
    clauseNames: ["summary"],
    operations: ["set"],
    set: (_context, value) => {
      if (typeof value !== "string") throw new FieldRefusal("Operation value must be a string");
      const summary = value.trim();
      if (summary === "") throw new FieldRefusal("You must specify a summary of the issue.");
      if (/[\r\n]/.test(summary)) {
        throw new FieldRefusal("The summary is invalid because it contains newline characters.");
      }
      if (summary.length > 255) throw new FieldRefusal("Summary can't exceed 255 characters.");
      return { summary };
    },
    plain: (_site, issue) => issue.summary,
    history: told("summary", "summary", (_site, issue) => ({ id: null, text: issue.summary })),
  },
  {
    id: "description",
    name: "Description",
    plainName: "description",
    schema: { type: "string", system: "description" },
    clauseNames: ["description"],
    operations: ["set"],
    set: (_context, value) => ({ description: richText(value) }),
    plain: (_site, issue) => issue.description,
    history: told("description", "description", (_site, issue) => ({
      id: null,
      text: issue.description ? wikiMarkup(issue.description) : null,
    })),
  },
  {
    id: "issuetype",
    name: "Issue Type",
    plainName: "type",
    schema: { type: "issuetype", system: "issuetype" },
    clauseNames: ["issuetype", "type"],
    operations: ["set"],
    set: (context, value) => {
      const { id, name } = reference(value);
      const found = named(context.site.state.issueTypes.values(), id ?? name ?? "");
      if (!found || !context.project.issueTypeIds.includes(found.id)) {
        throw new FieldRefusal("The issue type selected is invalid.");
      }
      const becomesOther = context.issue && found.hierarchyLevel < 0 !== context.type.hierarchyLevel < 0;
      if (becomesOther)
        throw new FieldRefusal("Issue type is a sub-task but parent issue key or id not specified.");
      return { typeId: found.id };
    },
    plain: (site, issue) => must(site.state.issueTypes, issue.typeId, "issue type").name,
    history: told("issuetype", "issuetype", (site, issue) => ({
      id: issue.typeId,
      text: must(site.state.issueTypes, issue.typeId, "issue type").name,
    })),
  },
  {
    id: "status",
    name: "Status",
    plainName: "status",
    schema: { type: "status", system: "status" },
    clauseNames: ["status"],
    operations: [],
    plain: (site, issue) => must(site.state.statuses, issue.statusId, "status").name,
    history: told("status", "status", (site, issue) => ({
      id: issue.statusId,
      text: must(site.state.statuses, issue.statusId, "status").name,
    })),
  },
  {
    id: "priority",
    name: "Priority",
    plainName: "priority",
    schema: { type: "priority", system: "priority" },
    clauseNames: ["priority"],
    operations: ["set"],
    set: (context, value) => {
      if (value === null) throw new FieldRefusal("Priority is required.");
      const { id, name } = reference(value);
      const found = named(context.site.state.priorities.values(), id ?? name ?? "");
      if (!found) throw new FieldRefusal("The priority selected is invalid.");
      return { priorityId: found.id };
    },
    plain: (site, issue) => must(site.state.priorities, issue.priorityId, "priority").name,
    history: told("priority", "priority", (site, issue) => ({
      id: issue.priorityId,
      text: must(site.state.priorities, issue.priorityId, "priority").name,
    })),
  },
  {
    id: "assignee",
    name: "Assignee",
    plainName: "assignee",
    schema: { type: "user", system: "assignee" },
    clauseNames: ["assignee"],
    operations: ["set"],
    set: (context, value) => {
      const accountId = userOf(context, value);
      if (accountId === null) return { assigneeId: null };
      const account = must(context.site.state.accounts, accountId, "account");
      const assignable =
        account.active && context.site.permissions.has(account, "ASSIGNABLE_USER", context.project);
      if (!assignable) throw new FieldRefusal(`User '${account.displayName}' cannot be assigned issues.`);
      return { assigneeId: accountId };
    },
    plain: (_site, issue) => issue.assigneeId,
    history: (site, before, after) =>
      told("assignee", "assignee", (inner, issue) => person(inner, issue.assigneeId))(
        site,
        before,
        after,
      ).map((item) => ({ ...item, tmpFromAccountId: item.from, tmpToAccountId: item.to })),
  },
  {
    id: "reporter",
    name: "Reporter",
    plainName: "reporter",
    schema: { type: "user", system: "reporter" },
    clauseNames: ["reporter"],
    operations: ["set"],
    set: (context, value) => ({ reporterId: userOf(context, value) }),
    plain: (_site, issue) => issue.reporterId,
    history: told("reporter", "reporter", (site, issue) => person(site, issue.reporterId)),
  },
  LABELS,
  COMPONENTS,
  FIX_VERSIONS,
  {
    id: "parent",
    name: "Parent",
    plainName: "parent",
    schema: { type: "issuelink", system: "parent" },
    clauseNames: ["parent"],
    operations: ["set"],
    set: (context, value) => {
      const isNone = typeof value === "object" && value !== null && Reflect.get(value, "none") === true;
      if (value === null || isNone) {
        if (context.type.hierarchyLevel < 0)
          throw new FieldRefusal("Issue type is a sub-task but parent issue key or id not specified.");
        return { parentId: null };
      }
      const { id, key } = reference(value);
      const { state } = context.site;
      const parent = state.issue(key ?? id ?? "");
      if (!parent) throw new FieldRefusal("Could not find issue by id or key.");
      const above = must(state.issueTypes, parent.typeId, "issue type").hierarchyLevel;
      if (above !== context.type.hierarchyLevel + 1 || parent.id === context.issue?.id) {
        throw new FieldRefusal("Given parent work item does not belong to appropriate hierarchy.");
      }
      if (context.type.hierarchyLevel < 0 && parent.projectId !== context.project.id) {
        throw new FieldRefusal("Sub-tasks must be created in the same project as the parent.");
      }
      return { parentId: parent.id };
    },
    plain: (_site, issue) => issue.parentId,
    history: told("IssueParentAssociation", undefined, (site, issue) => ({
      id: issue.parentId === null ? null : String(issue.parentId),
      text: issue.parentId === null ? null : (site.state.issue(issue.parentId)?.key ?? null),
    })),
  },
  {
    id: "duedate",
    name: "Due date",
    plainName: "dueDate",
    schema: { type: "date", system: "duedate" },
    clauseNames: ["due", "duedate"],
    operations: ["set"],
    set: (_context, value) => {
      if (value === null || value === "") return { dueDate: null };
      if (typeof value !== "string" || !isCalendarDay(value)) {
        throw new FieldRefusal(`Error parsing date string: ${JSON.stringify(value)}`);
      }
      return { dueDate: value };
    },
    plain: (_site, issue) => issue.dueDate,
    history: told("duedate", "duedate", (_site, issue) => ({
      id: issue.dueDate,
      text: issue.dueDate === null ? null : `${issue.dueDate} 00:00:00.0`,
    })),
  },
  {
    id: "resolution",
    name: "Resolution",
    plainName: "resolution",
    schema: { type: "resolution", system: "resolution" },
    clauseNames: ["resolution"],
    operations: ["set"],
    set: (context, value) => {
      const { id, name } = reference(value);
      const found = named(context.site.state.resolutions.values(), id ?? name ?? "");
      if (!found) throw new FieldRefusal(`Resolution ID '${id ?? name ?? "null"}' is not valid`);
      return { resolutionId: found.id };
    },
    plain: (site, issue) =>
      issue.resolutionId === null
        ? null
        : must(site.state.resolutions, issue.resolutionId, "resolution").name,
    history: told("resolution", "resolution", (site, issue) => ({
      id: issue.resolutionId,
      text:
        issue.resolutionId === null
          ? null
          : must(site.state.resolutions, issue.resolutionId, "resolution").name,
    })),
  },
];
