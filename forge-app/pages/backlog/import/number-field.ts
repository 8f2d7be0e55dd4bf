import type { SourceRow } from "./plan.ts";

/** Scores from a number field that Jira's issues already have, such as story points. */

export interface FieldValue {
  readonly key: string;
  readonly value: number;
}

/**
 * `factor` turns the field's unit into the input's: 0.1 where ten story points are a person-month. Ten
 * significant digits, so that 3 × 0.1 is 0.3.
 */
export function numberFieldSource(
  values: readonly FieldValue[],
  fieldName: string,
  input: string,
  factor: number,
): readonly SourceRow[] {
  return values.map(({ key, value }) => ({
    place: `${fieldName} ${value}`,
    key,
    texts: { [input]: String(Number((value * factor).toPrecision(10))) },
  }));
}
