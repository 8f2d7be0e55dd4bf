/** Numbers of a metric with their unit, and changes of it, worded the same wherever they stand. */

/** "4 %", "1 day", "−1.5 days". */
export function amount(value: number, unit: string): string {
  const number = String(Math.round(Math.abs(value) * 1e4) / 1e4);
  const signed = value < 0 ? `−${number}` : number;
  return unit === "" ? signed : `${signed} ${unitOf(value, unit)}`;
}

/** "+4 points", "−1.5 days". */
export const change = (value: number, unit: string): string =>
  `${value > 0 ? "+" : ""}${amount(value, changeUnit(unit))}`;

/** The unit of a change: a share that goes from 57 % to 60 % has risen by 3 points, not by 3 %. */
export const changeUnit = (unit: string): string => (unit === "%" ? "points" : unit);

/** "days", and "day" beside 1; "s" and "ms" are units of their own. */
export function unitOf(value: number, unit: string): string {
  return Math.abs(value) === 1 ? unit.replace(/\p{L}{3,}s(?= per |$)/u, singular) : unit;
}

function singular(word: string): string {
  if (/(ss|us|is)$/u.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(sses|shes|ches|xes)$/u.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
