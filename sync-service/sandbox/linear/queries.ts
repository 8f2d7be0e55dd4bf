import { connection } from "./connections.ts";
import { candidates, isFilter } from "./filters.ts";
import { find, findIssue } from "./mutations/inputs.ts";
import { priorityLabel } from "./computed.ts";
import type { View } from "./world.ts";
import { kinds } from "./records.ts";
import type { AnyRecord, Kind } from "./records.ts";
import { invalid, notFound } from "./refusals.ts";
import { organizationOf, sees } from "./world.ts";

/** A root field; the schema has vouched for its arguments before it is called. */
export type RootField = { resolve(args: object, view: View): unknown }["resolve"];

/** Root fields of Query that are neither "one by id" nor "a page of a kind". */
export const queries: Readonly<Record<string, RootField>> = {
  viewer: (_, { caller }) => caller.user,
  organization: (_, { world }) => organizationOf(world),
  comment: ({ id }: { id?: string | null }, { world, caller }) => {
    if (typeof id !== "string") throw invalid("The twin finds a comment by id only");
    return find(world, caller, "Comment", id);
  },
  attachmentsForURL: (args: { url: string }, view) =>
    connection(view.world.state.where("Attachment", "url", args.url), args, view),
  attachmentIssue: ({ id }: { id: string }, { world, caller }) =>
    findIssue(world, caller, find(world, caller, "Attachment", id).issueId),
  issuePriorityValues: () =>
    [0, 1, 2, 3, 4].map((priority) => ({ priority, label: priorityLabel(priority) })),
  issueVcsBranchSearch: ({ branchName }: { branchName: string }, view) => {
    const identifier = /[a-z][a-z0-9]*-\d+/i.exec(branchName)?.[0];
    const issue = identifier === undefined ? undefined : view.world.state.issue(identifier);
    return issue && sees(view.world, view.caller, issue) ? issue : null;
  },
};

/** One record by its id, or by the other name that Linear takes in its place. */
export function one(kind: Kind, id: string, view: View): AnyRecord {
  const { world, caller } = view;
  if (kind === "Issue") return findIssue(world, caller, id);
  if (world.state.get(kind, id)) return find(world, caller, kind, id);
  const other = otherNames[kind]?.(id, view);
  if (!other || !sees(world, caller, other)) throw notFound(kind);
  return other;
}

const otherNames: { readonly [K in Kind]?: (name: string, view: View) => AnyRecord | undefined } = {
  Team: (key, { world }) => world.state.all("Team").find((team) => team.key === key),
  User: (name, { world, caller }) =>
    name === "me" ? caller.user : world.state.where("User", "email", name)[0],
  Project: (slugId, { world }) =>
    world.state.all("Project").find((one) => one.slugId === slugId.split("-").at(-1)),
  Initiative: (slugId, { world }) =>
    world.state.all("Initiative").find((one) => one.slugId === slugId.split("-").at(-1)),
};

/** A page of all records of a kind that meet the filter. */
export function page(kind: Kind, args: object, view: View) {
  const filter: unknown = Reflect.get(args, "filter");
  const list: AnyRecord[] = candidates(kind, isFilter(filter) ? filter : undefined, view.world);
  return connection(list, args, view);
}

export function isKind(name: string): name is Kind {
  return kinds.some((kind) => kind === name);
}
