import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { Field, FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { NewInputs } from "./moves.ts";

/** One input of many issues at once: the same value for all, or each one's own times a factor. */
export type BulkChange =
  | { readonly kind: "set"; readonly value: unknown }
  | { readonly kind: "multiply"; readonly factor: number }
  | { readonly kind: "clear" };

interface PlannedBulk {
  readonly changes: readonly NewInputs[];
  /** Issues that already are as they should be, or have nothing to multiply. */
  readonly untouched: number;
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

export function planBulk(
  rows: readonly BacklogRow[],
  field: Field,
  change: BulkChange,
  framework: FrameworkId,
  settings: unknown,
): PlannedBulk {
  const changes: NewInputs[] = [];
  const refused: { key: string; reason: string }[] = [];
  for (const { id, key, inputs } of rows) {
    const before = inputs?.[field.key];
    const value = valueAfter(before, change);
    if (value === before) continue;
    const { [field.key]: _, ...others } = inputs ?? {};
    const next = value === undefined ? others : { ...others, [field.key]: value };
    const problem = value === undefined ? null : inputProblem(framework, settings, field.key, next);
    if (problem !== null) refused.push({ key, reason: problem });
    else changes.push({ id, inputs: Object.keys(next).length === 0 ? null : next });
  }
  return { changes, refused, untouched: rows.length - changes.length - refused.length };
}

/** Why the framework refuses this input among these; null when it takes it. */
export function inputProblem(
  framework: FrameworkId,
  settings: unknown,
  key: string,
  inputs: Readonly<Record<string, unknown>>,
): string | null {
  const scored = frameworkById(framework).score(inputs, settings);
  if (scored.ok) return null;
  return scored.problems.find((problem) => problem.key === key)?.message ?? null;
}

function valueAfter(before: unknown, change: BulkChange): unknown {
  if (change.kind === "set") return change.value;
  if (change.kind === "clear") return undefined;
  return typeof before === "number" ? Number((before * change.factor).toPrecision(10)) : before;
}
