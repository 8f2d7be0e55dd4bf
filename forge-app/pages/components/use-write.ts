import { useCallback, useRef, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { AnswerOf, OperationName, RequestOf } from "#shared/contract/operations.ts";
import { useBackend } from "../backend.ts";
import { newId } from "../new-id.ts";

type Written = {
  [Name in OperationName]: RequestOf<Name> extends { request: string } ? Name : never;
}[OperationName];
type Unnamed<Request> = Request extends unknown ? Omit<Request, "request"> : never;

interface Writing {
  /** The answer; null when it was not taken, with the reason in `trouble`. */
  readonly write: <Name extends Written>(
    name: Name,
    request: Unnamed<RequestOf<Name>>,
  ) => Promise<AnswerOf<Name> | null>;
  readonly isSaving: boolean;
  readonly trouble: Trouble | null;
}

/** A write of an operation: tried again with the same words it keeps its request id, so that it is taken once. */
export function useWrite(): Writing {
  const { ask } = useBackend();
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const last = useRef({ words: "", request: "" });

  const write = useCallback(
    async <Name extends Written>(name: Name, request: Unnamed<RequestOf<Name>>) => {
      const words = `${name} ${JSON.stringify(request)}`;
      if (last.current.words !== words) last.current = { words, request: newId() };
      setIsSaving(true);
      setTrouble(null);
      const reply = await ask(name, { ...request, request: last.current.request } as RequestOf<Name>);
      setIsSaving(false);
      if (reply.kind === "answer") {
        last.current = { words: "", request: "" };
        return reply.answer;
      }
      setTrouble(reply);
      return null;
    },
    [ask],
  );
  return { write, isSaving, trouble };
}
