import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { readInput, toldInput } from "../input-text.ts";

/** What an import would do, row by row, before anything is written. Only whole rows are taken. */

/** A row of the source, whatever it is: texts by the key of the input that they are meant for. */
export interface SourceRow {
  /** Where it stands, for people: "line 4". */
  readonly place: string;
  readonly key: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Answers of a survey, counted, by the key of their input: they are no text. */
  readonly counted?: Readonly<Record<string, unknown>>;
  /** Why the source itself cannot be read here. */
  readonly refused?: string;
}

export type PlannedRow = { readonly place: string; readonly key: string } & (
  | { readonly kind: "change"; readonly row: BacklogRow; readonly inputs: Inputs; readonly sentence: string }
  /** It already holds these values. */
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly reason: string }
);

export function planImport(
  source: readonly SourceRow[],
  into: {
    readonly rows: readonly BacklogRow[];
    readonly framework: FrameworkId;
    readonly settings: unknown;
    /** The inputs that the viewer may give. */
    readonly mayGive: readonly string[];
  },
): readonly PlannedRow[] {
  const framework = frameworkById(into.framework);
  const fields = framework.fields(into.settings);
  const byKey = new Map(into.rows.map((row) => [row.key, row]));
  const seen = new Map<string, string>();

  return source.map(({ place, key: written, texts, counted, refused: unreadable }): PlannedRow => {
    const key = written.trim().toUpperCase();
    const refused = (reason: string): PlannedRow => ({ place, key, kind: "refused", reason });
    if (unreadable !== undefined) return refused(unreadable);
    if (key === "") return refused("It names no issue.");
    const row = byKey.get(key);
    if (row === undefined) {
      return refused(`${key} is not in this backlog: closed, of another project, or not mirrored.`);
    }
    const before = seen.get(key);
    if (before !== undefined) return refused(`${key} stands in ${before} already.`);
    seen.set(key, place);

    const given: Record<string, unknown> = {};
    for (const field of fields) {
      const answers = counted?.[field.key];
      const text = texts[field.key] ?? "";
      if (answers === undefined && text.trim() === "") continue;
      const read = answers === undefined ? readInput(field, text) : { ok: true as const, value: answers };
      if (!read.ok) return refused(read.why);
      if (same(row.inputs?.[field.key], read.value)) continue;
      if (!into.mayGive.includes(field.key)) return refused(`${field.label} is not yours to give.`);
      given[field.key] = read.value;
    }
    if (Object.keys(given).length === 0) return { place, key, kind: "same" };
    const inputs = { ...row.inputs, ...given };
    const scored = framework.score(inputs, into.settings);
    const problem = scored.ok ? undefined : scored.problems.find((each) => each.key in given);
    if (problem !== undefined) return refused(problem.message);
    return { place, key, kind: "change", row, inputs, sentence: changeSentence(fields, row.inputs, given) };
  });
}

/** "effort from 3 to 5, reach 200" */
export function changeSentence(
  fields: readonly Field[],
  before: Inputs | null,
  given: Readonly<Record<string, unknown>>,
): string {
  return fields
    .filter(({ key }) => key in given)
    .map((field) => {
      const was = toldInput(field, before?.[field.key]);
      const now = toldInput(field, given[field.key]);
      return `${field.label.toLowerCase()} ${was === "" ? now : now === "" ? `${was} taken away` : `from ${was} to ${now}`}`;
    })
    .join(", ");
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
