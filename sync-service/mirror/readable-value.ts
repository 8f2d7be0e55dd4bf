import type { FieldName } from "#sync/model/issue.ts";
import { adfToMarkdown } from "#sync/richtext/index.ts";
import type { Directory } from "#sync/trackers/tracker.ts";

/** A field's value as people read it: names instead of ids, as far as the side's directory knows them. */
export function readableValue(directory: Directory | undefined, field: FieldName, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (field === "description") return typeof value === "string" ? value : adfToMarkdown(value);
  const named = {
    status: [
      ...(directory?.containers.flatMap((container) => container.statuses) ?? []),
      ...(directory?.projectStatuses ?? []),
    ],
    priority: directory?.priorities ?? [],
    assignee: directory?.users ?? [],
    milestone: directory?.containers.flatMap((container) => container.milestones ?? []) ?? [],
    cycle: directory?.containers.flatMap((container) => container.cycles ?? []) ?? [],
  };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  if (!isNamed(field)) return text;
  // A status may come with its resolution.
  const [wanted, ...rest] = field === "status" ? text.split("/") : [text];
  return [named[field].find(({ id }) => id === wanted)?.name ?? wanted, ...rest].join("/");
}

const NAMED = ["status", "priority", "assignee", "milestone", "cycle"] as const;
function isNamed(field: FieldName): field is (typeof NAMED)[number] {
  return NAMED.some((name) => name === field);
}
