import { z } from "zod";
import { isAdf, MAXIMUM_TEXT_LENGTH, plainText } from "./adf.ts";
import { FieldRefusal } from "./errors.ts";
import type { Adf, HistoryItem, Issue, IssueType, Project } from "./model.ts";
import type { Site } from "./site.ts";

export interface FieldContext {
  readonly site: Site;
  readonly project: Project;
  readonly type: IssueType;
  /** The issue as it is, or null while it is being created. */
  readonly issue: Issue | null;
}

export type Patch = Partial<Issue>;
type Operation = "set" | "add" | "remove";

/** One field: how a value from outside becomes part of an issue, and how a change of it is told. */
export interface Field {
  readonly id: string;
  readonly name: string;
  /** Its name in the edit log and the dump. */
  readonly plainName: string;
  readonly schema: { type: string; system?: string; items?: string; custom?: string; customId?: number };
  readonly clauseNames: readonly string[];
  /** Empty where nobody sets it directly. */
  readonly operations: readonly Operation[];
  /** Throws a FieldRefusal with Jira's words. */
  readonly set?: (context: FieldContext, value: unknown) => Patch;
  /** Adds to or removes from a set; `base` is the issue with the operations before this one. */
  readonly edit?: (context: FieldContext, operation: "add" | "remove", value: unknown, base: Patch) => Patch;
  /** The value as the edit log and the dump show it; two issues differ in the field when this differs. */
  readonly plain: (site: Site, issue: Issue) => unknown;
  readonly history: (site: Site, before: Issue, after: Issue) => HistoryItem[];
}

const referenceSchema = z.object({
  id: z.union([z.string(), z.int().transform(String)]).optional(),
  key: z.string().optional(),
  name: z.string().optional(),
  value: z.string().optional(),
  accountId: z.string().nullish(),
});

/** How Jira's bodies name a thing: `{"id": …}`, `{"name": …}`, `{"key": …}`, `{"accountId": …}`. */
export function reference(value: unknown): z.infer<typeof referenceSchema> {
  const parsed = referenceSchema.safeParse(value);
  if (!parsed.success) throw new FieldRefusal("data was not an object");
  return parsed.data;
}

export function richText(value: unknown): Adf | null {
  if (value === null) return null;
  if (typeof value !== "object") {
    throw new FieldRefusal(
      "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
    );
  }
  if (!isAdf(value)) throw new FieldRefusal("INVALID_INPUT");
  if (plainText(value).length > MAXIMUM_TEXT_LENGTH) throw new FieldRefusal("CONTENT_LIMIT_EXCEEDED");
  return value.content.length === 0 ? null : value;
}

export interface Told {
  id: string | null;
  text: string | null;
}

/** The usual changelog item: the value before and after, each as an id and as text. */
export function told(
  field: string,
  fieldId: string | undefined,
  describe: (site: Site, issue: Issue) => Told,
): Field["history"] {
  return (site, before, after) => {
    const from = describe(site, before);
    const to = describe(site, after);
    return [
      {
        field,
        fieldtype: "jira",
        ...(fieldId === undefined ? {} : { fieldId }),
        from: from.id,
        fromString: from.text,
        to: to.id,
        toString: to.text,
      },
    ];
  };
}
