/**
 * Atlassian Document Format, as loosely as it must be read: node types that this code does not know, attributes
 * that it never looks at and marks from next year all pass through untouched.
 */
export interface AdfMark {
  type: string;
  attrs?: Readonly<Record<string, unknown>>;
}

export interface AdfNode {
  type: string;
  text?: string;
  attrs?: Readonly<Record<string, unknown>>;
  marks?: readonly AdfMark[];
  content?: readonly AdfNode[];
}

export interface AdfDocument {
  version: 1;
  type: "doc";
  content: AdfNode[];
}

/** Deeper than any editor nests. What lies below is kept as its text, so that no input exhausts the stack. */
const DEEPEST = 100;

/**
 * Reads a parsed JSON value as a document. Never throws: what is no node is left out, what is no document is
 * empty (`null`, a number) or one paragraph (a string). Well-formed nodes are returned as they are, not copied.
 */
export function parseAdf(value: unknown): AdfDocument {
  if (typeof value === "string") {
    return { version: 1, type: "doc", content: value === "" ? [] : [paragraph([text(value)])] };
  }
  const content = isRecord(value) ? own(value, "content") : undefined;
  return { version: 1, type: "doc", content: Array.isArray(content) ? parseNodes(content, 0) : [] };
}

function parseNodes(values: readonly unknown[], depth: number): AdfNode[] {
  return values.flatMap((value) => {
    const node = parseNode(value, depth);
    return node === undefined ? [] : [node];
  });
}

function parseNode(value: unknown, depth: number): AdfNode | undefined {
  if (!isRecord(value)) return undefined;
  const type = own(value, "type");
  if (typeof type !== "string") return undefined;
  if (depth >= DEEPEST) {
    const words = textBelow(value);
    return words === "" ? undefined : text(words);
  }
  const node: AdfNode = { type };
  const words = own(value, "text");
  const attrs = own(value, "attrs");
  const marks = own(value, "marks");
  const content = own(value, "content");
  if (typeof words === "string") node.text = words;
  if (isRecord(attrs)) node.attrs = attrs;
  if (Array.isArray(marks)) node.marks = marks.flatMap(parseMark);
  if (Array.isArray(content)) node.content = parseNodes(content, depth + 1);
  return node;
}

function parseMark(value: unknown): AdfMark[] {
  if (!isRecord(value)) return [];
  const type = own(value, "type");
  const attrs = own(value, "attrs");
  if (typeof type !== "string") return [];
  return [isRecord(attrs) ? { type, attrs } : { type }];
}

function textBelow(value: unknown): string {
  const words: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (!isRecord(next)) continue;
    const own_text = own(next, "text");
    const content = own(next, "content");
    if (typeof own_text === "string") words.push(own_text);
    if (Array.isArray(content)) for (let i = content.length; i > 0; i -= 1) open.push(content[i - 1]);
  }
  return words.join("");
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** An attribute that is a string, or undefined. */
export function stringAttr(of: AdfNode | AdfMark, name: string): string | undefined {
  const value = of.attrs === undefined ? undefined : own(of.attrs, name);
  return typeof value === "string" ? value : undefined;
}

/** An attribute that is a finite number, or undefined. */
export function numberAttr(of: AdfNode | AdfMark, name: string): number | undefined {
  const value = of.attrs === undefined ? undefined : own(of.attrs, name);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function text(words: string, marks: readonly AdfMark[] = []): AdfNode {
  return marks.length === 0 ? { type: "text", text: words } : { type: "text", text: words, marks };
}

export function paragraph(content: readonly AdfNode[]): AdfNode {
  return content.length === 0 ? { type: "paragraph" } : { type: "paragraph", content };
}

/** The node with other content; without the field when there is none. */
export function withContent(node: AdfNode, content: readonly AdfNode[]): AdfNode {
  if (content.length > 0) return { ...node, content };
  const { content: _, ...rest } = node;
  return rest;
}
