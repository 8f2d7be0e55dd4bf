import type { Field } from "./framework.ts";

/** The inputs with a company's own words for what they mean, where it has some. */
export function inOwnWords(
  fields: readonly Field[],
  rubrics: Readonly<Record<string, string>> | undefined,
): readonly Field[] {
  return fields.map((field) => {
    const own = rubrics?.[field.key]?.trim() ?? "";
    return own === "" ? field : { ...field, help: own };
  });
}
