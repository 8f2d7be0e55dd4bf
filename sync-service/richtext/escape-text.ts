/** Where a text stands: the characters next to it in the output, and what encloses it. */
interface TextPlace {
  before: string;
  after: string;
  inLink: boolean;
  inCell: boolean;
  inHeading: boolean;
}

const punctuation = /[!-/:-@[-`{-~]/;
const notWord = /[\s\p{P}\p{S}]/u;
const address = /(?<![a-z])(?:https?:\/\/[^\s<>\p{Cc}]+|www\.(?:(?!https?:\/\/)[^\s<>\p{Cc}])+)/giu;

/**
 * Escapes what Markdown would read as more than text, and no more than that. Addresses stay readable: they are
 * links in Linear whether one wants it or not, and escapes inside them would become part of them.
 */
export function escapeText(text: string, place: TextPlace): string {
  if (place.inLink) return escapeRun(text, place);
  let result = "";
  let done = 0;
  const upTo = (end: number, after: string) => {
    const before = done === 0 ? place.before : text.charAt(done - 1);
    result += escapeRun(text.slice(done, end), { ...place, before, after });
    done = end;
  };
  for (const match of text.matchAll(address)) {
    const url = withoutTrail(match[0]);
    const end = match.index + url.length;
    const next = text.charAt(match.index + match[0].length) || place.after.charAt(0);
    const tail = match[0].slice(url.length) + next;
    const endsInEntity = tail.startsWith(";") && /&#?\w+$/.test(url);
    const isClear = !endsInEntity && !/[\\@]/.test(url) && /^[?!.,:;'")]*\s?$/.test(tail);
    if (isClear && escapeRun(url, { ...place, before: " ", after: " " }) === url) continue;
    const isFull = /^http/i.test(url);
    if (isFull && !(place.inCell && url.includes("|"))) {
      upTo(match.index, "<");
      result += `<${url}>`;
      done = end;
    } else {
      // Not a link at all: an escape after its beginning says so.
      upTo(match.index + (isFull ? url.indexOf(":") : 3), "\\");
      result += "\\";
    }
  }
  upTo(text.length, place.after);
  return result;
}

/** The address without the punctuation of the sentence around it. */
export function withoutTrail(address: string): string {
  const url = address.replace(/(?<![?!.,:;*_~'"\]])[?!.,:;*_~'"\]]+$/, "");
  const closes = url.endsWith(")") && url.split(")").length > url.split("(").length;
  return closes ? withoutTrail(url.slice(0, -1)) : url;
}

function escapeRun(text: string, place: TextPlace): string {
  const start = /[\n\r]$/.test(place.before) ? lineStart(text, place) : "";
  let result = start;
  let kept = start === "" ? 0 : start.length - 1;
  for (const match of text.matchAll(/[\\`*~[\]<&!|#]|_+/g)) {
    const { 0: found, index } = match;
    if (index < kept || !needsEscape(text, index, found, place)) continue;
    result += text.slice(kept, index) + found.replace(/./g, "\\$&");
    kept = index + found.length;
  }
  return result + text.slice(kept);
}

function needsEscape(text: string, index: number, found: string, place: TextPlace): boolean {
  const next = text.charAt(index + 1) || place.after.charAt(0);
  switch (found.charAt(0)) {
    case "\\":
      return next === "" || next === "\n" || punctuation.test(next);
    case "]":
      return place.inLink;
    case "_":
      return !insideWord(text, index, index + found.length, place);
    case "<":
      return next === "" || /[a-z/!?]/i.test(next);
    case "&":
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});/i.test(text.slice(index, index + 34));
    case "!":
      return index === text.length - 1 && next === "[";
    case "|":
      return place.inCell;
    case "#":
      return place.inHeading && index === text.length - 1 && /^\s?$/.test(place.after);
    default:
      return true;
  }
}

/** Underscores between letters never open or close emphasis. */
function insideWord(text: string, start: number, end: number, place: TextPlace): boolean {
  if (start === 0 || end === text.length) return false;
  // Next to a mark, the outermost character may yet be written as a reference, which ends in a sign.
  if (start === 1 && /[*_~]$/.test(place.before)) return false;
  if (end === text.length - 1 && /^[*_~]/.test(place.after)) return false;
  return (
    !notWord.test(lastCharacter(text, start)) &&
    !notWord.test(String.fromCodePoint(text.codePointAt(end) ?? 32))
  );
}

function lastCharacter(text: string, end: number): string {
  const pair = /[\uDC00-\uDFFF]/.test(text.charAt(end - 1)) ? 2 : 1;
  return text.slice(end - pair, end);
}

/** What would begin a block at the start of a line, with its escape; empty when nothing would. */
function lineStart(text: string, place: TextPlace): string {
  const line = /^\n?$/.test(place.after) ? text : `${text}x`;
  const number = /^(\d{1,9})[.)](?=\s|$)/.exec(line)?.[1];
  if (number !== undefined) return `${number}\\${text.charAt(number.length)}`;
  const opens = /^(?:[-+](?:\s|$)|\+\+\+(?:\s|$)|-+\s*$|=+\s*$|>|#{1,6}(?:\s|$)|\||[-:|][-:| ]*$)/;
  return opens.test(line) ? `\\${text.charAt(0)}` : "";
}
