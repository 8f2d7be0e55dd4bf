import { translated, type Field, type Translation } from "./field.ts";

/** A value both sides hold in the same form: title, due date. */
export function plainField<Value extends string | number | null>(): Field<Value, Value> {
  return {
    sameInJira: (a, b) => a === b,
    sameInLinear: (a, b) => a === b,
    toLinear: (value) => translated(value),
    toJira: (value) => translated(value),
  };
}

/** A value that maps by a table, such as status, priority and assignee. */
export function mappedField<Value extends string | null>(maps: {
  toLinear: (value: Value) => Translation<Value>;
  toJira: (value: Value) => Translation<Value>;
}): Field<Value, Value> {
  return {
    sameInJira: (a, b) => a === b,
    sameInLinear: (a, b) => a === b,
    toLinear: maps.toLinear,
    toJira: maps.toJira,
  };
}

/**
 * Points: any number in Jira, whole numbers in Linear. A fraction shows rounded in Linear and stays as it is
 * in Jira until somebody changes it in Linear.
 */
export const estimateField: Field<number | null, number | null> = {
  sameInJira: (a, b) => a === b,
  sameInLinear: (a, b) => a === b,
  toLinear: (value) => translated(value === null ? null : Math.round(value)),
  toJira: (value) => translated(value),
};
