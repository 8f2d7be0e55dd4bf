import type { Trouble } from "../functions/rpc.ts";

/** A call that Forge itself refuses (a timeout, a crash) is trouble like any other. */
export async function answered<Reply>(call: Promise<Reply>): Promise<Reply | Trouble> {
  try {
    return await call;
  } catch (error) {
    return {
      kind: "service-away",
      message: `Throughline did not answer: ${error instanceof Error ? error.message : "no reason given"}.`,
      advice: "Try again in a moment; your issue is safe in Jira.",
    };
  }
}
