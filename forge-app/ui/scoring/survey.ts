import type { Inputs } from "#shared/contract/scoring/words.ts";
import { kanoAnswerOf } from "#shared/scoring/kano-csv.ts";

/**
 * A survey is typed, or pasted from a CSV, as lines of "functional,dysfunctional[,people]", with a header or without;
 * the framework says what is wrong with them.
 */
export function withSurvey(inputs: Inputs): Inputs {
  const { answers } = inputs;
  if (typeof answers !== "string") return inputs;
  const pairs = answers
    .split("\n")
    .map((line) => line.split(/[,;\t]/).map((cell) => cell.trim().toLowerCase()))
    .filter(([first = ""]) => first !== "" && first !== "functional")
    .map(([functional = "", dysfunctional = "", people = ""]) => ({
      functional: kanoAnswerOf(functional) ?? functional,
      dysfunctional: kanoAnswerOf(dysfunctional) ?? dysfunctional,
      ...(people === "" ? {} : { people: Number(people) }),
    }));
  return { ...inputs, answers: pairs };
}
