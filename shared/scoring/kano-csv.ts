import { parseCsv } from "../csv.ts";
import { kanoAnswers } from "./kano.ts";
import type { KanoAnswer, KanoPair } from "./kano.ts";

/**
 * A Kano survey as a CSV: one row a person and issue, with the columns `issue`, `functional` and `dysfunctional`,
 * and `respondent` where known. Answers are written as words, as the questionnaire's usual sentences, or as 1 to 5
 * in the table's order (like … dislike).
 */
interface KanoImport {
  /** Answers by issue key, counted by pair. */
  readonly byIssue: ReadonlyMap<string, readonly KanoPair[]>;
  /** Rows that were not taken, each with the reason. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

export function parseKanoSurvey(text: string): KanoImport {
  const { columns, rows } = parseCsv(text);
  const missing = ["issue", "functional", "dysfunctional"].filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const reason = `The header lacks ${missing.join(", ")}; it needs issue, functional and dysfunctional.`;
    return { byIssue: new Map(), refused: [{ line: 1, reason }] };
  }
  const counts = new Map<string, Map<string, KanoPair>>();
  const refused: { line: number; reason: string }[] = [];
  const answered = new Set<string>();
  for (const { line, cells } of rows) {
    const issue = cells.get("issue") ?? "";
    const functional = kanoAnswerOf(cells.get("functional") ?? "");
    const dysfunctional = kanoAnswerOf(cells.get("dysfunctional") ?? "");
    const respondent = cells.get("respondent") ?? "";
    const reason = refusal(issue, functional, dysfunctional, cells);
    if (reason !== null || functional === null || dysfunctional === null) {
      refused.push({ line, reason: reason ?? "" });
      continue;
    }
    if (respondent !== "" && answered.has(`${issue}\n${respondent}`)) {
      refused.push({ line, reason: `${respondent} already answered for ${issue}; the first answer counts.` });
      continue;
    }
    answered.add(`${issue}\n${respondent}`);
    const pairs = counts.get(issue) ?? new Map<string, KanoPair>();
    const key = `${functional} ${dysfunctional}`;
    pairs.set(key, { functional, dysfunctional, people: (pairs.get(key)?.people ?? 0) + 1 });
    counts.set(issue, pairs);
  }
  return { byIssue: new Map([...counts].map(([issue, pairs]) => [issue, [...pairs.values()]])), refused };
}

function refusal(
  issue: string,
  functional: KanoAnswer | null,
  dysfunctional: KanoAnswer | null,
  cells: ReadonlyMap<string, string>,
): string | null {
  if (issue === "") return "The issue's key is missing.";
  if (functional !== null && dysfunctional !== null) return null;
  const column = functional === null ? "functional" : "dysfunctional";
  return `${issue}: “${cells.get(column) ?? ""}” is no answer; write ${kanoAnswers.join(", ")}, or 1 to 5.`;
}

const sentences: readonly (readonly [RegExp, KanoAnswer])[] = [
  [/dislike|can ?not (accept|stand|tolerate)|can't/u, "dislike"],
  [/live with|live-with|tolerate|put up/u, "live-with"],
  [/must|expect/u, "must-be"],
  [/neutral|don't care|indifferent/u, "neutral"],
  [/like|enjoy/u, "like"],
];

/** Null where the cell holds no answer. */
export function kanoAnswerOf(cell: string): KanoAnswer | null {
  const words = cell.toLowerCase().replace("’", "'").trim();
  const number = /^[1-5]$/u.test(words) ? kanoAnswers[Number(words) - 1] : undefined;
  if (number !== undefined) return number;
  return sentences.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
