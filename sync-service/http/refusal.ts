import type { ServiceRefusal } from "#shared/contract/words.ts";

/** A request that is answered with a refusal: thrown by routes, made an answer in one place. */
export class Refused extends Error {
  readonly status: number;
  readonly body: ServiceRefusal;

  constructor(status: number, message: string, advice: string) {
    super(message);
    this.status = status;
    this.body = { message, advice };
  }
}
