import {
  adfToMarkdown,
  markdownToAdf,
  mergeText,
  sameAdf,
  sameText,
  type AdfDocument,
  type RichTextContext,
} from "#sync/richtext/index.ts";
import { translated, type Field } from "./field.ts";

/** Descriptions: ADF in Jira, Markdown in Linear, merged block by block. */
export function textField(context: RichTextContext): Field<AdfDocument | null, string> {
  const markdownOf = (adf: AdfDocument | null): string => (adf === null ? "" : adfToMarkdown(adf, context));
  return {
    sameInJira: sameAdf,
    sameInLinear: (a, b) => a === b || sameText(a, b),
    toLinear: (adf) => translated(markdownOf(adf)),
    toJira: (markdown, now) => {
      // Equal in meaning to what Jira shows: Jira's own document is the translation.
      if (now !== undefined && sameText(markdownOf(now), markdown)) return translated(now);
      return translated(
        markdown === "" ? null : markdownToAdf(markdown, { ...(now ? { previous: now } : {}), context }),
      );
    },
    combine: (base, now) => {
      if (base.jira === undefined || base.linear === undefined) return undefined;
      const merged = mergeText({
        base: { adf: base.jira, markdown: base.linear },
        jira: now.jira,
        linear: now.linear,
        context,
      });
      return { jira: merged.adf, linear: merged.markdown, overlaps: merged.conflicts.length > 0 };
    },
  };
}
