/** "4 %", "-1.5 days": a number of a metric with its unit. */
export function amount(value: number, unit: string): string {
  const number = String(Math.round(value * 1e4) / 1e4);
  return unit === "" ? number : `${number} ${unit}`;
}

/** "+4 %", "-1.5 days": a change of a metric. */
export const change = (value: number, unit: string): string =>
  `${value > 0 ? "+" : ""}${amount(value, unit)}`;
