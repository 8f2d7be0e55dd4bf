import { toMarkdown } from "mdast-util-to-markdown";
import { gfmToMarkdown } from "mdast-util-gfm";
import { performance } from "node:perf_hooks";
import {
  adfToMarkdown,
  fitAdf,
  markdownToAdf,
  mergeText,
  sameAdf,
  sameText,
  wikiToAdf,
} from "#sync/richtext/index.ts";
import { constructs } from "#test/richtext/support/constructs.ts";
import { schemaErrors } from "#test/richtext/support/schema.ts";

/** A way from ADF to Markdown and back, without the document that the Markdown came from. */
interface Converter {
  name: string;
  toMarkdown(document: unknown): string;
  toAdf(markdown: string): unknown;
}

/** Prints what Linear shows of each construct, how this code and others bring them back, and the time of 250,000 characters. */
export async function run(): Promise<void> {
  console.log(constructTable());
  console.log(await comparisonTable());
  console.log(speedTable());
}

function constructTable(): string {
  const rows = constructs.map(({ name, document }) => {
    const shown = adfToMarkdown(document).replaceAll("\n", "⏎").replaceAll("|", "\\|").replaceAll("`", "ˋ");
    const back = sameAdf(markdownToAdf(adfToMarkdown(document)), document);
    return `| ${name} | ${shown === "" ? "" : `\`${shown}\``} | ${back ? "yes" : "with the previous document"} |`;
  });
  return [
    "| construct | Markdown in Linear (⏎ ends a line) | comes back |",
    "| - | - | - |",
    ...rows,
    "",
  ].join("\n");
}

async function comparisonTable(): Promise<string> {
  const rows: string[] = [];
  for (const converter of await converters()) {
    let [equal, valid, throws] = [0, 0, 0];
    for (const { document } of constructs) {
      try {
        const back = converter.toAdf(converter.toMarkdown(document));
        if (sameAdf(back, document)) equal += 1;
        if (schemaErrors(back) === undefined) valid += 1;
      } catch {
        throws += 1;
      }
    }
    rows.push(`| ${converter.name} | ${equal} | ${valid} | ${throws} |`);
  }
  const previous = constructs.filter(({ document }) =>
    sameAdf(markdownToAdf(adfToMarkdown(document), { previous: document }), document),
  ).length;
  rows.push(`| this, with the previous document | ${previous} | ${previous} | 0 |`);
  return [
    `| converters (of ${constructs.length} constructs) | equal | schema-valid | throws |`,
    "| - | - | - | - |",
    ...rows,
    "",
  ].join("\n");
}

async function converters(): Promise<Converter[]> {
  const own: Converter = {
    name: "this, from the Markdown alone",
    toMarkdown: (adf) => adfToMarkdown(adf),
    toAdf: (markdown) => markdownToAdf(markdown),
  };
  const others = await Promise.all([first(), second(), third()].map((pair) => pair.catch(() => undefined)));
  return [...others.filter((pair) => pair !== undefined), own];
}

type Module = Record<string, unknown>;
type Convert = (value: unknown) => unknown;

/** Their types are not ours to trust: what is not a function here is not there. */
async function load(name: string, member: string): Promise<Convert> {
  const module = (await import(name)) as Module;
  const found = module[member] ?? (module["default"] as Module | undefined)?.[member];
  if (typeof found !== "function") throw new Error(`${name} has no function ${member}`);
  return (value) => Reflect.apply(found, undefined, [value]) as unknown;
}

async function first(): Promise<Converter> {
  const [convert, markdownToAdf] = [
    await load("adf-to-md", "convert"),
    await load("marklassian", "markdownToAdf"),
  ];
  return {
    name: "adf-to-md + marklassian",
    toMarkdown: (adf) => {
      const converted = convert(adf);
      const result =
        typeof converted === "object" && converted !== null ? Reflect.get(converted, "result") : converted;
      return String(result);
    },
    toAdf: markdownToAdf,
  };
}

async function second(): Promise<Converter> {
  const convert = await load("adf-to-markdown", "convertADFToMarkdown");
  return {
    name: "adf-to-markdown + @atlaskit/editor-markdown-transformer",
    toMarkdown: (adf) => String(convert(adf)),
    toAdf: await atlaskit(),
  };
}

async function third(): Promise<Converter> {
  const fromAdf = await load("mdast-util-from-adf", "fromADF");
  const write = (adf: unknown) =>
    toMarkdown(fromAdf(adf) as Parameters<typeof toMarkdown>[0], { extensions: [gfmToMarkdown()] });
  return {
    name: "mdast-util-from-adf + @atlaskit/editor-markdown-transformer",
    toMarkdown: write,
    toAdf: await atlaskit(),
  };
}

async function atlaskit(): Promise<Convert> {
  const { MarkdownTransformer } = (await import("@atlaskit/editor-markdown-transformer" as string)) as {
    MarkdownTransformer: new () => { parse(markdown: string): { toJSON(): object } };
  };
  const transformer = new MarkdownTransformer();
  // Its editor's nodes carry null for every attribute that is not set.
  const withoutNulls = (_: string, value: unknown) => (value === null ? undefined : value);
  return (markdown) => {
    const document = { version: 1, ...transformer.parse(String(markdown)).toJSON() };
    return JSON.parse(JSON.stringify(document, withoutNulls)) as unknown;
  };
}

const SIZE = 250_000;
const texts: readonly (readonly [name: string, part: string])[] = [
  [
    "prose",
    "The checkout waits for the payment service, and customers leave before it answers. Nobody likes it.\n\n",
  ],
  [
    "prose with marks, links and lists",
    "The **checkout** waits for [the service](https://example.com/a), says `curl` today.\n\n* one item\n* another *item*\n\n",
  ],
  ["one paragraph", "The checkout waits for the payment service of snake_case fame. "],
  ["a log", "2024-01-01 12:00:00 [main] INFO foo_bar: took x=1 <init>\n"],
  ["one table", "| cell one | cell two |\n"],
  ["unclosed marks", "*a **b "],
];

function speedTable(): string {
  const rows = texts.map(([name, part]) => {
    const markdown =
      (part.startsWith("|") ? "| A | B |\n| - | - |\n" : "") + part.repeat(Math.floor(SIZE / part.length));
    const adf = markdownToAdf(markdown);
    const edited = `${markdown}\n\nOne more.`;
    const times = [
      () => adfToMarkdown(adf),
      () => markdownToAdf(markdown),
      () => markdownToAdf(edited, { previous: adf }),
      () => mergeText({ base: { adf, markdown }, jira: adf, linear: edited }),
      () => sameText(markdown, edited),
      () => wikiToAdf(markdown),
      () => fitAdf(adf),
    ].map(milliseconds);
    return `| ${name} | ${times.join(" | ")} |`;
  });
  return [
    "| 250,000 characters of (milliseconds) | adfToMarkdown | markdownToAdf | with previous | mergeText | sameText | wikiToAdf | fitAdf |",
    "| - | - | - | - | - | - | - | - |",
    ...rows,
    "",
  ].join("\n");
}

/** The better of two runs: the first pays for compiling. */
function milliseconds(work: () => unknown): number {
  const runs = [1, 2].map(() => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.round(Math.min(...runs));
}
