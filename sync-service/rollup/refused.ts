/** Why something about initiatives was not written or told. */
export class InitiativesRefused extends Error {
  readonly status: 400 | 403 | 404 | 409;
  readonly advice: string;

  constructor(status: 400 | 403 | 404 | 409, message: string, advice: string) {
    super(message);
    this.status = status;
    this.advice = advice;
  }
}
