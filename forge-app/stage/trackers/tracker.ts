import { z } from "zod";
import type { EditRequest, FeedEntry, Person, TrackerIssue } from "../views.ts";

/** One sandbox as the stage needs it. */
export interface StageTracker {
  /** Null when there is no such issue (any more). */
  issue(idOrKey: string): Promise<TrackerIssue | null>;
  people(): Promise<readonly Person[]>;
  issueCount(): Promise<number>;
  edit(request: Omit<EditRequest, "side">): Promise<void>;
  /** What was edited after a sequence number, as lines of the feed, and the number to go on from. */
  editsSince(sequence: number): Promise<{ entries: readonly FeedEntry[]; sequence: number }>;
  /** Requests counted at the sandbox's door. */
  requests(): Promise<number>;
}

/** An entry of a twin's edit log. */
export const editLogSchema = z.array(
  z.object({
    sequence: z.number(),
    at: z.number(),
    actor: z.object({ id: z.string(), name: z.string(), kind: z.enum(["person", "app", "system"]) }),
    object: z.string(),
    objectId: z.string(),
    key: z.string(),
    field: z.string(),
    old: z.unknown(),
    new: z.unknown(),
  }),
);
export type LoggedEdit = z.output<typeof editLogSchema>[number];

export const requestsSchema = z.object({ requests: z.number() });

/** The account whose token the service uses: nobody edits by hand as that one. */
export const isOwnAccount = (email: string): boolean => email.startsWith("throughline@");

/** A value of the edit log for reading, at most a line long. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return value === null || value === undefined ? "" : "…";
  const text = value.replaceAll(/\s+/g, " ");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
