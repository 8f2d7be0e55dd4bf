import { z } from "zod";
import { daySchema } from "../../day.ts";
import { jiraIssueSchema, personSchema } from "../scoring/words.ts";
import { basedOnSchema, liveIssueSchema, written } from "./words.ts";

/** Everything that asks something of a person, and how they want to be told. */

export const askKindSchema = z.enum([
  "check-in due",
  "bet due",
  "decision reopened",
  "score doubted",
  "conflict to settle",
]);
export type AskKind = z.output<typeof askKindSchema>;

export const inboxRequestSchema = z.strictObject({
  /** `mine`: what asks the viewer, or nobody in particular. */
  whose: z.enum(["mine", "everybody's"]),
});

export const inboxItemSchema = z.object({
  /** The same as long as it asks the same. */
  id: z.string(),
  kind: askKindSchema,
  /** Null: whoever can. */
  asks: personSchema.nullable(),
  /** Since when it asks. */
  since: daySchema,
  /** What it is about, where that is no issue: an outcome's or an initiative's title. */
  title: z.string().nullable(),
  /** What happened and what is wanted. */
  sentence: z.string(),
  issue: liveIssueSchema.nullable(),
  outcome: z.string().nullable(),
  bet: z.string().nullable(),
  decision: z.string().nullable(),
  initiative: z.string().nullable(),
});
export type InboxItem = z.output<typeof inboxItemSchema>;

export const inboxSchema = z.object({
  today: daySchema,
  /** What has asked longest first. */
  items: z.array(inboxItemSchema),
  /** How many of each kind. */
  counts: z.partialRecord(askKindSchema, z.int().nonnegative()),
});
export type Inbox = z.output<typeof inboxSchema>;

/**
 * Messages come through Jira's own notification of an issue. Linear's API reaches no other person's inbox but by a
 * comment that everybody who follows the issue would get, so nothing is sent there.
 */
export const notificationsSchema = z.strictObject({
  /** At most one message a day, a message for each thing, or none. */
  when: z.enum(["daily", "at once", "never"]),
  /** Kinds that are not wanted. */
  without: z.array(askKindSchema),
});
export type Notifications = z.output<typeof notificationsSchema>;

export const defaultNotifications: Notifications = { when: "daily", without: [] };

export const notificationsAnswerSchema = z.object({
  notifications: notificationsSchema,
  /** 0: the person never changed them. */
  revision: z.int().nonnegative(),
  /** The last message that was sent; null for none. */
  lastSent: z.object({ on: daySchema, issue: jiraIssueSchema, count: z.int().positive() }).nullable(),
});

export const saveNotificationsRequestSchema = z.strictObject({
  ...written,
  notifications: notificationsSchema,
  basedOn: basedOnSchema,
});
