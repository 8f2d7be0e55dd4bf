import { useCallback, useEffect, useRef, useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { RequestOf } from "#shared/contract/operations.ts";
import type { WorkRow, Works } from "#shared/contract/initiatives/works.ts";
import { useBackend } from "../backend.ts";

type Asked = Omit<RequestOf<"initiative.works">, "after" | "limit">;

export interface WorksOf {
  /** What the last page said of all of them; null before the first answer. */
  readonly head: Pick<Works, "progress" | "total" | "tenths"> | null;
  /** By position; what has not been asked for yet is missing. */
  readonly at: (position: number) => WorkRow | undefined;
  /** Asks for the pages that these positions lie on, both ends included. */
  readonly show: (from: number, to: number) => void;
  /** All of them, page after page. Rejects with what went wrong. */
  readonly all: () => Promise<readonly WorkRow[]>;
  readonly trouble: Trouble | null;
  readonly again: () => void;
}

const PAGE = 200;
const WHOLE_PAGE = 2_000;

/** Works page by page as they come into view; a new version keeps what is shown until the newer rows are there. */
export function useWorks(asked: Asked, version: string | null): WorksOf {
  const { ask } = useBackend();
  const question = JSON.stringify(asked);
  const [known, setKnown] = useState<{
    question: string;
    head: WorksOf["head"];
    rows: ReadonlyMap<number, WorkRow>;
  } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [times, setTimes] = useState(0);
  const shown = useRef({ from: 0, to: 0 });
  const pages = useRef({ key: "", asked: new Set<number>() });
  const latest = useRef(asked);
  latest.current = asked;
  const key = JSON.stringify([question, version, times]);
  const now = useRef(key);
  now.current = key;

  const load = useCallback(
    async (page: number) => {
      const own = now.current;
      if (pages.current.key !== own) pages.current = { key: own, asked: new Set() };
      if (pages.current.asked.has(page)) return;
      pages.current.asked.add(page);
      const reply = await ask("initiative.works", { ...latest.current, after: page * PAGE, limit: PAGE });
      if (own !== now.current) return;
      if (reply.kind !== "answer") {
        pages.current.asked.delete(page);
        setTrouble(reply);
        return;
      }
      const { works, ...head } = reply.answer;
      setTrouble(null);
      setKnown((before) => {
        // Rows of an older version stay until the newer ones are there.
        const rows = new Map(before?.question === question ? before.rows : []);
        works.forEach((row, at) => rows.set(page * PAGE + at, row));
        for (const position of rows.keys()) if (position >= head.total) rows.delete(position);
        return { question, head, rows };
      });
    },
    [ask, question],
  );
  const show = useCallback(
    (from: number, to: number) => {
      shown.current = { from, to };
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) void load(page);
    },
    [load],
  );
  useEffect(() => {
    setTrouble(null);
    show(shown.current.from, shown.current.to);
  }, [key, show]);

  const all = useCallback(async () => {
    const rows: WorkRow[] = [];
    for (;;) {
      const request = { ...latest.current, after: rows.length, limit: WHOLE_PAGE };
      const reply = await ask("initiative.works", request);
      if (reply.kind !== "answer") throw new Error(`${reply.message} ${reply.advice}`);
      rows.push(...reply.answer.works);
      if (rows.length >= reply.answer.total || reply.answer.works.length === 0) return rows;
    }
  }, [ask]);

  const isSame = known?.question === question;
  return {
    head: isSame ? known.head : null,
    at: (position) => (isSame ? known.rows.get(position) : undefined),
    show,
    all,
    trouble,
    again: useCallback(() => setTimes((before) => before + 1), []),
  };
}
