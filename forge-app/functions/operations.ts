import { z } from "zod";
import { isOperation, operations } from "#shared/contract/operations.ts";
import type { Reply } from "./rpc.ts";
import { askService } from "./service.ts";

const payloadSchema = z.object({ name: z.string().refine(isOperation), request: z.unknown() });

/** Hands an operation on to the service. Who asks, the invocation token says; the service decides what they may. */
export async function ask({ payload }: { payload: unknown }): Promise<Reply<unknown>> {
  const { name, request } = payloadSchema.parse(payload);
  const operation = operations[name];
  const sent = operation.request.safeParse(request);
  if (sent.success) return askService(`/forge/operations/${name}`, sent.data, operation.answer);
  return { kind: "refused", message: z.prettifyError(sent.error), advice: "Change it and try again." };
}
