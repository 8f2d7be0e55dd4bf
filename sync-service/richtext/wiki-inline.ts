import type { AdfMark, AdfNode } from "./adf.ts";
import { safeUrl } from "./safe-url.ts";

const phrases: Readonly<Record<string, AdfMark>> = {
  "*": { type: "strong" },
  _: { type: "em" },
  "-": { type: "strike" },
  "+": { type: "underline" },
  "^": { type: "subsup", attrs: { type: "sup" } },
  "~": { type: "subsup", attrs: { type: "sub" } },
};

const colors: Readonly<Record<string, string>> = {
  red: "#ff5630",
  green: "#36b37e",
  blue: "#0052cc",
  yellow: "#ffab00",
  orange: "#ff8b00",
  purple: "#6554c0",
  grey: "#97a0af",
  gray: "#97a0af",
  black: "#000000",
  white: "#ffffff",
  teal: "#00b8d9",
};

const longestToken = 2_000;
/** What begins something, at most as long as a link may be: a search never looks further. */
const token =
  /\\\\(?!\\)|\\[{}[\]*_\-+^~!|#?]|\{\{(?<code>[^{}\n]{1,500}(?:\}(?!\})[^{}\n]{1,500}){0,5})\}\}|\{color(?::(?<color>[#\w]{1,20}))?\}|\[(?<link>[^[\]\n]{1,2000})\]|!(?<picture>[^\s!|][^!|\n]{0,500})(?:\|[^!\n]{0,200})?!|(?<url>https?:\/\/[^\s<>|{}[\]"]{1,2000})|\?\?|[*_+^~-]|\n/gu;

/** The text of one block of wiki markup. A colour that is not closed in its block goes on in the next. */
export class WikiInline {
  private color: AdfMark | undefined;

  read(text: string): AdfNode[] {
    const out: AdfNode[] = [];
    this.readRange(text, [], closersOf(text), out);
    return out;
  }

  private readRange(text: string, marks: readonly AdfMark[], closers: Closers, out: AdfNode[]): void {
    const open: { mark: AdfMark; until: number }[] = [];
    let done = 0;
    const active = () => [
      ...marks,
      ...open.map((phrase) => phrase.mark),
      ...(this.color ? [this.color] : []),
    ];
    const say = (end: number) => {
      if (end > done) out.push(textNode(text.slice(done, end), active()));
      done = end;
    };
    for (const match of text.matchAll(token)) {
      const at = match.index;
      const [found] = match;
      const end = at + found.length;
      if (at < done) continue;
      const closing = open.findIndex((phrase) => phrase.until === at);
      if (closing !== -1) {
        say(at);
        open.splice(closing, 1);
        done = end;
        continue;
      }
      const mark = phrases[found];
      if (mark !== undefined) {
        const until =
          opens(text, at) && !open.some((phrase) => phrase.mark === mark)
            ? closers.after(found, at)
            : undefined;
        const innermost = open.at(-1)?.until ?? text.length;
        if (until === undefined || until > innermost) continue;
        say(at);
        open.push({ mark, until });
        done = end;
        continue;
      }
      const nodes = this.special(match, active);
      if (nodes === undefined) continue;
      say(at);
      if (match.groups?.["color"] !== undefined || found === "{color}")
        this.color = colorOf(match.groups?.["color"]);
      out.push(...nodes);
      done = end;
    }
    say(text.length);
  }

  /** The nodes of a link, picture, code or break; undefined for what is only text. */
  private special(match: RegExpMatchArray, active: () => AdfMark[]): AdfNode[] | undefined {
    const [found] = match;
    const { code, link, picture, url, color } = match.groups ?? {};
    if (found === "\n" || found === "\\\\") return [{ type: "hardBreak" }];
    if (found.startsWith("\\")) return [textNode(found.slice(1), active())];
    if (code !== undefined) return [{ type: "text", text: code, marks: [{ type: "code" }] }];
    if (color !== undefined || found === "{color}") return [];
    if (link !== undefined) return linkNodes(link, active());
    if (picture !== undefined) return pictureNodes(picture, active());
    if (url !== undefined) {
      const address = url.replace(/[.,;:!?)'*_]{1,20}$/, "");
      return [
        textNode(address, [...active(), { type: "link", attrs: { href: address } }]),
        ...textNodes(url.slice(address.length), active()),
      ];
    }
    return undefined;
  }
}

function textNodes(text: string, marks: readonly AdfMark[]): AdfNode[] {
  return text === "" ? [] : [textNode(text, marks)];
}

function textNode(text: string, marks: readonly AdfMark[]): AdfNode {
  return marks.length === 0 ? { type: "text", text } : { type: "text", text, marks };
}

/** `[text|address]`, `[address]`, `[~person]`, `[^file]`; anything else in brackets is text. */
function linkNodes(link: string, marks: readonly AdfMark[]): AdfNode[] | undefined {
  const person = /^~(?:accountid:)?(\S.*)$/.exec(link)?.[1];
  if (person !== undefined) return [{ type: "mention", attrs: { id: person, text: `@${person}` } }];
  const file = /^\^(\S.*)$/.exec(link)?.[1];
  if (file !== undefined) return [textNode(`📎 ${file}`, marks)];
  const [first = "", second] = link.split("|");
  const address = (second ?? first).trim();
  if (!/^(?:[a-z][a-z0-9+.-]*:|\/|#|www\.)/i.test(address)) return undefined;
  const href = safeUrl(address);
  const words = second === undefined || first.trim() === "" ? address : first;
  return [textNode(words, href === "" ? marks : [...marks, { type: "link", attrs: { href } }])];
}

/** A picture inside a line: a link to it, or the name of the attachment. */
function pictureNodes(picture: string, marks: readonly AdfMark[]): AdfNode[] | undefined {
  if (/^https?:/i.test(picture))
    return [textNode(picture, [...marks, { type: "link", attrs: { href: safeUrl(picture) } }])];
  return /\.[a-z0-9]{2,5}$/i.test(picture) ? [textNode(`📎 ${picture}`, marks)] : undefined;
}

function colorOf(name: string | undefined): AdfMark | undefined {
  if (name === undefined) return undefined;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(name);
  const long =
    short === null
      ? name
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join("")}`;
  const known = Object.hasOwn(colors, name.toLowerCase()) ? colors[name.toLowerCase()] : undefined;
  const color = known ?? (/^#[0-9a-f]{6}$/i.test(long) ? long.toLowerCase() : undefined);
  return color === undefined ? undefined : { type: "textColor", attrs: { color } };
}

function opens(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 1);
  return !/[\p{L}\p{N}]/u.test(before) && after !== "" && !/\s/.test(after) && after !== text.charAt(at);
}

interface Closers {
  /** Where a phrase that begins at a place ends; within its line. */
  after(sign: string, at: number): number | undefined;
}

/** Every place where a phrase can end, found once. */
function closersOf(text: string): Closers {
  const places = new Map<string, number[]>();
  for (const match of text.matchAll(/(?<=[^\s\\])[*_+^~-](?![\p{L}\p{N}])/gu)) {
    const all = places.get(match[0]) ?? [];
    all.push(match.index);
    places.set(match[0], all);
  }
  const next = new Map<string, number>();
  return {
    after(sign, at) {
      const all = places.get(sign) ?? [];
      let index = next.get(sign) ?? 0;
      while ((all[index] ?? Infinity) <= at + 1) index += 1;
      next.set(sign, index);
      const end = all[index];
      return end === undefined || end - at > longestToken || text.slice(at, end).includes("\n")
        ? undefined
        : end;
    },
  };
}
