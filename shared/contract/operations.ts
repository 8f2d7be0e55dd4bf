import type { z } from "zod";
import { accessOperations } from "./access/operations.ts";
import { initiativesOperations } from "./initiatives/operations.ts";
import { outcomesOperations } from "./outcomes/operations.ts";

/**
 * Everything that can be asked of the service by name: over POST /forge/operations/<name> with Forge's invocation
 * token, over POST /api/operations/<name> with a session, a share link or an API token.
 */
export const operations = { ...outcomesOperations, ...initiativesOperations, ...accessOperations };

type Operations = typeof operations;
export type OperationName = keyof Operations;
/** As it is sent: what has a default may be left out. */
export type RequestOf<Name extends OperationName> = z.input<Operations[Name]["request"]>;
export type AnswerOf<Name extends OperationName> = z.output<Operations[Name]["answer"]>;

export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** What an operation's answer must be, in the type of that operation. */
export function answerSchemaOf<Name extends OperationName>(name: Name): z.ZodType<AnswerOf<Name>> {
  const schemas: { readonly [Each in OperationName]: { answer: z.ZodType<AnswerOf<Each>> } } = operations;
  return schemas[name].answer;
}
