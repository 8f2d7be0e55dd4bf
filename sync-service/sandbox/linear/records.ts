/**
 * What the twin stores, in the words of Linear's schema. Dates are ISO strings in UTC with milliseconds; ids of
 * other records end in `Id`. What the schema shows beyond this is computed in properties.ts.
 */
interface Stored<K extends string> {
  readonly __typename: K;
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
}

type JsonObject = Record<string, unknown>;
export type Health = "onTrack" | "atRisk" | "offTrack";

export interface Organization extends Stored<"Organization"> {
  name: string;
  urlKey: string;
}

export interface User extends Stored<"User"> {
  name: string;
  displayName: string;
  email: string;
  active: boolean;
  admin: boolean;
  guest: boolean;
  app: boolean;
  timezone: string;
  avatarUrl: string | null;
}

export type EstimationType = "notUsed" | "exponential" | "fibonacci" | "linear" | "tShirt";

export interface Team extends Stored<"Team"> {
  name: string;
  key: string;
  description: string | null;
  private: boolean;
  timezone: string;
  issueEstimationType: EstimationType;
  issueEstimationAllowZero: boolean;
  issueEstimationExtended: boolean;
  triageEnabled: boolean;
  cyclesEnabled: boolean;
  defaultStateId: string | null;
  memberIds: string[];
  /** The number that the team's next issue gets. */
  nextNumber: number;
}

export interface WorkflowState extends Stored<"WorkflowState"> {
  name: string;
  type: string;
  color: string;
  description: string | null;
  position: number;
  teamId: string;
}

export interface IssueLabel extends Stored<"IssueLabel"> {
  name: string;
  color: string;
  description: string | null;
  isGroup: boolean;
  parentId: string | null;
  teamId: string | null;
  creatorId: string | null;
  retiredAt: string | null;
  lastAppliedAt: string | null;
}

interface ExternalEntity {
  id: string;
  service: string;
  metadata: JsonObject | null;
}

export interface Issue extends Stored<"Issue"> {
  number: number;
  identifier: string;
  previousIdentifiers: string[];
  title: string;
  description: string | null;
  priority: number;
  prioritySortOrder: number;
  estimate: number | null;
  dueDate: string | null;
  sortOrder: number;
  subIssueSortOrder: number | null;
  teamId: string;
  stateId: string;
  assigneeId: string | null;
  delegateId: string | null;
  creatorId: string | null;
  /** Named by `createAsUser`: an app created the issue for somebody who has no account. */
  createdAsUser: string | null;
  parentId: string | null;
  projectId: string | null;
  projectMilestoneId: string | null;
  cycleId: string | null;
  labelIds: string[];
  subscriberIds: string[];
  trashed: boolean | null;
  startedAt: string | null;
  completedAt: string | null;
  canceledAt: string | null;
  triagedAt: string | null;
  startedTriageAt: string | null;
  addedToProjectAt: string | null;
  addedToCycleAt: string | null;
  addedToTeamAt: string | null;
  autoArchivedAt: string | null;
  autoClosedAt: string | null;
  snoozedUntilAt: string | null;
  syncedWith: ExternalEntity[] | null;
}

interface IssueHistory extends Stored<"IssueHistory"> {
  issueId: string;
  actorId: string | null;
  [change: string]: unknown;
}

export interface Comment extends Stored<"Comment"> {
  body: string;
  issueId: string | null;
  projectUpdateId: string | null;
  initiativeUpdateId: string | null;
  projectId: string | null;
  initiativeId: string | null;
  parentId: string | null;
  userId: string | null;
  createdAsUser: string | null;
  editedAt: string | null;
  resolvedAt: string | null;
  resolvingUserId: string | null;
  resolvingCommentId: string | null;
  quotedText: string | null;
}

export interface Attachment extends Stored<"Attachment"> {
  issueId: string;
  url: string;
  title: string;
  subtitle: string | null;
  metadata: JsonObject;
  iconUrl: string | null;
  groupBySource: boolean;
  creatorId: string | null;
}

export interface IssueRelation extends Stored<"IssueRelation"> {
  issueId: string;
  relatedIssueId: string;
  type: string;
}

