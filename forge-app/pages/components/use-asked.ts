import { useCallback, useEffect, useRef, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { AnswerOf, OperationName, RequestOf } from "#shared/contract/operations.ts";
import { useBackend } from "../backend.ts";

export interface Asked<Answer> {
  /** The last answer to this very request; it stays while the same is asked anew. */
  readonly answer: Answer | null;
  /** Why the last question had none. */
  readonly trouble: Trouble | null;
  readonly isAsking: boolean;
  readonly again: () => void;
}

/** What an operation answers; asked anew when the request changes, or the version of what it is about. */
export function useAsked<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  version: string | null = null,
): Asked<AnswerOf<Name>> {
  const { ask } = useBackend();
  const question = JSON.stringify([name, request]);
  const [known, setKnown] = useState<{
    question: string;
    answer: AnswerOf<Name> | null;
    trouble: Trouble | null;
  } | null>(null);
  const [isAsking, setIsAsking] = useState(true);
  const [times, setTimes] = useState(0);
  const latest = useRef(request);
  latest.current = request;

  useEffect(() => {
    let isWanted = true;
    setIsAsking(true);
    void ask(name, latest.current).then((reply) => {
      if (!isWanted) return;
      setIsAsking(false);
      setKnown((before) =>
        reply.kind === "answer"
          ? { question, answer: reply.answer, trouble: null }
          : { question, answer: before?.question === question ? before.answer : null, trouble: reply },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [ask, name, question, version, times]);

  const again = useCallback(() => setTimes((before) => before + 1), []);
  const isSame = known?.question === question;
  return {
    answer: isSame ? known.answer : null,
    trouble: isSame ? known.trouble : null,
    isAsking: isAsking || !isSame,
    again,
  };
}
