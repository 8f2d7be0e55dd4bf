import { parseKanoSurvey } from "#shared/scoring/kano-csv.ts";
import type { SourceRow } from "./plan.ts";

/** A survey's answers as rows to import: one an issue, with its answers counted; and one a row that is no answer. */
export function surveySource(text: string, input: string): readonly SourceRow[] {
  const { byIssue, refused } = parseKanoSurvey(text);
  return [
    ...refused.map(({ line, reason }) => ({ place: `line ${line}`, key: "", texts: {}, refused: reason })),
    ...[...byIssue].map(([key, answers]) => ({
      place: `${answers.reduce((sum, { people }) => sum + people, 0)} answers`,
      key,
      texts: {},
      counted: { [input]: answers },
    })),
  ];
}
