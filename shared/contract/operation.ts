import type { z } from "zod";

/**
 * One question or one change that a page, the command line or a client of the API can ask of the service. Every
 * one is made by one of the three functions below; `operations.ts` has the table of all.
 */
export interface Operation<Request extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> {
  /** What it tells or does, in one line, for the API's description. */
  readonly summary: string;
  readonly does: "read" | "write";
  /** A read-only share link may ask it too, about its own initiative alone. */
  readonly shared: boolean;
  readonly request: Request;
  readonly answer: Answer;
}

type Described<Request, Answer> = { summary: string; request: Request; answer: Answer };

export function reading<Request extends z.ZodType, Answer extends z.ZodType>(
  described: Described<Request, Answer>,
): Operation<Request, Answer> {
  return { ...described, does: "read", shared: false };
}

export function writing<Request extends z.ZodType, Answer extends z.ZodType>(
  described: Described<Request, Answer>,
): Operation<Request, Answer> {
  return { ...described, does: "write", shared: false };
}

/** Read by share links as well, so the request must name the initiative that it is about. */
export function sharedReading<Request extends z.ZodType<{ initiative: string }>, Answer extends z.ZodType>(
  described: Described<Request, Answer>,
): Operation<Request, Answer> {
  return { ...described, does: "read", shared: true };
}
