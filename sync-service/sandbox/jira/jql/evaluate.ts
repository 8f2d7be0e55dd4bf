import type { Issue } from "../model.ts";
import type { ClauseField, Evaluation, Scalar } from "./clause.ts";
import { clauseField } from "./clauses.ts";
import { dateFunction } from "./dates.ts";
import type { Clause, Operand, Term } from "./parser.ts";
import { JqlProblem } from "./problem.ts";
import { matchesText } from "./text.ts";

type Predicate = (issue: Issue) => boolean;

/** Turns a parsed condition into a test of one issue. @throws JqlProblem for unknown fields and values */
export function predicate(evaluation: Evaluation, clause: Clause): Predicate {
  switch (clause.kind) {
    case "and": {
      const all = clause.clauses.map((inner) => predicate(evaluation, inner));
      return (issue) => all.every((test) => test(issue));
    }
    case "or": {
      const some = clause.clauses.map((inner) => predicate(evaluation, inner));
      return (issue) => some.some((test) => test(issue));
    }
    case "not": {
      const inner = predicate(evaluation, clause.clause);
      return (issue) => !inner(issue);
    }
    case "term":
      return termPredicate(evaluation, clause);
  }
}

/** The issues that a query can only be about, when it names them: `key in AND …`. */
export function namedIssues(evaluation: Evaluation, clause: Clause): number[] | null {
  if (clause.kind === "and") {
    for (const inner of clause.clauses) {
      const ids = namedIssues(evaluation, inner);
      if (ids) return ids;
    }
    return null;
  }
  if (clause.kind !== "term") return null;
  const isKey = ["id", "key", "issue", "issuekey"].includes(clause.field.toLowerCase());
  if (!isKey || (clause.operator !== "=" && clause.operator !== "in")) return null;
  const field = clauseField(evaluation, clause.field);
  const [wanted] = operandValues(evaluation, field, clause.operand, clause.field);
  return wanted.map(Number);
}

function termPredicate(evaluation: Evaluation, term: Term): Predicate {
  const field = clauseField(evaluation, term.field);
  const { operator } = term;
  if (operator === "~" || operator === "!~") return textPredicate(field, term, operator);
  if (field.textOnly && operator !== "is" && operator !== "is not") throw unsupported(operator, term.field);

  const [wanted, asksEmpty] = operandValues(evaluation, field, term.operand, term.field);
  const set = new Set(wanted);
  const has = (issue: Issue) => field.values(issue).some((value) => set.has(value));
  const isEmpty = (issue: Issue) => field.values(issue).length === 0;
  switch (operator) {
    case "=":
    case "in":
    case "is":
      return (issue) => has(issue) || (asksEmpty && isEmpty(issue));
    case "!=":
    case "not in":
    case "is not":
      // An empty field never satisfies a negative comparison.
      return (issue) => !isEmpty(issue) && !has(issue);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return comparison(field, operator, wanted[0], term.field);
  }
}

function comparison(
  field: ClauseField,
  operator: "<" | ">" | "<=" | ">=",
  wanted: Scalar | undefined,
  name: string,
): Predicate {
  const { order } = field;
  if (!order || wanted === undefined) throw unsupported(operator, name);
  const limit = order(wanted);
  return (issue) =>
    field.values(issue).some((value) => {
      const place = order(value);
      if (operator === "<") return place < limit;
      if (operator === ">") return place > limit;
      return operator === "<=" ? place <= limit : place >= limit;
    });
}

function textPredicate(field: ClauseField, term: Term, operator: "~" | "!~"): Predicate {
  const { text } = field;
  if (!text || term.operand.kind !== "value") throw unsupported(operator, term.field);
  const wanted = term.operand.text;
  if (wanted.trim() === "") {
    throw new JqlProblem(`The field '${term.field}' does not support searching for an empty string.`);
  }
  return operator === "~"
    ? (issue) => matchesText(text(issue), wanted)
    : (issue) => text(issue) !== "" && !matchesText(text(issue), wanted);
}

/** What an operand stands for, and whether EMPTY is among it. */
function operandValues(
  evaluation: Evaluation,
  field: ClauseField,
  operand: Operand,
  name: string,
): [Scalar[], boolean] {
  switch (operand.kind) {
    case "empty":
      return [[], true];
    case "value":
      return [[...field.resolve(operand.text)], false];
    case "list": {
      const all = operand.items.map((item) => operandValues(evaluation, field, item, name));
      return [all.flatMap(([values]) => values), all.some(([, empty]) => empty)];
    }
    case "function":
      return [functionValues(evaluation, field, operand, name), false];
  }
}

function functionValues(
  { viewer, moment }: Evaluation,
  field: ClauseField,
  operand: Extract<Operand, { kind: "function" }>,
  name: string,
): Scalar[] {
  const called = operand.name.toLowerCase();
  if (called === "currentuser") return viewer ? [viewer.accountId] : [];
  const at = called === "now" ? moment.now : dateFunction(operand.name, operand.arguments[0], moment);
  if (at === null) throw new JqlProblem(`Unable to find JQL function '${operand.name}()'.`);
  // A date function gives an instant; a field of calendar days takes the day it falls on.
  const [sample] = field.resolve("2000-01-01");
  if (typeof sample === "number") return [at];
  if (typeof sample !== "string") throw unsupported(operand.name, name);
  const minutes = Math.round((at - moment.now) / 60_000);
  return [...field.resolve(`${minutes}m`)];
}

function unsupported(operator: string, field: string): JqlProblem {
  return new JqlProblem(`The operator '${operator}' is not supported by the '${field}' field.`);
}
