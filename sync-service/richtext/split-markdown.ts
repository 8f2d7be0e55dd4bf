/** A part of a Markdown text that reads the same alone as in its place, and where it begins. */
export interface Stretch {
  text: string;
  start: number;
}

/** Worth a parser's start, and short enough that its costs, which grow faster than the text, do not matter. */
const ENOUGH = 2_000;

/**
 * Cuts Markdown where no block reaches over the cut: at a blank line outside fenced code that is followed by a
 * line that is not indented, and between the items of a long list (the reader joins such lists again). A
 * paragraph without any Markdown in it becomes a stretch of its own, which needs no parser.
 */
export function splitMarkdown(markdown: string): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  let parts = cutPoints(markdown);
  parts = parts.at(-1) === markdown.length ? parts : [...parts, markdown.length];
  const push = (end: number) => {
    if (end > start) stretches.push({ text: markdown.slice(start, end), start });
    start = end;
  };
  let from = 0;
  for (const to of parts) {
    if (to - start >= ENOUGH || isPlain(markdown.slice(from, to))) {
      if (from > start && isPlain(markdown.slice(from, to))) push(from);
      push(to);
    }
    from = to;
  }
  push(markdown.length);
  return stretches;
}

/** Whether Markdown reads a paragraph as the text that it is, character for character. */
export function isPlain(paragraph: string): boolean {
  return (
    !/[\\`*_~[\]<&|@\t\0]|:\/\/|www\./i.test(paragraph) && !/^(?:[ >#+\-=:]|\d{1,9}[.)])/m.test(paragraph)
  );
}

function cutPoints(markdown: string): number[] {
  const cuts: number[] = [];
  let fence: string | undefined;
  let marker: string | undefined;
  let afterBlank = true;
  let inItem = false;
  let last = 0;
  for (let at = 0; at < markdown.length;) {
    const end = lineEnd(markdown, at);
    const line = markdown.slice(at, end);
    const isBlank = /^[ \t\r\n]*$/.test(line);
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
      afterBlank = false;
      inItem = false;
    } else if (isBlank) {
      afterBlank = true;
    } else {
      const atMargin = !/^[ \t]/.test(line);
      const apart = afterBlank && atMargin;
      const own = /^(?:([*+-])|\d{1,9}([.)]))[ \t]+\S/.exec(line);
      const nextItem = inItem && own !== null && (own[1] ?? own[2]) === marker && at - last >= ENOUGH;
      if ((apart || nextItem) && at > 0) {
        cuts.push(at);
        last = at;
      }
      if (apart) marker = own?.[1] ?? own?.[2];
      const opening = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/m.exec(line);
      if (opening !== null) {
        const indent = opening[1]?.length ?? 0;
        // Indented, it may belong to an item or not: from here on, nothing is cut.
        if (indent === 0) fence = opening[2];
        else if (marker === undefined || indent < 2) return cuts;
      }
      inItem = marker !== undefined && (own !== null || !atMargin);
      afterBlank = false;
    }
    at = end;
  }
  return cuts;
}

function closes(line: string, fence: string): boolean {
  const mark = /^ {0,3}(`{3,}|~{3,})[ \t]*[\r\n]*$/.exec(line)?.[1];
  return mark?.startsWith(fence) === true;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  return feed === -1 ? text.length : feed + 1;
}
