import { z } from "zod";
import { FIELDS, issueId, type JiraValues, SIDES } from "#sync/model/issue.ts";
import type { Base, Pairs } from "#sync/model/link.ts";

export const sideColumn = z.enum(SIDES);
export const fieldColumn = z.enum(FIELDS);

/** A text column that holds JSON, parsed. */
export const jsonColumn = z.string().transform((column): unknown => JSON.parse(column));

const text = z.string();
const texts = z.array(text);
const textOrNone = text.nullable();
const numberOrNone = z.number().nullable();
const choices = z.record(text, textOrNone);
const issueOrNone = text.transform(issueId).nullable();
const document = z.custom<JiraValues["description"]>(
  (value) => value === null || (typeof value === "object" && "type" in value && value.type === "doc"),
  "an ADF document or null",
);

const whole = <Jira extends z.ZodType, Linear extends z.ZodType>(jira: Jira, linear: Linear) =>
  z.strictObject({ jira, linear }).exactOptional();
const halves = <Jira extends z.ZodType, Linear extends z.ZodType>(jira: Jira, linear: Linear) =>
  z.strictObject({ jira: jira.exactOptional(), linear: linear.exactOptional() }).exactOptional();

export const mappedByColumn = jsonColumn.pipe(z.partialRecord(fieldColumn, z.string()));

/** What a journal entry wrote. */
export const pairsColumn: z.ZodType<Pairs, string> = jsonColumn.pipe(
  z.strictObject({
    title: whole(text, text),
    description: whole(document, text),
    status: whole(text, text),
    priority: whole(textOrNone, textOrNone),
    assignee: whole(textOrNone, textOrNone),
    labels: whole(texts, texts),
    estimate: whole(numberOrNone, numberOrNone),
    dueDate: whole(textOrNone, textOrNone),
    type: whole(text, textOrNone),
    parent: whole(issueOrNone, issueOrNone),
    relations: whole(texts, texts),
    components: whole(texts, texts),
    custom: whole(choices, choices),
    milestone: whole(texts, textOrNone),
    cycle: whole(textOrNone, textOrNone),
  }),
);

/** What both sides agreed on, as far as they did. */
export const baseColumn: z.ZodType<Base, string> = jsonColumn.pipe(
  z.strictObject({
    title: halves(text, text),
    description: halves(document, text),
    status: halves(text, text),
    priority: halves(textOrNone, textOrNone),
    assignee: halves(textOrNone, textOrNone),
    labels: halves(texts, texts),
    estimate: halves(numberOrNone, numberOrNone),
    dueDate: halves(textOrNone, textOrNone),
    type: halves(text, textOrNone),
    parent: halves(issueOrNone, issueOrNone),
    relations: halves(texts, texts),
    components: halves(texts, texts),
    custom: halves(choices, choices),
    milestone: halves(texts, textOrNone),
    cycle: halves(textOrNone, textOrNone),
  }),
);
