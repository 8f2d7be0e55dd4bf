import { add, amend, drop } from "../writes.ts";
import type { IssueRelation } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { findIssue, stamp } from "./inputs.ts";

export interface RelationCreateInput {
  id?: string | null | undefined;
  issueId: string;
  relatedIssueId: string;
  type: string;
  /** Of a seed: the API takes no date. */
  createdAt?: string | undefined;
}

/** Relates two issues; the same relation twice is one. */
export function createRelation(world: World, caller: Caller, input: RelationCreateInput): IssueRelation {
  const issue = findIssue(world, caller, input.issueId);
  const related = findIssue(world, caller, input.relatedIssueId);
  if (issue.id === related.id) throw invalid("An issue cannot be related to itself");
  const existing = world.state
    .where("IssueRelation", "issueId", issue.id)
    .find((one) => one.relatedIssueId === related.id && one.type === input.type);
  if (existing) return existing;
  const relation = add(world, caller, "IssueRelation", {
    ...stamp(world, "IssueRelation", { id: input.id, createdAt: input.createdAt }),
    issueId: issue.id,
    relatedIssueId: related.id,
    type: input.type,
  });
  raiseIssues(world, relation);
  return relation;
}

export function updateRelation(
  world: World,
  caller: Caller,
  relation: IssueRelation,
  type: string,
): IssueRelation {
  if (Object.keys(amend(world, caller, relation, { type })).length > 0) raiseIssues(world, relation);
  return relation;
}

export function deleteRelation(world: World, caller: Caller, relation: IssueRelation): void {
  drop(world, caller, "IssueRelation", relation);
  raiseIssues(world, relation);
}

function raiseIssues(world: World, relation: IssueRelation): void {
  if (!world.switches.relationsRaiseUpdatedAt) return;
  for (const id of [relation.issueId, relation.relatedIssueId]) {
    const issue = world.state.get("Issue", id);
    if (issue) world.state.change(issue, { updatedAt: world.agenda.iso() });
  }
}
