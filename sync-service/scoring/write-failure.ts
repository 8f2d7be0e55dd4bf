import type { RefusedWrite } from "#shared/contract/scoring/writes.ts";

/** A write that is refused whole: thrown inside its transaction, so that nothing of it stays. */
export class WriteRefused extends Error {
  readonly answer: Omit<RefusedWrite, "request" | "kind">;

  constructor(answer: Omit<RefusedWrite, "request" | "kind">) {
    super(answer.message);
    this.answer = answer;
  }
}

export const unknownThing = (message: string, advice: string): WriteRefused =>
  new WriteRefused({ reason: "unknown", message, advice, problems: [] });
