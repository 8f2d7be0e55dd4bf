/** Numbers and moments as people read them. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const dayOfYear = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });

export const count = (amount: number): string => whole.format(amount);
export const amountText = (amount: number): string =>
  Math.abs(amount) >= 1_000 ? whole.format(amount) : short.format(amount);
export const momentText = (at: number): string => moment.format(at);

/** "Nov 22", with the year unless it is this one. */
export function dayText(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : day).format(at);
}

/** "1 issue", "12 issues". */
export function issues(amount: number): string {
  return `${count(amount)} ${amount === 1 ? "issue" : "issues"}`;
}
