import type {
  CustomFieldDefinition,
  IssueType,
  LinkType,
  Named,
  Priority,
  Status,
  Transition,
  Workflow,
} from "./model.ts";

/** What every fresh site has, as a new Jira Cloud site has it. */
const TO_DO = "10000";
const IN_PROGRESS = "10001";
const IN_REVIEW = "10002";
const DONE = "10003";
const BACKLOG = "10004";
const CANCELLED = "10005";

export const STATUSES: readonly Status[] = [
  { id: TO_DO, name: "To Do", description: "", category: "new" },
  { id: IN_PROGRESS, name: "In Progress", description: "Being worked on.", category: "indeterminate" },
  { id: IN_REVIEW, name: "In Review", description: "Waiting for a second look.", category: "indeterminate" },
  { id: DONE, name: "Done", description: "Finished.", category: "done" },
  { id: BACKLOG, name: "Backlog", description: "Not planned yet.", category: "new" },
  { id: CANCELLED, name: "Cancelled", description: "Will not be done.", category: "done" },
];

export const PRIORITIES: readonly Priority[] = [
  { id: "1", name: "Highest", color: "#d04437" },
  { id: "2", name: "High", color: "#f15c75" },
  { id: "3", name: "Medium", color: "#f79232" },
  { id: "4", name: "Low", color: "#707070" },
  { id: "5", name: "Lowest", color: "#999999" },
];
export const DEFAULT_PRIORITY_ID = "3";

export const ISSUE_TYPES: readonly IssueType[] = [
  { id: "10100", name: "Epic", description: "A big piece of work.", hierarchyLevel: 1 },
  { id: "10101", name: "Story", description: "A user's goal.", hierarchyLevel: 0 },
  { id: "10102", name: "Task", description: "A small, distinct piece of work.", hierarchyLevel: 0 },
  { id: "10103", name: "Bug", description: "A problem or an error.", hierarchyLevel: 0 },
  { id: "10104", name: "Sub-task", description: "A part of a larger task.", hierarchyLevel: -1 },
];

export const RESOLUTIONS: readonly Named[] = [
  { id: "10000", name: "Done" },
  { id: "10001", name: "Won't Do" },
  { id: "10002", name: "Duplicate" },
  { id: "10003", name: "Cannot Reproduce" },
];

export const LINK_TYPES: readonly LinkType[] = [
  { id: "10000", name: "Blocks", inward: "is blocked by", outward: "blocks" },
  { id: "10001", name: "Cloners", inward: "is cloned by", outward: "clones" },
  { id: "10002", name: "Duplicate", inward: "is duplicated by", outward: "duplicates" },
  { id: "10003", name: "Relates", inward: "relates to", outward: "relates to" },
];

export const STORY_POINTS_ID = "customfield_10016";
export const START_DATE_ID = "customfield_10015";
export const RANK_ID = "customfield_10019";
export const SPRINT_ID = "customfield_10020";

export const CUSTOM_FIELDS: readonly CustomFieldDefinition[] = [
  { id: STORY_POINTS_ID, name: "Story Points", kind: "number", options: [], ownedByApp: false },
  { id: START_DATE_ID, name: "Start date", kind: "date", options: [], ownedByApp: false },
];

const statusName = (id: string): string => STATUSES.find((status) => status.id === id)?.name ?? id;
const anywhere = (id: string, to: string): Transition => ({
  id,
  name: statusName(to),
  from: "any",
  to,
  screen: [],
});
const step = (id: string, name: string, from: string, to: string): Transition => ({
  id,
  name,
  from: [from],
  to,
  screen: [],
});

/** A free workflow (any status to any), a strictly linear one, and one that asks for a resolution at the end. */
export const WORKFLOWS: readonly Workflow[] = [
  {
    id: "free",
    name: "Free workflow",
    initialStatusId: TO_DO,
    statusIds: [BACKLOG, TO_DO, IN_PROGRESS, IN_REVIEW, DONE, CANCELLED],
    transitions: [
      anywhere("11", BACKLOG),
      anywhere("21", TO_DO),
      anywhere("31", IN_PROGRESS),
      anywhere("41", IN_REVIEW),
      anywhere("51", DONE),
      anywhere("61", CANCELLED),
    ],
  },
  {
    id: "linear",
    name: "Strictly linear workflow",
    initialStatusId: TO_DO,
    statusIds: [TO_DO, IN_PROGRESS, IN_REVIEW, DONE],
    transitions: [
      step("101", "Start work", TO_DO, IN_PROGRESS),
      step("111", "Ask for review", IN_PROGRESS, IN_REVIEW),
      step("121", "Approve", IN_REVIEW, DONE),
      step("131", "Reopen", DONE, IN_REVIEW),
      step("141", "Back to work", IN_REVIEW, IN_PROGRESS),
      step("151", "Stop work", IN_PROGRESS, TO_DO),
    ],
  },
  {
    id: "required-fields",
    name: "Workflow with a closing screen",
    initialStatusId: TO_DO,
    statusIds: [TO_DO, IN_PROGRESS, DONE, CANCELLED],
    transitions: [
      anywhere("211", TO_DO),
      anywhere("221", IN_PROGRESS),
      { ...anywhere("231", DONE), screen: [{ fieldId: "resolution", required: true }] },
      {
        ...anywhere("241", CANCELLED),
        screen: [
          { fieldId: "resolution", required: true },
          { fieldId: "assignee", required: false },
        ],
      },
    ],
  },
];
