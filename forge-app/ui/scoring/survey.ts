import type { Inputs } from "#shared/contract/scoring/words.ts";

/** A survey is typed as lines of "functional,dysfunctional[,people]"; the framework says what is wrong with them. */
export function withSurvey(inputs: Inputs): Inputs {
  const { answers } = inputs;
  if (typeof answers !== "string") return inputs;
  const pairs = answers
    .split("\n")
    .map((line) => line.split(",").map((cell) => cell.trim().toLowerCase()))
    .filter(([first = ""]) => first !== "")
    .map(([functional, dysfunctional, people]) => ({
      functional,
      dysfunctional,
      ...(people === undefined || people === "" ? {} : { people: Number(people) }),
    }));
  return { ...inputs, answers: pairs };
}
