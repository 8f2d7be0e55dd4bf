import { computedByKind } from "./computed.ts";
import type { Properties } from "./computed.ts";
import type { AnyRecord, Kind } from "./records.ts";
import type { View } from "./world.ts";

/** The name of a reference whose record holds `<name>Id`, and the kind it leads to. */
const references: Readonly<Record<string, Kind>> = {
  team: "Team",
  state: "WorkflowState",
  assignee: "User",
  delegate: "User",
  creator: "User",
  user: "User",
  lead: "User",
  owner: "User",
  actor: "User",
  resolvingUser: "User",
  resolvingComment: "Comment",
  project: "Project",
  projectMilestone: "ProjectMilestone",
  projectUpdate: "ProjectUpdate",
  cycle: "Cycle",
  issue: "Issue",
  relatedIssue: "Issue",
  status: "ProjectStatus",
  initiative: "Initiative",
  relatedInitiative: "Initiative",
  initiativeUpdate: "InitiativeUpdate",
  leadTeam: "Team",
  fromState: "WorkflowState",
  toState: "WorkflowState",
  fromAssignee: "User",
  toAssignee: "User",
  fromTeam: "Team",
  toTeam: "Team",
  fromParent: "Issue",
  toParent: "Issue",
  fromProject: "Project",
  toProject: "Project",
  fromCycle: "Cycle",
  toCycle: "Cycle",
};

/** A record's property as the schema names it: stored, a reference, or computed; undefined where there is none. */
export function property(record: AnyRecord, name: string, view: View): unknown {
  const computed = compute(record, name, view);
  if (computed !== undefined) return computed;
  const stored: unknown = Reflect.get(record, name);
  if (stored !== undefined) return stored;
  const id: unknown = Reflect.get(record, `${name}Id`);
  if (id === null) return null;
  if (typeof id !== "string") return undefined;
  const kind = name === "parent" ? record.__typename : references[name];
  return kind && (view.world.state.get(kind, id) ?? null);
}

function compute(record: AnyRecord, name: string, view: View): unknown {
  const table: Properties<Kind> = computedByKind[record.__typename];
  return table[name]?.(record, view);
}
