import { tokens, type Token } from "./lexer.ts";
import { JqlProblem } from "./problem.ts";

type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=" | "~" | "!~" | "in" | "not in" | "is" | "is not";

export type Operand =
  | { kind: "value"; text: string }
  | { kind: "empty" }
  | { kind: "function"; name: string; arguments: readonly string[] }
  | { kind: "list"; items: readonly Operand[] };

export interface Term {
  kind: "term";
  field: string;
  operator: Operator;
  operand: Operand;
}

export type Clause =
  { kind: "and" | "or"; clauses: readonly Clause[] } | { kind: "not"; clause: Clause } | Term;

export interface Query {
  where: Clause | null;
  orderBy: readonly { field: string; descending: boolean }[];
}

/** A query takes at most this many sort fields. */
const MAXIMUM_ORDER_FIELDS = 7;
const OPERATORS = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'";

export function parse(text: string): Query {
  return new Parser(text).query();
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokens(text);
  }

  query(): Query {
    const startsWithOrder = this.#word("order");
    const where = startsWithOrder || this.#peek().kind === "end" ? null : this.#or();
    const orderBy = this.#orderBy();
    if (this.#peek().kind !== "end") throw this.#expected("either 'OR' or 'AND'");
    return { where, orderBy };
  }

  #or(): Clause {
    const clauses = [this.#and()];
    while (this.#take("or") || this.#take("||") || this.#take("|")) clauses.push(this.#and());
    const [only] = clauses;
    return clauses.length === 1 && only ? only : { kind: "or", clauses };
  }

  #and(): Clause {
    const clauses = [this.#not()];
    while (this.#take("and") || this.#take("&&") || this.#take("&")) clauses.push(this.#not());
    const [only] = clauses;
    return clauses.length === 1 && only ? only : { kind: "and", clauses };
  }

  #not(): Clause {
    if (this.#take("not") || this.#take("!")) return { kind: "not", clause: this.#not() };
    if (this.#take("(")) {
      const clause = this.#or();
      if (!this.#take(")")) throw this.#expected("')'");
      return clause;
    }
    return this.#term();
  }

  #term(): Term {
    const token = this.#next();
    if (token.kind !== "word" && token.kind !== "string") {
      this.#at -= 1;
      throw this.#expected("a field name");
    }
    const operator = this.#operator();
    const operand = this.#operand();
    if (
      (operator === "in" || operator === "not in") &&
      operand.kind !== "list" &&
      operand.kind !== "function"
    ) {
      throw new JqlProblem(
        `Operator '${operator}' does not support the non-list value for field '${token.text}'.`,
      );
    }
    if ((operator === "is" || operator === "is not") && operand.kind !== "empty") {
      throw new JqlProblem(
        `The operator '${operator}' only supports the EMPTY or NULL value for the field '${token.text}'.`,
      );
    }
    return { kind: "term", field: token.text, operator, operand };
  }

  #operator(): Operator {
    for (const symbol of ["=", "!=", "<=", ">=", "<", ">", "~", "!~"] as const) {
      if (this.#take(symbol)) return symbol;
    }
    if (this.#take("in")) return "in";
    if (this.#take("is")) return this.#take("not") ? "is not" : "is";
    if (this.#word("not") && this.#tokens[this.#at + 1]?.text.toLowerCase() === "in") {
      this.#at += 2;
      return "not in";
    }
    const { text, line, character } = this.#peek();
    throw new JqlProblem(
      `Error in the JQL Query: Expecting operator but got '${text}'. The valid operators are ${OPERATORS}. (line ${line}, character ${character})`,
    );
  }

  #operand(): Operand {
    if (this.#take("(")) {
      const items: Operand[] = [];
      do items.push(this.#operand());
      while (this.#take(","));
      if (!this.#take(")")) throw this.#expected("')' or ','");
      return { kind: "list", items };
    }
    const token = this.#next();
    if (token.kind === "string") return { kind: "value", text: token.text };
    if (token.kind !== "word") {
      this.#at -= 1;
      throw this.#expected("a value, list or function");
    }
    const lower = token.text.toLowerCase();
    if (lower === "empty" || lower === "null") return { kind: "empty" };
    if (!this.#take("(")) return { kind: "value", text: token.text };
    const given: string[] = [];
    while (!this.#take(")")) {
      const argument = this.#next();
      if (argument.kind !== "word" && argument.kind !== "string") throw this.#expected("an argument");
      given.push(argument.text);
      this.#take(",");
    }
    return { kind: "function", name: token.text, arguments: given };
  }

  #orderBy(): Query["orderBy"] {
    if (!this.#take("order")) return [];
    if (!this.#take("by")) throw this.#expected("'BY'");
    const fields: { field: string; descending: boolean }[] = [];
    do {
      const token = this.#next();
      if (token.kind !== "word" && token.kind !== "string") {
        this.#at -= 1;
        throw this.#expected("a field name");
      }
      const descending = this.#take("desc");
      if (!descending) this.#take("asc");
      fields.push({ field: token.text, descending });
    } while (this.#take(","));
    if (fields.length > MAXIMUM_ORDER_FIELDS) {
      throw new JqlProblem(`The maximum number of sort fields is ${MAXIMUM_ORDER_FIELDS}.`);
    }
    return fields;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "", line: 1, character: 1 };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #word(text: string): boolean {
    const token = this.#peek();
    return token.kind === "word" && token.text.toLowerCase() === text;
  }

  #take(text: string): boolean {
    const token = this.#peek();
    const matches = token.kind === "symbol" ? token.text === text : this.#word(text);
    if (matches) this.#at += 1;
    return matches;
  }

  #expected(what: string): JqlProblem {
    const { kind, text, line, character } = this.#peek();
    const got = kind === "end" ? "the end of the query" : `'${text}'`;
    return new JqlProblem(
      `Error in the JQL Query: Expecting ${what} but got ${got}. (line ${line}, character ${character})`,
    );
  }
}
