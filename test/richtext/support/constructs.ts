import type { AdfMark, AdfNode } from "#sync/richtext/index.ts";
import { doc, heading, list, mention, panel, paragraph, status, table, text } from "./make-adf.ts";

/** One construct of ADF: its name, the document that shows it, and whether Markdown alone can express it. */
interface Construct {
  name: string;
  document: ReturnType<typeof doc>;
  expressible: boolean;
}

const mark = (type: string, attrs?: Record<string, unknown>): AdfMark =>
  attrs === undefined ? { type } : { type, attrs };
const strong = mark("strong");
const em = mark("em");
const strike = mark("strike");
const code = mark("code");
const underline = mark("underline");
const sup = mark("subsup", { type: "sup" });
const sub = mark("subsup", { type: "sub" });
const red = mark("textColor", { color: "#ff5630" });
const yellow = mark("backgroundColor", { color: "#fedec8" });
const comment = mark("annotation", { id: "c1", annotationType: "inlineComment" });
const link = mark("link", { href: "https://example.com/a?b=c&d=e" });
const titled = mark("link", { href: "https://example.com", title: 'A "title"' });
const centered = mark("alignment", { align: "center" });
const atEnd = mark("alignment", { align: "end" });
const indented = mark("indentation", { level: 2 });
const small = mark("fontSize", { fontSize: "small" });
const wide = mark("breakout", { mode: "wide" });

const p = (...content: (AdfNode | string)[]): AdfNode =>
  paragraph(...content.map((one) => (typeof one === "string" ? text(one) : one)));
const node = (
  type: string,
  attrs: Record<string, unknown> = {},
  content?: AdfNode[],
  marks?: AdfMark[],
): AdfNode => ({
  type,
  ...(Object.keys(attrs).length > 0 && { attrs }),
  ...(content !== undefined && { content }),
  ...(marks !== undefined && { marks }),
});
const item = (...content: AdfNode[]): AdfNode => node("listItem", {}, content);
const external = (alt?: string, marks?: AdfMark[]): AdfNode =>
  node(
    "media",
    { type: "external", url: "https://example.com/a.png", ...(alt !== undefined && { alt }) },
    undefined,
    marks,
  );
const file = (alt?: string): AdfNode =>
  node("media", { type: "file", id: "f-1", collection: "c-1", ...(alt !== undefined && { alt }) });
const single = (...content: AdfNode[]): AdfNode => node("mediaSingle", { layout: "center" }, content);
const task = (words: string, state: string): AdfNode =>
  node("taskItem", { localId: `t-${words}`, state }, [text(words)]);
const tasks = (...content: AdfNode[]): AdfNode => node("taskList", { localId: "tl" }, content);
const decision = (...content: AdfNode[]): AdfNode =>
  node("decisionItem", { localId: "d-1", state: "DECIDED" }, content);
const cell = (attrs: Record<string, unknown>, ...content: AdfNode[]): AdfNode =>
  node("tableCell", attrs, content);
const header = (attrs: Record<string, unknown>, ...content: AdfNode[]): AdfNode =>
  node("tableHeader", attrs, content);
const row = (...content: AdfNode[]): AdfNode => node("tableRow", {}, content);
const codeBlock = (words: string, language?: string): AdfNode =>
  node("codeBlock", language === undefined ? {} : { language }, words === "" ? undefined : [text(words)]);
const macro = (type: string, extra: Record<string, unknown> = {}, content?: AdfNode[]): AdfNode =>
  node(type, { extensionType: "com.atlassian.macro", extensionKey: "toc", ...extra }, content);
const expand = (title: string, ...content: AdfNode[]): AdfNode => node("expand", { title }, content);
const columns = (...contents: AdfNode[][]): AdfNode =>
  node(
    "layoutSection",
    {},
    contents.map((content) => node("layoutColumn", { width: 50 }, content)),
  );
const br = node("hardBreak");

const shown = (name: string, ...content: AdfNode[]): Construct => ({
  name,
  document: doc(...content),
  expressible: true,
});
const kept = (name: string, ...content: AdfNode[]): Construct => ({
  name,
  document: doc(...content),
  expressible: false,
});

