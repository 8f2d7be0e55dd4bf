import { useCallback, useEffect, useState } from "react";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { IssueContextRpc, Reply, Trouble } from "../functions/rpc.ts";

/** How the surface reaches its backend. */
export interface IssueContextBackend {
  getIssueContext: IssueContextRpc["getIssueContext"];
  lookAgain: IssueContextRpc["lookAgain"];
}

interface IssueContextState {
  /** The last answer; kept while a newer one is asked for and when that fails. */
  context: IssueContextAnswer | null;
  trouble: Trouble | null;
  /** From the press of "Look again" until both sides have been seen equal anew. */
  looking: boolean;
  lookAgain: () => void;
  retry: () => void;
}

/** How long to wait between looks while something is on its way, and how often at most after a press. */
const WAIT = 1_000;
const LOOKS = 8;

/** Keeps the answer fresh while it is changing, and only then. */
export function useIssueContext(backend: IssueContextBackend): IssueContextState {
  const [reply, setReply] = useState<Reply<IssueContextAnswer> | null>(null);
  const [context, setContext] = useState<IssueContextAnswer | null>(null);
  const [looks, setLooks] = useState(0);
  const [asking, setAsking] = useState(false);

  const load = useCallback(async () => {
    const next = await answered(backend.getIssueContext());
    setReply(next);
    if (next.kind === "answer") setContext(next.answer);
  }, [backend]);

  useEffect(() => {
    void load();
  }, [load]);

  const moving = context !== null && isMoving(context);
  useEffect(() => {
    if (reply?.kind !== "answer" || (!moving && looks === 0)) return undefined;
    const timer = setTimeout(() => {
      setLooks((left) => Math.max(0, left - 1));
      void load();
    }, WAIT);
    return () => {
      clearTimeout(timer);
    };
  }, [reply, moving, looks, load]);

  const agreedAt = context?.mirror.kind === "mirrored" ? context.mirror.lastAgreedAt : null;
  useEffect(() => {
    setLooks(0);
  }, [agreedAt]);

  const lookAgain = async () => {
    setAsking(true);
    const asked = await answered(backend.lookAgain());
    setAsking(false);
    if (asked.kind !== "answer") setReply(asked);
    else {
      setLooks(asked.answer.links > 0 ? LOOKS : 0);
      await load();
    }
  };

  return {
    context,
    trouble: reply === null || reply.kind === "answer" ? null : reply,
    looking: asking || looks > 0,
    lookAgain: () => void lookAgain(),
    retry: () => void load(),
  };
}

function isMoving({ mirror }: IssueContextAnswer): boolean {
  return mirror.kind === "mirrored" && (mirror.state === "syncing" || mirror.state === "creating");
}

/** A call that Forge itself refuses (a timeout, a crash) is trouble like any other. */
async function answered<Answer>(call: Promise<Reply<Answer>>): Promise<Reply<Answer>> {
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
