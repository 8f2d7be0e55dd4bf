/** Why something about outcomes was not written or told. */
export class OutcomesRefused extends Error {
  readonly status: 400 | 404 | 409;
  readonly advice: string;

  constructor(status: 400 | 404 | 409, message: string, advice: string) {
    super(message);
    this.status = status;
    this.advice = advice;
  }
}

export const unknownThing = (what: string, id: string): OutcomesRefused =>
  new OutcomesRefused(404, `There is no ${what} “${id}”.`, "Open the page again to see what there is.");
