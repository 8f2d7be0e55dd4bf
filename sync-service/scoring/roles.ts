import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

/** Who may give which input. A field that the settings do not name is everyone's. */

export function whoMayGive(
  settings: ScoringSettings,
  framework: FrameworkId,
  key: string,
): readonly string[] | "everyone" {
  return settings.frameworks.find(({ id }) => id === framework)?.mayGive[key] ?? "everyone";
}

export function mayGive(
  settings: ScoringSettings,
  framework: FrameworkId,
  key: string,
  person: string,
): boolean {
  const people = whoMayGive(settings, framework, key);
  return people === "everyone" || people.includes(person);
}

/** The framework's inputs that a person may give; none when it is not in use. */
export function inputsOf(settings: ScoringSettings, framework: FrameworkId, person: string | null): string[] {
  const inUse = settings.frameworks.find(({ id }) => id === framework);
  if (inUse === undefined || person === null) return [];
  return frameworkById(framework)
    .fields(inUse.settings)
    .map(({ key }) => key)
    .filter((key) => mayGive(settings, framework, key, person));
}
