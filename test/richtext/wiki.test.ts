import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adfToMarkdown, wikiToAdf } from "#sync/richtext/index.ts";
import { literalText } from "./support/arbitrary-text.ts";
import { hasData, realDescriptions } from "./support/files.ts";
import { doc, heading, mention, paragraph, text } from "./support/make-adf.ts";
import { schemaErrors } from "./support/schema.ts";

describe("wiki markup", () => {
  it.each([
    ["h2. Title", "## Title"],
    ["*bold* _em_ -gone- {{code}}", "**bold** *em* ~~gone~~ `code`"],
    ["one\ntwo\\\\three", "one\\\ntwo\\\nthree"],
    ["* a\n** b\n*# c\n* d", "* a\n  * b\n  1. c\n* d"],
    ["# a\n# b", "1. a\n2. b"],
    ["||A||B||\n|1|[x|https://x.io]|", "| A | B |\n| - | - |\n| 1 | [x](https://x.io) |"],
    ["{code:java}\nint x;\n{code}", "```java\nint x;\n```"],
    ["{noformat}*raw*{noformat}", "```\n*raw*\n```"],
    ["{quote}said{quote}", "> said"],
    ["bq. said", "> said"],
    ["{panel:title=Note}a{panel}", "> ℹ️ **Note**\n>\n> a"],
    ["a\n----\nb", "a\n\n---\n\nb"],
    ["[https://x.io] [t|https://y.io]", "https://x.io [t](https://y.io)"],
    ["!https://x.io/a.png|width=3!", "![](https://x.io/a.png)"],
    ["!shot.png|thumbnail! [^log.txt]", "📎 shot.png 📎 log.txt"],
    ["snake_case 2 * 3 - 4 a-b-c {unknown} [x]", "snake_case 2 \\* 3 - 4 a-b-c {unknown} \\[x]"],
    ["\\*not bold\\*", "\\*not bold\\*"],
    ["h1. In one {code}x{code} line", "# In one\n\n```\nx\n```\n\nline"],
  ])("%j is shown as %j", (wiki, markdown) => {
    const document = wikiToAdf(wiki);
    expect(schemaErrors(document)).toBeUndefined();
    expect(adfToMarkdown(document)).toBe(markdown);
  });

  it("keeps what Markdown cannot show: colours, underline, small letters, mentions", () => {
    expect(wikiToAdf("{color:red}r{color} +u+ x ^2^ [~accountid:5b1]")).toEqual(
      doc(
        paragraph(
          text("r", { type: "textColor", attrs: { color: "#ff5630" } }),
          text(" "),
          text("u", { type: "underline" }),
          text(" x "),
          text("2", { type: "subsup", attrs: { type: "sup" } }),
          text(" "),
          mention("5b1", "@5b1"),
        ),
      ),
    );
    expect(wikiToAdf("h3. T")).toEqual(doc(heading(3, "T")));
  });

  it("is read as a valid document whatever it holds", () => {
    const macro = fc.constantFrom(
      "{code}",
      "{quote}",
      "{panel}",
      "{noformat}",
      "{color:red}",
      "{color}",
      "||",
      "|",
      "* ",
      "# ",
      "h1. ",
      "bq. ",
      "\n",
      "----",
      "[~x]",
      "!a.png!",
      "{{",
      "}}",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(macro, literalText()), { maxLength: 14 }), (parts) => {
        expect(schemaErrors(wikiToAdf(parts.join("")))).toBeUndefined();
        expect(schemaErrors(wikiToAdf(parts.join("\n")))).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  it.skipIf(!hasData)("of 13,630 real issues is read as valid documents (needs ../shared/data)", () => {
    const descriptions = realDescriptions();
    expect(descriptions.length).toBeGreaterThan(13_000);
    expect(descriptions.flatMap((wiki) => schemaErrors(wikiToAdf(wiki)) ?? [])).toEqual([]);
  });
});
