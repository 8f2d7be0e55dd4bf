import type { z } from "zod";
import type { givenSchema } from "#shared/contract/outcomes/words.ts";
import type { OutcomesDesk } from "./desk.ts";

/** Who, when and why. */
export function givenOf(
  { personOf }: OutcomesDesk,
  { who, at, why }: { who: string; at: number; why: string | null },
): z.output<typeof givenSchema> {
  return { by: personOf(who), at, why };
}
