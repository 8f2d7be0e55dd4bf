import type { SurveyField } from "#shared/scoring/framework.ts";
import { CsvText } from "./csv-text.tsx";
import type { SourceRow } from "./plan.ts";
import { surveySource } from "./survey.ts";

/** Answers of a Kano questionnaire about many issues: one row a person and issue. */
export function FromSurvey({
  field,
  onSource,
}: {
  field: SurveyField;
  onSource: (source: { name: string; rows: readonly SourceRow[] } | null) => void;
}) {
  return (
    <div className="import-source">
      <p className="quiet">
        One row for each person and issue, with the columns issue, functional, dysfunctional, and respondent
        where known. Answers are like, must-be, neutral, live-with, dislike, the questionnaire’s sentences, or
        1 to 5.
      </p>
      <CsvText
        label="A CSV file with the answers"
        placeholder="issue,functional,dysfunctional,respondent"
        onText={(text, name) =>
          onSource(text.trim() === "" ? null : { name, rows: surveySource(text, field.key) })
        }
      />
    </div>
  );
}
