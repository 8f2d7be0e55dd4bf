import { forecast } from "#shared/rollup/forecast.ts";
import { shapesOf } from "#shared/rollup/history-shape.ts";
import { seededRandom } from "#shared/random.ts";
import { generators, PAST_WEEKS, type Generator } from "./histories.ts";

const FORECASTS = 1_000;
const TRIALS = 1_000;
/** Weeks after which a truth that has not come is counted as never. */
const LAST_WEEK = 260;
const MARKS = [50, 85, 95] as const;

/**
 * Whether forecasts keep their word: 1,000 of each kind of team (histories.ts), and how often the truth lay at or below
 * the date that was named for 50, 85 and 95 %. Whole weeks make ties, which chance breaks: the randomised probability
 * integral transform (Czado, Gneiting and Held 2009) is uniform where a forecast is calibrated. Beside it, how often the
 * page would have warned of the history.
 */
export function run(): Promise<void> {
  console.log(`${FORECASTS} forecasts of each, from ${PAST_WEEKS} weeks; truths at or below the mark of`);
  console.log(
    `${"".padEnd(16)}${MARKS.map((mark) => `${mark} %`.padStart(9)).join("")}${"warned".padStart(10)}`,
  );
  for (const [name, generator] of Object.entries(generators)) {
    const { shares, warned } = calibrationOf(generator);
    const shown = shares.map((share) => percent(share).padStart(9)).join("");
    const wanted = name === "steady" ? `   (85 %: wanted between 80 and 90: ${verdict(shares[1] ?? 0)})` : "";
    console.log(`${name.padEnd(16)}${shown}${percent(warned).padStart(10)}${wanted}`);
  }
  return Promise.resolve();
}

function calibrationOf(generator: Generator): { shares: readonly number[]; warned: number } {
  const random = seededRandom(20_261);
  const below = MARKS.map(() => 0);
  let warned = 0;
  for (let number = 0; number < FORECASTS; number += 1) {
    const next = generator(random);
    const completed = Array.from({ length: PAST_WEEKS }, next);
    const remaining = 30 + Math.floor(random() * 60);
    const truth = weeksUntil(remaining, next);
    if (shapesOf(completed).length > 0) warned += 1;
    const transformed = transform(completed, remaining, truth, number, random);
    MARKS.forEach((mark, place) => {
      if (transformed <= mark / 100) below[place] = (below[place] ?? 0) + 1;
    });
  }
  return { shares: below.map((count) => count / FORECASTS), warned: warned / FORECASTS };
}

function weeksUntil(remaining: number, next: () => number): number {
  let left = remaining;
  let weeks = 0;
  while (left > 0 && weeks < LAST_WEEK) {
    left -= next();
    weeks += 1;
  }
  return weeks;
}

/** Where the truth lies among the trials, 0 to 1. */
function transform(
  completed: readonly number[],
  remaining: number,
  truth: number,
  seed: number,
  random: () => number,
): number {
  const history = completed.map((each) => ({ completed: each, added: 0 }));
  const told = forecast({ history, remaining, startsOn: "2026-01-05", seed, trials: TRIALS });
  if (told.kind !== "range") throw new Error(told.sentence);
  const before = told.doneAfter[truth - 1] ?? 1;
  const upTo = told.doneAfter[truth] ?? 1;
  return before + random() * (upTo - before);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const verdict = (share: number): string => (share >= 0.8 && share <= 0.9 ? "kept" : "missed");