export interface ProjectStatus extends Stored<"ProjectStatus"> {
  name: string;
  type: string;
  color: string;
  description: string | null;
  position: number;
  indefinite: boolean;
}

export interface Project extends Stored<"Project"> {
  name: string;
  description: string;
  content: string | null;
  slugId: string;
  icon: string | null;
  color: string;
  statusId: string;
  priority: number;
  sortOrder: number;
  prioritySortOrder: number;
  leadId: string | null;
  creatorId: string | null;
  memberIds: string[];
  teamIds: string[];
  labelIds: string[];
  startDate: string | null;
  startDateResolution: string | null;
  targetDate: string | null;
  targetDateResolution: string | null;
  health: Health | null;
  healthUpdatedAt: string | null;
  startedAt: string | null;
  completedAt: string | null;
  canceledAt: string | null;
  trashed: boolean | null;
}

export interface ProjectMilestone extends Stored<"ProjectMilestone"> {
  name: string;
  description: string | null;
  targetDate: string | null;
  sortOrder: number;
  projectId: string;
}

interface Report {
  body: string;
  health: Health;
  userId: string;
  editedAt: string | null;
  isDiffHidden: boolean;
  slugId: string;
}

export interface ProjectUpdate extends Stored<"ProjectUpdate">, Report {
  projectId: string;
}

export interface Cycle extends Stored<"Cycle"> {
  number: number;
  name: string | null;
  description: string | null;
  startsAt: string;
  endsAt: string;
  completedAt: string | null;
  teamId: string;
}

export interface Initiative extends Stored<"Initiative"> {
  name: string;
  description: string | null;
  content: string | null;
  slugId: string;
  icon: string | null;
  color: string | null;
  status: string;
  priority: number;
  prioritySortOrder: number;
  sortOrder: number;
  ownerId: string | null;
  creatorId: string | null;
  leadTeamId: string | null;
  labelIds: string[];
  targetDate: string | null;
  targetDateResolution: string | null;
  health: Health | null;
  healthUpdatedAt: string | null;
  startedAt: string | null;
  completedAt: string | null;
  canceledAt: string | null;
  trashed: boolean | null;
}

export interface InitiativeToProject extends Stored<"InitiativeToProject"> {
  initiativeId: string;
  projectId: string;
  sortOrder: string;
}

/** A sub-initiative: `initiativeId` is the parent. */
export interface InitiativeRelation extends Stored<"InitiativeRelation"> {
  initiativeId: string;
  relatedInitiativeId: string;
  sortOrder: number;
  userId: string | null;
}

export interface InitiativeUpdate extends Stored<"InitiativeUpdate">, Report {
  initiativeId: string;
}

export interface Webhook extends Stored<"Webhook"> {
  url: string;
  label: string | null;
  enabled: boolean;
  secret: string;
  resourceTypes: string[];
  teamId: string | null;
  allPublicTeams: boolean;
  creatorId: string | null;
}

export interface Records {
  Organization: Organization;
  User: User;
  Team: Team;
  WorkflowState: WorkflowState;
  IssueLabel: IssueLabel;
  Issue: Issue;
  IssueHistory: IssueHistory;
  Comment: Comment;
  Attachment: Attachment;
  IssueRelation: IssueRelation;
  ProjectStatus: ProjectStatus;
  Project: Project;
  ProjectMilestone: ProjectMilestone;
  ProjectUpdate: ProjectUpdate;
  Cycle: Cycle;
  Initiative: Initiative;
  InitiativeToProject: InitiativeToProject;
  InitiativeRelation: InitiativeRelation;
  InitiativeUpdate: InitiativeUpdate;
  Webhook: Webhook;
}

export type Kind = keyof Records;
export type AnyRecord = Records[Kind];

export const kinds = [
  "Organization",
  "User",
  "Team",
  "WorkflowState",
  "IssueLabel",
  "Issue",
  "IssueHistory",
  "Comment",
  "Attachment",
  "IssueRelation",
  "ProjectStatus",
  "Project",
  "ProjectMilestone",
  "ProjectUpdate",
  "Cycle",
  "Initiative",
  "InitiativeToProject",
  "InitiativeRelation",
  "InitiativeUpdate",
  "Webhook",
] as const satisfies readonly Kind[];
