import { z } from "zod";
import { invokeAnswerSchema } from "../views.ts";
import type { ForgeDoc, FromSurface, ToSurface } from "../surface/messages.ts";
import { send } from "./state/ask.ts";

/** Where a surface is open, and for whom. */
export interface SurfaceContext {
  module: string;
  accountId: string;
  issue: { id: string; key: string };
}

export interface OpenSurface {
  event: (handler: string, argument: unknown) => void;
  close: () => void;
}

const invokeSchema = z.object({ functionKey: z.string(), payload: z.unknown().optional() });

/** Starts a surface in a worker of its own and answers what it asks of the product around it. */
export function openSurface(
  context: SurfaceContext,
  { onDoc, onBroken }: { onDoc: (doc: ForgeDoc) => void; onBroken: (message: string) => void },
): OpenSurface {
  const worker = new Worker(new URL("../surface/issue-context.worker.ts", import.meta.url), {
    type: "module",
  });
  const tell = (message: ToSurface) => worker.postMessage(message);
  worker.onerror = ({ message }) => onBroken(message);
  worker.onmessage = ({ data }: MessageEvent<FromSurface>) => {
    if (data.kind === "doc") onDoc(data.doc);
    else if (data.kind === "broken") onBroken(data.message);
    else {
      const { id } = data;
      answer(context, data.command, data.data).then(
        (value) => tell({ kind: "answer", id, value }),
        (error: unknown) =>
          tell({ kind: "refusal", id, message: error instanceof Error ? error.message : String(error) }),
      );
    }
  };
  return {
    event: (handler, argument) => tell({ kind: "event", handler, argument }),
    close: () => worker.terminate(),
  };
}

/** What Jira's page answers over the bridge. @throws for what the stage does not have */
async function answer(context: SurfaceContext, command: string, data: unknown): Promise<unknown> {
  switch (command) {
    case "invoke": {
      const { functionKey, payload } = invokeSchema.parse(data);
      const call = { ...context, functionKey, payload };
      return (await send("/stage/invoke", call, invokeAnswerSchema)).answer;
    }
    case "getContext":
      return {
        accountId: context.accountId,
        moduleKey: context.module,
        extension: { type: "jira:issueContext", issue: context.issue },
      };
    default:
      throw new Error(`The stage has no answer to the bridge's “${command}”.`);
  }
}
