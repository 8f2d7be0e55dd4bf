import { z } from "zod";
import { isOperation, operations, type AnswerOf, type OperationName } from "#shared/contract/operations.ts";
import { accessHandlers } from "./operations/access.ts";
import type { Asker, Handlers } from "./operations/handlers.ts";
import { initiativesHandlers } from "./operations/initiatives.ts";
import { outcomesHandlers } from "./operations/outcomes.ts";
import { titlesFor } from "./operations/titles.ts";
import { Refused } from "./refusal.ts";
import type { Service } from "./service.ts";

/** Answers an operation for whoever asks. Throws `Refused`, or what zod says of the request. */
export type AnswerOperation = (asker: Asker, name: string, request: unknown) => Promise<unknown>;

/** The one way into all operations, whoever asks and however the request came. */
export function answerOperations(service: Service): AnswerOperation {
  const handlers: Handlers<Table> = {
    ...outcomesHandlers(service.outcomes),
    ...initiativesHandlers(service.initiatives, titlesFor(service)),
    ...accessHandlers(service),
  };
  return async (asker, name, request) => {
    if (!isOperation(name)) {
      throw new Refused(
        404,
        `There is no operation "${name}".`,
        "Bring app and service to the same version.",
      );
    }
    return await handled(handlers, name, asker, request);
  };
}

type Table = typeof operations;
type HandledRequest<Name extends OperationName> = z.output<Table[Name]["request"]>;

async function handled<Name extends OperationName>(
  handlers: Handlers<Table>,
  name: Name,
  asker: Asker,
  request: unknown,
): Promise<AnswerOf<Name>> {
  const schemas: { readonly [Each in OperationName]: { request: z.ZodType<HandledRequest<Each>> } } =
    operations;
  const parsed = schemas[name].request.parse(request);
  if (asker.kind === "share") checkShare(asker.initiative, name, parsed);
  return await handlers[name](asker, parsed);
}

const aboutOne = z.object({ initiative: z.string() });

/** A share link reads its own initiative, and only what is meant to be shared of it. */
function checkShare(initiative: string, name: OperationName, request: unknown): void {
  const isItsOwn = operations[name].shared && aboutOne.safeParse(request).data?.initiative === initiative;
  if (isItsOwn) return;
  throw new Refused(403, "This share link does not show that.", "Sign in, or ask whoever sent it to you.");
}
