import { format } from "prettier";
import { adfToMarkdown, markdownToAdf, sameAdf } from "#sync/richtext/index.ts";
import { constructs } from "./constructs.ts";

/** The table of sync-service/richtext/README.md: what Linear shows of each construct, and whether that is all of it. */
export function constructTable(): Promise<string> {
  const rows = constructs.map(({ name, document }) => {
    const markdown = adfToMarkdown(document);
    const shown = markdown.replaceAll("\n", "⏎").replaceAll("|", "¦").replaceAll("`", "ˋ");
    const isWhole = sameAdf(markdownToAdf(markdown), document);
    return [name, shown === "" ? "" : `\`${shown}\``, isWhole ? "yes" : "with the previous document"];
  });
  return markdownTable(
    ["construct", "Markdown in Linear (⏎ ends a line, ˋ is a backtick, ¦ a bar)", "comes back"],
    rows,
  );
}

/** A table as it stands in a formatted Markdown file. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<string> {
  const lines = [header, header.map(() => "-"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return format(lines.join("\n"), { parser: "markdown" });
}
