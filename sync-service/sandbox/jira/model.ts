import type { Actor } from "../kit/edit-log.ts";

/** What the twin keeps. Every record is replaced, never changed in place, so that the index may keep an old one. */
export interface Adf {
  readonly type: "doc";
  readonly version: 1;
  readonly content: readonly unknown[];
}

export type StatusCategoryKey = "new" | "indeterminate" | "done";

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: StatusCategoryKey;
}

export interface Transition {
  readonly id: string;
  readonly name: string;
  /** Status ids it starts from; "any" is a global transition. */
  readonly from: "any" | readonly string[];
  readonly to: string;
  readonly screen: readonly { readonly fieldId: string; readonly required: boolean }[];
}

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly initialStatusId: string;
  readonly statusIds: readonly string[];
  readonly transitions: readonly Transition[];
}

export interface IssueType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** 1 is an epic, 0 a standard issue, -1 a sub-task. */
  readonly hierarchyLevel: number;
}

export interface Priority {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface LinkType extends Named {
  readonly inward: string;
  readonly outward: string;
}

export interface CustomFieldDefinition {
  readonly id: string;
  readonly name: string;
  readonly kind: "number" | "date" | "text" | "textarea" | "select";
  /** The choices of a select field. */
  readonly options: readonly Named[];
  /** Written through `app/field/value` alone. */
  readonly ownedByApp: boolean;
}

export interface Account {
  readonly accountId: string;
  readonly email: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly active: boolean;
  readonly emailVisible: boolean;
  readonly accountType: "atlassian" | "app";
  readonly apiToken: string | null;
}

export interface Version extends Named {
  readonly released: boolean;
  readonly archived: boolean;
}

export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly leadId: string;
  readonly workflowId: string;
  /** A workflow scheme: types that do not follow the project's own workflow. */
  readonly workflowByType: ReadonlyMap<string, string>;
  readonly issueTypeIds: readonly string[];
  readonly components: readonly Named[];
  readonly versions: readonly Version[];
}

export interface Board extends Named {
  readonly type: "scrum" | "kanban";
  readonly projectId: string;
}

export interface Sprint {
  readonly id: number;
  readonly name: string;
  readonly goal: string;
  readonly state: "future" | "active" | "closed";
  readonly boardId: string;
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly completeDate: number | null;
}

export interface Comment {
  readonly id: number;
  readonly authorId: string;
  readonly updateAuthorId: string;
  readonly body: Adf;
  readonly created: number;
  readonly updated: number;
  readonly properties: ReadonlyMap<string, unknown>;
  /** The project role that alone may read it; null where everybody who sees the issue may. */
  readonly visibleTo: string | null;
}

export interface Attachment {
  readonly id: number;
  readonly filename: string;
  readonly mimeType: string;
  readonly authorId: string;
  readonly created: number;
  readonly content: Uint8Array;
}

export interface RemoteLink {
  readonly id: number;
  readonly globalId: string | null;
  readonly application: Record<string, unknown>;
  readonly relationship: string | null;
  readonly object: Record<string, unknown>;
}

export interface IssueLink {
  readonly id: number;
  readonly typeId: string;
  /** The issue that does the outward thing ("blocks"): Jira's `inwardIssue`. */
  readonly sourceId: number;
  readonly destinationId: number;
}

export interface HistoryItem {
  readonly field: string;
  readonly fieldtype: "jira" | "custom";
  readonly fieldId?: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface History {
  readonly id: number;
  readonly authorId: string;
  readonly created: number;
  readonly items: readonly HistoryItem[];
}

export type CustomValue = string | number | Adf;

export interface Issue {
  readonly id: number;
  readonly key: string;
  readonly projectId: string;
  readonly typeId: string;
  readonly statusId: string;
  readonly statusChanged: number;
  readonly summary: string;
  readonly description: Adf | null;
  readonly priorityId: string;
  readonly assigneeId: string | null;
  readonly reporterId: string | null;
  readonly creatorId: string;
  readonly labels: readonly string[];
  readonly componentIds: readonly string[];
  readonly fixVersionIds: readonly string[];
  readonly parentId: number | null;
  /** Every sprint it was ever in that is closed, and the open one it is in now. */
  readonly sprintIds: readonly number[];
  /** A calendar day, "2026-03-31". */
  readonly dueDate: string | null;
  readonly resolutionId: string | null;
  readonly resolved: number | null;
  readonly custom: ReadonlyMap<string, CustomValue>;
  readonly rank: number;
  readonly created: number;
  readonly updated: number;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly comments: readonly Comment[];
  readonly attachments: readonly Attachment[];
  readonly remoteLinks: readonly RemoteLink[];
  readonly linkIds: readonly number[];
  readonly history: readonly History[];
  readonly formerKeys: readonly string[];
}

/** The `jira:entityProperty` module of an app's manifest: without it a property cannot be searched. */
export interface IndexedProperty {
  readonly propertyKey: string;
  readonly path: string;
  readonly type: "number" | "string" | "text" | "date" | "user";
  readonly alias: string | null;
}

export function actorOf(account: Account, kind: Actor["kind"]): Actor {
  return { id: account.accountId, name: account.displayName, kind };
}
