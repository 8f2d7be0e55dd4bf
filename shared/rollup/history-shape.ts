/**
 * A forecast takes the weeks to come for weeks like the past ones. Where the past does not look like one steady
 * pace, the page says so beside the dates: each finding is one sentence.
 */
interface HistoryShape {
  readonly kind: "trending" | "changed pace" | "bursty";
  readonly sentence: string;
}

const leastWeeks = 8;
/** Of a standard normal, two-sided 5 %. */
const significant = 1.96;

export function shapesOf(completed: readonly number[]): readonly HistoryShape[] {
  if (completed.length < leastWeeks) return [];
  const shapes: HistoryShape[] = [];
  const change = paceChange(completed);
  const trend = mannKendall(completed);
  const isTrending = Math.abs(trend) > significant;
  const isStep = change.probability < 0.05 && (!isTrending || stepFitsBetter(completed, change.at));
  if (isStep) {
    const before = mean(completed.slice(0, change.at));
    const after = mean(completed.slice(change.at));
    const weeks = completed.length - change.at;
    shapes.push({
      kind: "changed pace",
      sentence: `The pace changed ${weeks === 1 ? "a week" : `${weeks} weeks`} ago, from about ${round(before)} to about ${round(after)} a week; the dates mix both.`,
    });
  } else if (isTrending) {
    const way = trend > 0 ? "risen" : "fallen";
    const effect = trend > 0 ? "late" : "early";
    shapes.push({
      kind: "trending",
      sentence: `The weekly number has ${way} steadily; if that goes on, these dates are too ${effect}.`,
    });
  }
  if (shapes.length === 0 && isBursty(completed)) {
    shapes.push({
      kind: "bursty",
      sentence: "Work is completed in bursts; the true date may lie further out on either side than shown.",
    });
  }
  return shapes;
}

/** The Mann–Kendall statistic (Mann 1945), corrected for ties: standard normal when there is no trend. */
function mannKendall(values: readonly number[]): number {
  const count = values.length;
  let sum = 0;
  values.forEach((value, at) => {
    for (let before = 0; before < at; before += 1) sum += Math.sign(value - (values[before] ?? 0));
  });
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  const term = (n: number): number => n * (n - 1) * (2 * n + 5);
  const ties = [...times.values()].reduce((total, n) => total + term(n), 0);
  const variance = (term(count) - ties) / 18;
  return variance <= 0 || sum === 0 ? 0 : (sum - Math.sign(sum)) / Math.sqrt(variance);
}

/** Where the level most likely changed, and how likely such a change is by chance (Pettitt 1979). */
function paceChange(values: readonly number[]): { at: number; probability: number } {
  const count = values.length;
  let most = 0;
  let at = 0;
  for (let split = 1; split < count; split += 1) {
    let sum = 0;
    for (let before = 0; before < split; before += 1) {
      for (let after = split; after < count; after += 1) {
        sum += Math.sign((values[after] ?? 0) - (values[before] ?? 0));
      }
    }
    if (Math.abs(sum) > most) {
      most = Math.abs(sum);
      at = split;
    }
  }
  return { at, probability: Math.min(1, 2 * Math.exp((-6 * most * most) / (count ** 3 + count ** 2))) };
}

/** Two levels leave less unexplained than one line. */
function stepFitsBetter(values: readonly number[], at: number): boolean {
  const step = spread(values.slice(0, at)) + spread(values.slice(at));
  const middle = (values.length - 1) / 2;
  const centre = mean(values);
  let both = 0;
  let weeks = 0;
  values.forEach((value, week) => {
    both += (week - middle) * (value - centre);
    weeks += (week - middle) ** 2;
  });
  return step < spread(values) - both ** 2 / weeks;
}

/** Good and bad weeks come in runs, or differ by about as much as an average week brings. */
function isBursty(values: readonly number[]): boolean {
  const deviation = Math.sqrt(spread(values) / values.length);
  return deviation > 0.75 * mean(values) || autocorrelation(values) > significant / Math.sqrt(values.length);
}

/** Between one week and the next: 0 when a week says nothing about the following one. */
function autocorrelation(values: readonly number[]): number {
  const centre = mean(values);
  const total = spread(values);
  if (total === 0) return 0;
  let sum = 0;
  for (let week = 1; week < values.length; week += 1) {
    sum += ((values[week] ?? 0) - centre) * ((values[week - 1] ?? 0) - centre);
  }
  return sum / total;
}

function spread(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
