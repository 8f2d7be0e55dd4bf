import type { OperationName } from "#shared/contract/operations.ts";
import type { Reply } from "./rpc.ts";

/** What every page of Custom UI can call: the operations of shared/contract/operations.ts, by name. */
export type OperationsRpc = {
  /** The page knows an answer's type by the operation's name, and parses it by the operation's schema. */
  ask: (request: { name: OperationName; request: unknown }) => Promise<Reply<unknown>>;
};
