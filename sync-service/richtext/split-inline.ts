/** A part of a paragraph and the white space after it. */
interface InlinePart {
  text: string;
  gap: string;
}

const LONG = 1_000;
const TOO_LONG = 4_000;

/**
 * Cuts the raw text of a long paragraph at white space where no mark, code or bracket is open, so that each part
 * reads alone as it does in its place. Where a text opens marks without end, it is cut all the same: nobody
 * writes so, and a parser's costs grow with the square of what is open.
 */
export function splitInline(raw: string): InlinePart[] {
  const parts: InlinePart[] = [];
  let start = 0;
  while (raw.length - start > LONG) {
    const cut = cutAfter(raw, start);
    if (cut === undefined) break;
    parts.push({ text: raw.slice(start, cut.from), gap: raw.slice(cut.from, cut.to).replaceAll("\\", "") });
    start = cut.to;
  }
  if (start < raw.length) parts.push({ text: raw.slice(start), gap: "" });
  return parts;
}

function cutAfter(raw: string, start: number): { from: number; to: number } | undefined {
  // White space with all the breaks in it is one token: a part must not end in the backslash of a break.
  const token = /(?:\\(?=[\n\r])|\s)+|\\[^]|`+|[*_~]+|[[\]()<>]/g;
  token.lastIndex = start;
  const open: string[] = [];
  let lastWhite: { from: number; to: number } | undefined;
  for (let match = token.exec(raw); match !== null; match = token.exec(raw)) {
    const [found] = match;
    const at = match.index;
    if (/^(?:\\[\n\r]|\s)/.test(found)) {
      if (at === start || at + found.length === raw.length) continue;
      lastWhite = { from: at, to: at + found.length };
      if (at - start >= LONG && open.length === 0) return lastWhite;
    } else if (found.startsWith("`")) {
      const close = closingTicks(raw, at + found.length, found.length);
      if (close !== undefined) token.lastIndex = close;
    } else if (/^[*_~]/.test(found)) {
      const index = open.lastIndexOf(found);
      const mayClose = at > start && !/\s/.test(raw.charAt(at - 1));
      const mayOpen = !/^\s?$/.test(raw.charAt(at + found.length));
      if (index !== -1 && mayClose) open.splice(index);
      else if (mayOpen && open.length < 50) open.push(found);
    } else if (found === "[") {
      if (open.length < 50) open.push(found);
    } else if (found === "]") {
      const index = open.lastIndexOf("[");
      if (index !== -1) open.splice(index);
      // The address of a link may hold spaces and marks.
      const end = raw.charAt(at + 1) === "(" ? raw.indexOf(")", at) : -1;
      if (end !== -1 && end - at < LONG) token.lastIndex = end + 1;
    }
    if (at - start >= TOO_LONG) return lastWhite ?? anywhere(raw, start + LONG);
  }
  return undefined;
}

/** A place that splits neither a character nor an escape, and leaves no part with white space at an edge. */
function anywhere(raw: string, from: number): { from: number; to: number } | undefined {
  for (let at = from; at < from + LONG && at < raw.length; at += 1) {
    if (/^[^\\\s\uD800-\uDBFF][^\\\s]$/.test(raw.slice(at - 1, at + 1))) return { from: at, to: at };
  }
  return undefined;
}

function closingTicks(raw: string, from: number, size: number): number | undefined {
  const until = Math.min(raw.length, from + LONG);
  for (let at = raw.indexOf("`", from); at !== -1 && at < until; at = raw.indexOf("`", at)) {
    const first = at;
    while (raw.charAt(at) === "`") at += 1;
    if (at - first === size) return at;
  }
  return undefined;
}
