/** Where a text stands: the characters next to it in the output, and what encloses it. */
export interface TextPlace {
  before: string;
  after: string;
  inLink: boolean;
  inCell: boolean;
  inHeading: boolean;
}

const punctuation = /[!-/:-@[-`{-~]/;
const notWord = /[\s\p{P}\p{S}]/u;
const address = /(?:https?:\/\/|www\.)[^\s<>\p{Cc}]+/giu;

/** Escapes what Markdown would read as more than text, and no more than that. */
export function escapeText(text: string, place: TextPlace): string {
  let result = "";
  let done = 0;
  if (!place.inLink) {
    for (const match of text.matchAll(address)) {
      const url = match[0].replace(/[?!.,:*_~'")\]]+$/, "");
      const before = match.index === 0 ? place.before.slice(-1) : text.charAt(match.index - 1);
      if (url.length === match[0].length && false) continue;
      if (!/[\\`*~[\]|&!]/.test(url) || /[a-z0-9]/i.test(before)) continue;
      result += escapeRun(text.slice(done, match.index), {
        ...place,
        before: done === 0 ? place.before : text.charAt(done - 1),
        after: "<",
      });
      if (url.startsWith("http") && !(place.inCell && url.includes("|"))) {
        result += `<${url}>`;
      } else {
        const cut = url.indexOf(url.toLowerCase().startsWith("www") ? "." : ":");
        result += `${url.slice(0, cut)}\\${escapeRun(url.slice(cut), { ...place, before: "w", after: text.charAt(match.index + url.length) || place.after })}`;
      }
      done = match.index + url.length;
    }
  }
  return (
    result + escapeRun(text.slice(done), done === 0 ? place : { ...place, before: text.charAt(done - 1) })
  );
}

function escapeRun(text: string, place: TextPlace): string {
  const start = /[\n\r]$/.test(place.before) ? lineStart(text, place) : "";
  let result = start;
  const rest = start === "" ? 0 : start.length - 1;
  let kept = rest;
  for (const match of text.slice(rest).matchAll(/[\\`*_~[\]<&!|#]/g)) {
    const index = rest + match.index;
    if (needsEscape(text, index, place)) {
      result += `${text.slice(kept, index)}\\`;
      kept = index;
    }
  }
  return result + text.slice(kept);
}

function needsEscape(text: string, index: number, place: TextPlace): boolean {
  const next = text.charAt(index + 1) || place.after.charAt(0);
  switch (text.charAt(index)) {
    case "\\":
      return next === "" || next === "\n" || punctuation.test(next);
    case "]":
      return place.inLink;
    case "_":
      return !insideWord(text, index);
    case "<":
      return next === "" || /[a-z/!?]/i.test(next);
    case "&":
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});/i.test(text.slice(index, index + 34));
    case "!":
      return index === text.length - 1 && next === "[";
    case "|":
      return place.inCell;
    case "#":
      return place.inHeading && index === text.length - 1 && /^[\s]?$/.test(place.after);
    default:
      return true;
  }
}

/** Underscores between letters never open or close emphasis. */
function insideWord(text: string, index: number): boolean {
  let start = index;
  while (text.charAt(start - 1) === "_") start -= 1;
  let end = index + 1;
  while (text.charAt(end) === "_") end += 1;
  const before = start > 1 ? text.slice(0, start).slice(-2) : "";
  const after = end < text.length - 1 ? text.slice(end, end + 2) : "";
  return before !== "" && after !== "" && !notWord.test(before.slice(-1)) && !notWord.test(after.charAt(0));
}

/** What would begin a block at the start of a line, escaped: returns the start with its escape, or "". */
function lineStart(text: string, place: TextPlace): string {
  const line = place.after === "\n" || place.after === "" ? text : `${text}x`;
  const number = /^(\d{1,9})[.)](?=\s|$)/.exec(line)?.[1];
  if (number !== undefined) return `${number}\\${text.charAt(number.length)}`;
  if (
    /^[-+](?:\s|$)|^\+\+\+(?:\s|$)|^-+\s*$|^=+\s*$|^>|^#{1,6}(?:\s|$)|^\|/.test(line) ||
    /^[-:|][-:| ]*$/.test(line)
  ) {
    return `\\${text.charAt(0)}`;
  }
  return "";
}
