/**
 * Four kinds of team, as generators of completed issues a week without end, so that the past that a forecast sees and
 * the future that proves it come from one truth. All chance is Poisson around a rate that only the generator knows.
 */
export type Generator = (random: () => number) => () => number;

export const generators: Readonly<Record<string, Generator>> = {
  /** One rate for ever, between 4 and 12 a week. */
  steady: (random) => {
    const rate = 4 + 8 * random();
    return () => poisson(rate, random);
  },

  /** A team that gets faster or slower: the rate grows by 4 % a week or falls by 3 %, from between 4 and 12. */
  trending: (random) => {
    let rate = 4 + 8 * random();
    const factor = random() < 0.5 ? 1.04 : 0.97;
    return () => {
      rate *= factor;
      return poisson(rate, random);
    };
  },

  /** Releases: about two weeks of next to nothing (a tenth of the rate), about one week of three times the rate. */
  bursty: (random) => {
    const rate = 4 + 8 * random();
    let isBurst = random() < 1 / 3;
    return () => {
      if (random() < (isBurst ? 1 : 1 / 2)) isBurst = !isBurst;
      return poisson(isBurst ? 3 * rate : rate / 10, random);
    };
  },

  /** Once, in one of the last 12 of the weeks that are seen, the rate halves or doubles and stays so. */
  "regime change": (random) => {
    const rate = 4 + 8 * random();
    const factor = random() < 0.5 ? 0.5 : 2;
    const changesAt = PAST_WEEKS - 1 - Math.floor(random() * 12);
    let week = -1;
    return () => {
      week += 1;
      return poisson(week < changesAt ? rate : rate * factor, random);
    };
  },
};

/** Weeks that a forecast sees of each generator. */
export const PAST_WEEKS = 20;

/** How many, where `rate` are expected (Knuth). */
function poisson(rate: number, random: () => number): number {
  const limit = Math.exp(-rate);
  let count = -1;
  for (let chance = 1; chance > limit; chance *= random()) count += 1;
  return count;
}
