import fc from "fast-check";

/** Text that looks like Markdown, HTML, links, mentions, other scripts and other people's trouble. */
const trouble = [
  "# x",
  "*a*",
  "**b**",
  "_c_",
  "__d__",
  "~~e~~",
  "~f~",
  "`g`",
  "``h",
  "<b>",
  "</i>",
  "<!-- -->",
  "|",
  "a | b",
  "\\",
  "\\*",
  "[x]",
  "[ ] y",
  "[z](u)",
  "![i](j)",
  "&amp;",
  "&#35;",
  "&lt",
  "- ",
  "+ ",
  "* ",
  "1. ",
  "2) ",
  "> q",
  "+++",
  "+++ T",
  "---",
  "===",
  "```",
  "~~~",
  ":-:",
  "|-|",
  "@Jane",
  "@a.b",
  "https://example.com/a_b*c~d?e=f&g=h#i",
  "http://x.io",
  "www.x_y.com/_z_",
  "example.com",
  "jane_doe@example.com",
  "snake_case_name",
  "2 * 3 * 4",
  "a_b_c",
  "a*b*c",
  "שלום",
  "مرحبا",
  "\u202Ertl\u202C",
  "👩‍👩‍👧",
  "🇨🇭",
  "e\u0301",
  "zero\u200Bwidth",
  "\uFEFF",
  "\u00A0",
  "中文。",
  "“quoted”",
  "ℹ️ x",
  "!",
  "#",
  "=",
  "::",
  "(",
  ")",
  '"',
  "'",
  "${x}",
  "{panel}",
  "$$",
  "\u2028",
  "Decision: no",
  "⏎",
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...trouble) },
  { weight: 3, arbitrary: fc.constantFrom("alpha", "beta", "gamma", "delta") },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 4 }).map(readable) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6 }).map(readable) },
);

/** One line of text in which anything may stand, without white space at its ends. */
export function literalText(): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(word, fc.constantFrom(" ", " ", " ", "", "  ")), { minLength: 1, maxLength: 5 })
    .map((parts) =>
      parts
        .map(([text, space]) => text + space)
        .join("")
        .trim(),
    )
    .filter((text) => text !== "");
}

/** Line endings and NUL have no form inside a line of Markdown; half a character is none. */
function readable(text: string): string {
  return text.replace(/[\r\n\0\t]/g, "").toWellFormed() || "x";
}

export const urls = [
  "https://example.com",
  "https://example.com/a_b(c)?d=e&f=g#h",
  "https://example.com/with space",
  "https://example.com/<x>",
  "mailto:jane@example.com",
  "/relative",
  "javascript:alert(1)",
  "https://acme.atlassian.net/browse/ABC-1",
  "https://example.com/a|b\\c",
];
