import { toMarkdown } from "mdast-util-to-markdown";
import { gfmToMarkdown } from "mdast-util-gfm";
import {
  adfToMarkdown,
  fitAdf,
  markdownToAdf,
  mergeText,
  sameAdf,
  sameText,
  wikiToAdf,
} from "#sync/richtext/index.ts";
import { constructTable, markdownTable } from "#test/richtext/support/construct-table.ts";
import { constructs } from "#test/richtext/support/constructs.ts";
import { schemaErrors } from "#test/richtext/support/schema.ts";

/** A way from ADF to Markdown and back, without the document that the Markdown came from. */
interface Converter {
  name: string;
  toMarkdown: (document: unknown) => string;
  toAdf: (markdown: string) => unknown;
}

/**
 * Prints the tables of sync-service/richtext/README.md: what Linear shows of each construct, how this code and
 * others bring them back, and the time that 250,000 characters take.
 */
export async function run(): Promise<void> {
  console.log(await constructTable());
  console.log(await comparisonTable());
  console.log(await speedTable());
}

async function comparisonTable(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const { name, toMarkdown: write, toAdf } of await converters()) {
    rows.push([name, ...quietly(() => counted((document) => toAdf(write(document))))]);
  }
  rows.push([
    "this, with the previous document",
    ...counted((document) => markdownToAdf(adfToMarkdown(document), { previous: document })),
  ]);
  return markdownTable(
    [`converters (of ${constructs.length} constructs)`, "equal", "schema-valid", "throws"],
    rows,
  );
}

/** Of how many constructs the way there and back is the same document, a valid one, and none at all. */
function counted(
  thereAndBack: (document: unknown) => unknown,
): [equal: number, valid: number, throws: number] {
  let [equal, valid, throws] = [0, 0, 0];
  for (const { document } of constructs) {
    try {
      const back = thereAndBack(document);
      if (sameAdf(back, document)) equal += 1;
      if (schemaErrors(back) === undefined) valid += 1;
    } catch {
      throws += 1;
    }
  }
  return [equal, valid, throws];
}

/** The libraries say on the console what they do not know; here it is counted. */
function quietly<T>(work: () => T): T {
  const { log, warn } = console;
  Object.assign(console, { log: () => undefined, warn: () => undefined });
  try {
    return work();
  } finally {
    Object.assign(console, { log, warn });
  }
}

async function converters(): Promise<Converter[]> {
  const own: Converter = {
    name: "this, from the Markdown alone",
    toMarkdown: (adf) => adfToMarkdown(adf),
    toAdf: (markdown) => markdownToAdf(markdown),
  };
  return [await first(), await second(), await third(), own];
}

type Convert = (value: unknown) => unknown;

/** Their types are not ours to trust: what is not a function here is not there. */
async function load(name: string, member: string): Promise<Convert> {
  const found = await memberOf(name, member);
  return (value) => Reflect.apply(found, undefined, [value]) as unknown;
}

async function memberOf(name: string, member: string): Promise<(...args: never[]) => unknown> {
  let module: unknown;
  try {
    module = await import(name);
  } catch (error) {
    throw new Error(`${name} cannot be loaded, so nothing can be compared with it; run npm ci.`, {
      cause: error,
    });
  }
  for (const exports of [module, property(module, "default")]) {
    const found = property(exports, member);
    if (typeof found === "function") return found as (...args: never[]) => unknown;
  }
  throw new Error(
    `${name} has no function ${member}: its interface has changed, and this bench must follow.`,
  );
}

function property(of: unknown, name: string): unknown {
  return (typeof of === "object" || typeof of === "function") && of !== null
    ? (Reflect.get(of, name) as unknown)
    : undefined;
}

async function first(): Promise<Converter> {
  const convert = await load("adf-to-md", "convert");
  return {
    name: "adf-to-md + marklassian",
    toMarkdown: (adf) => {
      const converted = convert(adf);
      return String(property(converted, "result") ?? converted);
    },
    toAdf: await load("marklassian", "markdownToAdf"),
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
  return {
    name: "mdast-util-from-adf + @atlaskit/editor-markdown-transformer",
    toMarkdown: (adf) =>
      toMarkdown(fromAdf(adf) as Parameters<typeof toMarkdown>[0], { extensions: [gfmToMarkdown()] }),
    toAdf: await atlaskit(),
  };
}

async function atlaskit(): Promise<Convert> {
  const Transformer = await memberOf("@atlaskit/editor-markdown-transformer", "MarkdownTransformer");
  const transformer = Reflect.construct(Transformer, []) as {
    parse(markdown: unknown): { toJSON(): object };
  };
  // Its editor's nodes carry null for every attribute that is not set.
  const withoutNulls = (_: string, value: unknown) => (value === null ? undefined : value);
  return (markdown) => {
    const document = { version: 1, ...transformer.parse(markdown).toJSON() };
    return JSON.parse(JSON.stringify(document, withoutNulls)) as unknown;
  };
}

const SIZE = 250_000;
/** Each part names its number, so that no two are the same. */
const texts: readonly (readonly [name: string, part: (n: number) => string])[] = [
  [
    "prose",
    (n) =>
      `The checkout waits for payment service ${n}, and customers leave before it answers. Nobody likes it.\n\n`,
  ],
  [
    "prose with marks, links and lists",
    (n) =>
      `The **checkout** waits for [service ${n}](https://example.com/${n}), says \`curl\` today.\n\n* one item\n* another *item*\n\n`,
  ],
  ["one paragraph", (n) => `The checkout waits for payment service ${n} of snake_case fame. `],
  ["a log", (n) => `2024-01-01 12:00:00 [main] INFO foo_bar: took x=${n} <init>\n`],
  ["one table", (n) => `${n === 0 ? "| A | B |\n| - | - |\n" : ""}| cell one | cell ${n} |\n`],
  ["unclosed marks", (n) => `*a${n} **b `],
];

function speedTable(): Promise<string> {
  const rows = texts.map(([name, part]) => {
    const markdown = textOf(part);
    const adf = markdownToAdf(markdown);
    const edited = `${markdown}\n\nOne more.`;
    const jira = { ...adf, content: [...adf.content, { type: "rule" }] };
    const times = [
      () => adfToMarkdown(adf),
      () => markdownToAdf(markdown),
      () => markdownToAdf(edited, { previous: adf }),
      () => mergeText({ base: { adf, markdown }, jira, linear: edited }),
      () => sameText(markdown, edited),
      () => wikiToAdf(markdown),
      () => fitAdf(adf),
    ].map(milliseconds);
    return [name, ...times];
  });
  const functions = [
    "adfToMarkdown",
    "markdownToAdf",
    "with previous",
    "mergeText",
    "sameText",
    "wikiToAdf",
    "fitAdf",
  ];
  return markdownTable(["milliseconds for 250,000 characters of", ...functions], rows);
}

function textOf(part: (n: number) => string): string {
  let text = "";
  for (let n = 0; text.length + part(n).length <= SIZE; n += 1) text += part(n);
  return text;
}

/** Processor time, whatever else the machine does; the best of three runs, for the first pays for compiling. */
function milliseconds(work: () => unknown): number {
  const runs = [1, 2, 3].map(() => {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.round(Math.min(...runs));
}
