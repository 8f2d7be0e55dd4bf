import {
  adfToMarkdown,
  fitAdf,
  fitMarkdown,
  markdownToAdf,
  mergeText,
  sameAdf,
  sameText,
  type AdfDocument,
  type RichTextContext,
} from "#sync/richtext/index.ts";
import { translated, type Field } from "./field.ts";

/** Where a text that is too long for one side can be read whole: the other side's issue. */
interface Originals {
  jira: string | undefined;
  linear: string | undefined;
}

/**
 * Descriptions: ADF in Jira, Markdown in Linear, merged block by block. What does not fit on a side is cut
 * there with a line that says so; a cut text is no edit and never replaces the whole one.
 */
export function textField(context: RichTextContext, originals: Originals): Field<AdfDocument | null, string> {
  const inLinear = (adf: AdfDocument | null): string =>
    adf === null ? "" : fitMarkdown(adfToMarkdown(adf, context), originals.jira);
  const inJira = (adf: AdfDocument): AdfDocument | null =>
    adf.content.length === 0 ? null : fitAdf(adf, originals.linear);
  return {
    sameInJira: sameAdf,
    sameInLinear: (a, b) => a === b || sameText(a, b),
    toLinear: (adf) => translated(inLinear(adf)),
    toJira: (markdown, now) => {
      // Equal in meaning to what Jira shows: Jira's own document is the translation.
      if (now !== undefined && sameText(inLinear(now), markdown)) return translated(now);
      if (markdown === "") return translated(null);
      return translated(inJira(markdownToAdf(markdown, { ...(now ? { previous: now } : {}), context })));
    },
    combine: (base, now, owner) => {
      if (base.jira === undefined || base.linear === undefined) return undefined;
      const { adf, markdown, conflicts } = mergeText({
        base: { adf: base.jira, markdown: base.linear },
        jira: now.jira,
        linear: now.linear,
        context,
        keep: owner === "linear" ? "linear" : "jira",
      });
      return {
        jira: inJira(adf),
        linear: fitMarkdown(markdown, originals.jira),
        overlaps: conflicts.length > 0,
      };
    },
  };
}
