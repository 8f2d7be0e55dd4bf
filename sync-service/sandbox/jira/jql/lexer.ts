import { JqlProblem } from "./problem.ts";

export interface Token {
  kind: "word" | "string" | "symbol" | "end";
  text: string;
  /** 1-based, as Jira's messages count. */
  line: number;
  character: number;
}

const SYMBOLS = ["!=", "!~", "<=", ">=", "&&", "||", "=", "<", ">", "~", "(", ")", ",", "!", "&", "|"];
const WORD_ENDS = /[\s()=!<>~,"'&|]/;

/** Splits a query into words, quoted strings and symbols. `issue.property[key].path` is one word. */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const place = (offset: number) => {
    const before = query.slice(0, offset).split("\n");
    return { line: before.length, character: (before.at(-1)?.length ?? 0) + 1 };
  };
  while (at < query.length) {
    const character = query.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const start = at;
    if (character === '"' || character === "'") {
      const { text, end } = quoted(query, at, place);
      found.push({ kind: "string", text, ...place(start) });
      at = end;
      continue;
    }
    const symbol = SYMBOLS.find((candidate) => query.startsWith(candidate, at));
    if (symbol) {
      found.push({ kind: "symbol", text: symbol, ...place(start) });
      at += symbol.length;
      continue;
    }
    let text = "";
    while (at < query.length && !WORD_ENDS.test(query.charAt(at))) {
      if (query.charAt(at) === "[") {
        const close = query.indexOf("]", at);
        if (close < 0) throw lexical(query, place(query.length), "expecting ']'");
        text += `[${query.slice(at + 1, close).replace(/^(["'])(.*)\1$/s, "$2")}]`;
        at = close + 1;
      } else {
        text += query.charAt(at);
        at += 1;
      }
    }
    found.push({ kind: "word", text, ...place(start) });
  }
  return [...found, { kind: "end", text: "", ...place(query.length) }];
}

function quoted(
  query: string,
  start: number,
  place: (offset: number) => { line: number; character: number },
): { text: string; end: number } {
  const quote = query.charAt(start);
  const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  let text = "";
  for (let at = start + 1; at < query.length; at += 1) {
    const character = query.charAt(at);
    if (character === quote) return { text, end: at + 1 };
    if (character === "\\") {
      at += 1;
      const escaped = query.charAt(at);
      text += escapes[escaped] ?? escaped;
    } else {
      text += character;
    }
  }
  throw lexical(query, place(start), "the quoted string has not been completed");
}

function lexical(query: string, at: { line: number; character: number }, reason: string): JqlProblem {
  return new JqlProblem(
    `Error in the JQL Query: ${reason} in '${query}'. (line ${at.line}, character ${at.character})`,
  );
}
