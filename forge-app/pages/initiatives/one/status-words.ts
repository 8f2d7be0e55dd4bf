import type { WorkRow } from "#shared/contract/initiatives/works.ts";

export const STATUS_WORDS: Readonly<Record<WorkRow["status"], string>> = {
  backlog: "Backlog",
  unstarted: "To do",
  started: "Started",
  completed: "Completed",
  canceled: "Cancelled",
};
