import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { inOwnWords } from "#shared/scoring/rubrics.ts";

/** The company's own settings of a framework; its defaults where it is not in use. */
export function settingsOf(framework: FrameworkId, settings: ScoringSettings): Record<string, unknown> {
  return settings.frameworks.find(({ id }) => id === framework)?.settings ?? {};
}

export function fieldsOf(framework: FrameworkId, settings: ScoringSettings): readonly Field[] {
  const rubrics = settings.frameworks.find(({ id }) => id === framework)?.rubrics;
  return inOwnWords(frameworkById(framework).fields(settingsOf(framework, settings)), rubrics);
}

/** What stands in a field of the form, as an input; a field left empty is no input at all. */
export function withInput(inputs: Inputs, field: Field, text: string | number | null): Inputs {
  const { [field.key]: _, ...others } = inputs;
  if (text === null || text === "") return others;
  const isWord = field.kind === "category" || field.kind === "survey";
  return { ...others, [field.key]: isWord ? text : Number(text) };
}

/** A number's scale for reading: "0.5 or more, in person-months", "1 to 10". Choices show theirs themselves. */
export function scaleWords(field: Field): string {
  if (field.kind !== "number") return "";
  const range = field.maximum === null ? `${field.minimum} or more` : `${field.minimum} to ${field.maximum}`;
  return field.unit === "" ? range : `${range}, in ${field.unit}`;
}

/** Choices as a Select shows them: "3 – massive". */
export function optionsOf(field: Field): { value: string | number; label: string }[] {
  if (field.kind === "category") return field.choices.map(({ value, label }) => ({ value, label }));
  if (field.kind !== "choice") return [];
  const unit = field.unit === "%" ? " %" : "";
  return field.choices.map(({ value, label }) => ({
    value,
    label: label === "" ? `${value}${unit}` : `${value}${unit} – ${label}`,
  }));
}