/** Every node and mark of Atlassian's schema at least once, alone and in combination. */
export const constructs: readonly Construct[] = [
  shown("empty document"),
  shown("paragraph", p("Plain words.")),
  shown("two paragraphs", p("One."), p("Two.")),
  kept("empty paragraph between two", p("One."), paragraph(), p("Two.")),
  shown("hard break", p("One", br, "two")),
  kept("hard break at the end", p("One", br)),
  ...[1, 2, 3, 4, 5, 6].map((level) => shown(`heading ${level}`, heading(level, "Title"))),
  shown("heading that ends in #", heading(2, "In C #")),
  shown("rule", p("One"), node("rule"), p("two")),
  shown("strong", p("a ", text("b", strong), " c")),
  shown("em", p("a ", text("b", em), " c")),
  shown("strike", p("a ", text("b", strike), " c")),
  shown("code", p("a ", text("b*c`d", code), " e")),
  shown("strong and em", p(text("both", em, strong))),
  shown("strong, em and strike", p(text("all", em, strong, strike))),
  shown("em inside strong", p(text("a ", strong), text("b", em, strong), text(" c", strong))),
  shown("strong inside a word", p("un", text("believ", strong), "able")),
  shown("strong next to punctuation", p("a", text("(b)", strong), "c")),
  shown("neighbours with different marks", p(text("a", strong), text("b", em), text("c", strike))),
  shown("strike next to punctuation", p("a", text("“b”", strike), "c")),
  shown("link", p("see ", text("here", link), ".")),
  shown("link with a title", p(text("here", titled))),
  shown("strong link", p(text("here", link, strong))),
  shown("code link", p(text("here", link, code))),
  shown("two links side by side", p(text("a", link), text("b", titled))),
  shown(
    "link that is its address",
    p(text("https://example.com/a_b", mark("link", { href: "https://example.com/a_b" }))),
  ),
  shown("link with odd characters", p(text("x", mark("link", { href: "https://example.com/a b(c)<d>|e" })))),
  kept("link that runs code", p(text("x", mark("link", { href: "javascript:alert(1)" })))),
  kept("underline", p("a ", text("b", underline), " c")),
  kept("superscript", p("x", text("2", sup))),
  kept("subscript", p("H", text("2", sub), "O")),
  kept("text colour", p(text("red", red))),
  kept("background colour", p(text("marked", yellow))),
  kept("inline comment", p("a ", text("b", comment), " c")),
  kept("comment on code", p(text("b", comment, code))),
  kept("every mark at once", p(text("b", link, em, strong, strike, underline, red))),
  kept("centred paragraph", node("paragraph", {}, [text("middle")], [centered])),
  kept("paragraph at the end", node("paragraph", {}, [text("right")], [atEnd])),
  kept("indented paragraph", node("paragraph", {}, [text("in")], [indented])),
  kept("small paragraph", node("paragraph", {}, [text("small")], [small])),
  kept("centred heading", node("heading", { level: 2 }, [text("middle")], [centered])),
  kept("indented heading", node("heading", { level: 2 }, [text("in")], [indented])),
  shown("local id", node("paragraph", { localId: "abc" }, [text("one")])),
  shown("bullet list", list("bulletList", "one", "two")),
  shown("numbered list", list("orderedList", "one", "two")),
  shown("numbered list from 5", node("orderedList", { order: 5 }, [item(p("five")), item(p("six"))])),
  shown("numbered list from 0", node("orderedList", { order: 0 }, [item(p("zero"))])),
  shown(
    "nested lists",
    node("bulletList", {}, [item(p("a"), node("orderedList", {}, [item(p("b"), list("bulletList", "c"))]))]),
  ),
  shown("item of two paragraphs", node("bulletList", {}, [item(p("a"), p("b"))])),
  shown("item with code", node("bulletList", {}, [item(p("a"), codeBlock("x\n\ny", "js"))])),
  shown("item that begins with a list", node("bulletList", {}, [item(list("bulletList", "inner"))])),
  shown("empty item", node("bulletList", {}, [item(paragraph()), item(p("b"))])),
  shown(
    "number that is the first thing in an item below words",
    node("bulletList", {}, [
      item(p("a"), node("orderedList", {}, [item(node("orderedList", { order: 5 }, [item(p("five"))]))])),
    ]),
  ),
  shown(
    "empty item that is the first thing in an item below words",
    node("bulletList", {}, [
      item(p("a"), node("bulletList", {}, [item(node("bulletList", {}, [item(paragraph())]))])),
    ]),
  ),
  kept("two lists side by side", list("bulletList", "a"), list("bulletList", "b")),
  shown("a list of each kind side by side", list("bulletList", "a"), list("orderedList", "b")),
  shown("picture in an item", node("bulletList", {}, [item(p("a"), single(external("x")))])),
  shown("macro-like text in an item", node("bulletList", {}, [item(p("{code}"))])),
  shown("task list", tasks(task("open", "TODO"), task("done", "DONE"))),
  shown(
    "nested tasks",
    tasks(task("a", "TODO"), tasks(task("b", "DONE"), tasks(task("c", "TODO"))), task("d", "DONE")),
  ),
  shown("empty task", tasks(node("taskItem", { localId: "e", state: "TODO" }), task("b", "DONE"))),
  kept("block task", tasks(node("blockTaskItem", { localId: "b", state: "TODO" }, [p("one"), p("two")]))),
  shown("tasks in an item", node("bulletList", {}, [item(p("a"), tasks(task("b", "TODO")))])),
  shown("decision", node("decisionList", { localId: "dl" }, [decision(text("Ship it"))])),
  kept(
    "decision with a mention",
    node("decisionList", { localId: "dl" }, [decision(mention("1", "@Mia"), text(" decides"))]),
  ),
  shown("code block", codeBlock("const a = 1;\n\nif (a) {}", "typescript")),
  shown("code block without language", codeBlock("plain")),
  shown("language of two words", codeBlock("x", "plain text")),
  shown("language with a backtick", codeBlock("x", "a`b")),
  shown("empty code block", codeBlock("")),
  shown("code with fences", codeBlock("```\ninner\n```")),
  kept(
    "code block with attributes",
    node("codeBlock", { language: "js", wrap: true, uniqueId: "u", localId: "l" }, [text("x")]),
  ),
  kept("wide code block", node("codeBlock", {}, [text("x")], [wide])),
  shown("quote", node("blockquote", {}, [p("said"), p("twice")])),
  shown(
    "quote with a list and code",
    node("blockquote", {}, [p("said"), list("bulletList", "a"), codeBlock("x")]),
  ),
  ...["info", "note", "tip", "warning", "error", "success"].map((type) =>
    shown(`${type} panel`, panel(type, p("Careful."))),
  ),
  kept(
    "custom panel",
    node("panel", { panelType: "custom", panelIcon: ":fox:", panelIconText: "🦊", panelColor: "#ffffff" }, [
      p("x"),
    ]),
  ),
  shown("panel that begins with a list", panel("info", list("bulletList", "a"))),
  shown(
    "panel with heading, rule and code",
    panel("note", p("a"), heading(3, "b"), node("rule"), codeBlock("c")),
  ),
  shown("panel with nothing in it", panel("info", paragraph())),
  shown("expand", expand("More", p("inside"))),
  shown("expand in expand", expand("More", p("a"), node("nestedExpand", { title: "Deeper" }, [p("b")]))),
  shown("title of an expand that looks like Markdown", expand("*a* [b](c)", p("inside"))),
  kept("expand without title", node("expand", {}, [p("inside")])),
  kept("wide expand", node("expand", { title: "T" }, [p("x")], [wide])),
  shown("table", table(["A", "B"], ["1", "2"])),
  shown(
    "table without header",
    node("table", {}, [row(cell({}, p("1")), cell({}, p("2"))), row(cell({}, p("3")), cell({}, p("4")))]),
  ),
  shown("table with marks and bars", table(["A|B", "C"], ["a | b", "x"])),
  shown(
    "aligned column",
    node("table", {}, [
      row(header({}, node("paragraph", {}, [text("A")], [centered]))),
      row(cell({}, node("paragraph", {}, [text("1")], [centered]))),
    ]),
  ),
  kept(
    "header column",
    node("table", {}, [row(header({}, p("A")), cell({}, p("1"))), row(header({}, p("B")), cell({}, p("2")))]),
  ),
  kept(
    "merged cells",
    node("table", {}, [
      row(header({ colspan: 2 }, p("wide"))),
      row(cell({ rowspan: 2 }, p("tall")), cell({}, p("b"))),
      row(cell({}, p("c"))),
    ]),
  ),
  kept(
    "cell of several blocks",
    node("table", {}, [
      row(header({}, p("A"))),
      row(cell({}, p("one"), list("bulletList", "two", "three"), codeBlock("four"))),
    ]),
  ),
  kept(
    "cell with panel, tasks and expand",
    node("table", {}, [
      row(
        cell(
          {},
          panel("info", p("a")),
          tasks(task("b", "DONE")),
          node("nestedExpand", { title: "c" }, [p("d")]),
        ),
      ),
    ]),
  ),
  kept(
    "cell with picture, card and macro",
    node("table", {}, [
      row(
        cell(
          {},
          single(external("x")),
          node("blockCard", { url: "https://example.com" }),
          macro("extension"),
        ),
      ),
    ]),
  ),
  kept(
    "cell with heading, quote, rule and decision",
    node("table", {}, [
      row(
        cell(
          {},
          heading(3, "a"),
          node("blockquote", {}, [p("b")]),
          node("rule"),
          node("decisionList", { localId: "d" }, [decision(text("c"))]),
        ),
      ),
    ]),
  ),
  kept("break in a cell", node("table", {}, [row(cell({}, p("one", br, "two")))])),
  kept(
    "table attributes",
    node(
      "table",
      { layout: "wide", isNumberColumnEnabled: true, width: 760, displayMode: "fixed", localId: "t" },
      [row(cell({ background: "#deebff", colwidth: [100], valign: "top" }, p("x")))],
      [mark("fragment", { localId: "f" })],
    ),
  ),
  shown(
    "empty cells",
    node("table", {}, [
      row(header({}, paragraph()), header({}, p("B"))),
      row(cell({}, paragraph()), cell({}, paragraph())),
    ]),
  ),
  shown("picture", single(external("a cat"))),
  shown("picture without description", single(external())),
  shown("picture with a caption", single(external("cat"), node("caption", {}, [text("A cat")]))),
  shown("picture with a link", single(external("cat", [mark("link", { href: "https://example.com" })]))),
  kept(
    "picture with a width",
    node("mediaSingle", { layout: "wrap-left", width: 50, widthType: "percentage" }, [external("cat")]),
  ),
  kept("picture with a border", single(external("cat", [mark("border", { size: 2, color: "#ff0000" })]))),
  kept("file", single(file("plan.pdf"))),
  kept("files", node("mediaGroup", {}, [file("a.pdf"), file("b.pdf")])),
  kept("file in a line", p("see ", node("mediaInline", { id: "f-2", collection: "c", alt: "spec.pdf" }))),
  kept("picture in a line", p(node("mediaInline", { type: "image", id: "f-3", collection: "c" }), " there")),
  kept("mention", p("ask ", mention("5b1", "@Mia"), " first")),
  kept("mention without a name", p(node("mention", { id: "5b1" }))),
  kept("emoji", p("well ", node("emoji", { shortName: ":smile:", id: "1f604", text: "😄" }))),
  kept("custom emoji", p(node("emoji", { shortName: ":party_parrot:", id: "x" }))),
  kept("date", p("on ", node("date", { timestamp: "1704067200000" }))),
  kept("status", p("is ", status("IN PROGRESS", "blue"))),
  kept("placeholder", p(node("placeholder", { text: "Type here" }))),
  kept("inline card", p("see ", node("inlineCard", { url: "https://example.com/x" }))),
  kept(
    "inline card with data",
    p(node("inlineCard", { data: { "@type": "Object", name: "A thing", url: "https://example.com/y" } })),
  ),
  kept("block card", node("blockCard", { url: "https://example.com" })),
  kept(
    "card of a datasource",
    node("blockCard", {
      url: "https://example.com",
      datasource: { id: "d", parameters: { jql: "x" }, views: [{ type: "table" }] },
    }),
  ),
  kept("embed card", node("embedCard", { url: "https://example.com/v", layout: "wide", width: 80 })),
  kept("macro", macro("extension", { text: "Table of contents", parameters: { macroParams: {} } })),
  kept(
    "macro with consumers",
    node("extension", { extensionType: "t", extensionKey: "k" }, undefined, [
      mark("dataConsumer", { sources: ["s"] }),
    ]),
  ),
  kept("macro in a line", p("a ", macro("inlineExtension"), " b")),
  kept("macro with a body", macro("bodiedExtension", {}, [p("inside"), list("bulletList", "a")])),
  kept("layout", columns([p("left")], [p("right")])),
  kept(
    "layout whose columns end and begin with lists",
    columns([list("bulletList", "a")], [list("bulletList", "b")]),
  ),
  kept("layout with an empty column", columns([p("left")], [paragraph()])),
  kept(
    "wide layout of three",
    node(
      "layoutSection",
      {},
      ["a", "b", "c"].map((words) => node("layoutColumn", { width: 33.33 }, [p(words)])),
      [wide],
    ),
  ),
  kept("synced block", node("syncBlock", { resourceId: "r", localId: "l" })),
  kept(
    "synced block with a body",
    node("bodiedSyncBlock", { resourceId: "r", localId: "l" }, [p("shared"), heading(2, "words")]),
  ),
  kept(
    "everything in one line",
    p(
      text("a", strong),
      " ",
      mention("1", "@A B"),
      " ",
      status("S", "red"),
      " ",
      node("date", { timestamp: "0" }),
      br,
      text("c", red),
      node("emoji", { shortName: ":x:" }),
      node("inlineCard", { url: "https://x.io" }),
    ),
  ),
];
