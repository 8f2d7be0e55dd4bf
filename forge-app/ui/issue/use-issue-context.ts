import { useCallback, useEffect, useState } from "react";
import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { IssueContextRpc, OpenedIssue, Saved, Trouble } from "../../functions/rpc.ts";
import { answered } from "../answered.ts";

type Answered = Extract<OpenedIssue, { kind: "answer" }>;
export type Away = Extract<OpenedIssue, { kind: "service-away" }>;

interface IssueContextState {
  /** The last full answer; kept while a newer one is asked for and when that fails. */
  opened: Answered | null;
  /** What is left to work with while the service is away. */
  away: Away | null;
  trouble: Trouble | null;
  /** From the press of "Look again" until both sides have been seen equal anew. */
  looking: boolean;
  lookAgain: () => void;
  retry: () => void;
  /** Saves, then shows what follows from it. */
  save: (writes: readonly Write[]) => Promise<Saved>;
  putBack: (property: ScoreProperty | null) => Promise<void>;
  forgetRefused: (request: string) => Promise<void>;
}

/** How long to wait between looks while something is on its way, and how often at most after a press. */
const WAIT = 1_000;
const LOOKS = 8;

/** Keeps the answer fresh while it is changing, and only then. */
export function useIssueContext(backend: IssueContextRpc): IssueContextState {
  const [reply, setReply] = useState<OpenedIssue | Trouble | null>(null);
  const [opened, setOpened] = useState<Answered | null>(null);
  const [looks, setLooks] = useState(0);
  const [asking, setAsking] = useState(false);

  const load = useCallback(async () => {
    const next = await answered(backend.getIssueContext());
    setReply(next);
    if (next.kind === "answer") setOpened(next);
  }, [backend]);

  useEffect(() => {
    void load();
  }, [load]);

  const moving = opened !== null && isMoving(opened.answer);
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

  const mirror = opened?.answer.mirror;
  const agreedAt = mirror?.kind === "mirrored" ? mirror.lastAgreedAt : null;
  useEffect(() => {
    setLooks(0);
  }, [agreedAt]);

  const followed = async (asked: Awaited<ReturnType<typeof backend.lookAgain>>) => {
    if (asked.kind !== "answer") {
      setReply(asked);
      return;
    }
    setLooks(asked.answer.links > 0 ? LOOKS : 0);
    await load();
  };
  const lookAgain = async () => {
    setAsking(true);
    const asked = await answered(backend.lookAgain());
    setAsking(false);
    await followed(asked);
  };

  return {
    opened,
    away: reply !== null && reply.kind === "service-away" && "settings" in reply ? reply : null,
    trouble: reply === null || reply.kind === "answer" ? null : reply,
    looking: asking || looks > 0,
    lookAgain: () => void lookAgain(),
    retry: () => void load(),
    save: async (writes) => {
      const saved = await answered(backend.saveWrites({ writes }));
      if (saved.kind === "answer" || saved.kind === "kept") await load();
      return saved;
    },
    putBack: async (property) => followed(await answered(backend.putScoreBack({ property }))),
    forgetRefused: async (request) => {
      await backend.forgetRefused({ request });
      await load();
    },
  };
}

function isMoving({ mirror }: IssueContextAnswer): boolean {
  return mirror.kind === "mirrored" && (mirror.state === "syncing" || mirror.state === "creating");
}
