import type { Reply } from "#forge/functions/rpc.ts";
import { answerSchemaOf } from "#shared/contract/operations.ts";
import type { AnswerOf, OperationName } from "#shared/contract/operations.ts";

/** The reply to an operation, once its answer has been looked at. */
export function answered<Name extends OperationName>(
  name: Name,
  reply: Reply<unknown>,
): Reply<AnswerOf<Name>> {
  if (reply.kind !== "answer") return reply;
  const answer = answerSchemaOf(name).safeParse(reply.answer);
  if (answer.success) return { kind: "answer", answer: answer.data };
  return {
    kind: "refused",
    message: "Throughline gave an answer that this page does not understand.",
    advice: "Load the page anew: it may be older than the service.",
  };
}
