import { parseCsv } from "../csv.ts";
import { daySchema } from "../day.ts";
import type { Reading } from "./outcome.ts";

/**
 * Readings as a CSV with the columns `date` and `value`, and `sentence` where there is one. Days are written
 * 2026-03-01 and numbers with a point: 1,5 and 1,234 are questioned, as nobody can tell them apart.
 */
interface ReadingsImport {
  /** In the order of their days; of several on one day the last in the file. */
  readonly readings: readonly Reading[];
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

export function parseReadings(text: string): ReadingsImport {
  const { columns, rows } = parseCsv(text);
  const missing = ["date", "value"].filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    return {
      readings: [],
      refused: [{ line: 1, reason: `The header lacks ${missing.join(", ")}; it needs date and value.` }],
    };
  }
  const byDay = new Map<string, Reading>();
  const refused: { line: number; reason: string }[] = [];
  for (const { line, cells } of rows) {
    const day = daySchema.safeParse(cells.get("date"));
    const value = numberOf(cells.get("value") ?? "");
    const sentence = cells.get("sentence") ?? "";
    if (!day.success)
      refused.push({ line, reason: `“${cells.get("date") ?? ""}” is no day; write 2026-03-01.` });
    else if (typeof value === "string") refused.push({ line, reason: value });
    else
      byDay.set(day.data, { on: day.data, value, source: "csv", ...(sentence === "" ? {} : { sentence }) });
  }
  const readings = [...byDay.values()].sort((left, right) => (left.on < right.on ? -1 : 1));
  return { readings, refused };
}

/** The number, or why it is none. A percent sign or a space for thousands does no harm. */
function numberOf(cell: string): number | string {
  const plain = cell.replace(/[\s\u00a0\u202f]|%$/gu, "");
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(plain)) return Number(plain);
  if (/^[+-]?\d+,\d+$/u.test(plain))
    return `“${cell}” may be ${plain.replace(",", ".")} or ${plain.replace(",", "")}; write it with a point.`;
  return `“${cell}” is no number.`;
}
