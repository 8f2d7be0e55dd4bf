import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { useProject } from "../backend.ts";
import { newId } from "../new-id.ts";
import { after, notAsked } from "./backlog-state.ts";
import type { BacklogState, Unsaved } from "./backlog-state.ts";
import type { NewInputs } from "./moves.ts";
import { saveAll } from "./save-all.ts";
import type { BatchSaved } from "./save-all.ts";

export interface BacklogActions {
  load: (framework: FrameworkId | null) => void;
  /** Shown at once; put back, and told, when it is not accepted. */
  edit: (changes: readonly NewInputs[], what: string) => void;
  /** Many at once, whole or not at all: nothing is shown before it is taken. */
  saveBatch: (
    changes: readonly NewInputs[],
    why: string | null,
    onPart: (done: number) => void,
  ) => Promise<BatchSaved>;
  undoBatch: (batch: string, why: string | null) => Promise<BatchSaved>;
  retry: (unsaved: Unsaved) => void;
  drop: (unsaved: Unsaved) => void;
}

/** Evidence, spans and what the framework's rules say come from the service: asked again when edits have settled. */
const SETTLING = 1_500;

/** The backlog of the project that the page is open in. `onNews` tells what somebody else had changed meanwhile. */
export function useBacklog(onNews: (sentence: string) => void): {
  state: BacklogState;
  actions: BacklogActions;
} {
  const project = useProject();
  const [state, happens] = useReducer(after, notAsked);
  const latest = useRef(state);
  latest.current = state;
  const tell = useRef(onNews);
  tell.current = onNews;
  /** Writes go one after the other: the second edit of an issue stands on the revision of the first. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const question = useRef(0);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useCallback(
    async (framework: FrameworkId | null, keepsOrder: boolean) => {
      const own = ++question.current;
      happens({ kind: "asked" });
      const reply = await project.backlog(framework);
      if (own !== question.current) return;
      if (reply.kind === "answer") happens({ kind: "answered", answer: reply.answer, keepsOrder });
      else happens({ kind: "failed", trouble: reply });
    },
    [project],
  );
  useEffect(() => {
    void ask(null, false);
    return () => clearTimeout(settling.current);
  }, [ask]);

  const actions = useMemo((): BacklogActions => {
    const rowOf = (id: string): BacklogRow | undefined =>
      latest.current.backlog?.rows.find((row) => row.id === id);
    const settle = () => {
      clearTimeout(settling.current);
      settling.current = setTimeout(() => void ask(latest.current.framework, true), SETTLING);
    };
    const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
      const done = queue.current.then(work);
      queue.current = done.catch(() => undefined);
      return done;
    };
    const asWrites = (changes: readonly NewInputs[], framework: FrameworkId) =>
      changes.flatMap(({ id, inputs }) => {
        const row = rowOf(id);
        if (row === undefined) return [];
        const ranges = row.ranges === undefined ? {} : { ranges: row.ranges };
        return [{ issue: { id, key: row.key }, framework, inputs, basedOn: row.revision, ...ranges }];
      });
    const write = (writes: readonly Write[], onPart: (done: number) => void) =>
      saveAll(project, writes, newId, onPart);

    const edit = async (changes: readonly NewInputs[], what: string, framework: FrameworkId) => {
      clearTimeout(settling.current);
      happens({ kind: "edited", changes });
      const saved = await inTurn(() =>
        write(
          [
            {
              kind: "scores",
              request: newId(),
              why: null,
              batch: null,
              changes: asWrites(changes, framework),
            },
          ],
          () => undefined,
        ),
      );
      if (saved.kind === "saved") {
        happens({ kind: "saved", revisions: saved.revisions });
        if (saved.met.length > 0) tell.current(saved.met.map(({ sentence }) => sentence).join(" "));
      } else if (saved.kind === "kept") {
        happens({ kind: "kept", ids: changes.map(({ id }) => id) });
        tell.current(`${saved.message} ${saved.advice}`);
      } else {
        const { message, advice } = saved;
        const unsaved = { id: newId(), changes, framework, what, message, advice };
        happens({ kind: "put-back", ids: changes.map(({ id }) => id), unsaved });
      }
      settle();
    };

    const saveBatch: BacklogActions["saveBatch"] = async (changes, why, onPart) => {
      const { framework } = latest.current;
      if (framework === null) throw new Error("Nothing is changed before the backlog is there.");
      const batch = newId();
      const saved = await inTurn(() => {
        const all = asWrites(changes, framework);
        const parts = partsOf(all).map((part): Write => ({
          kind: "scores",
          request: newId(),
          why,
          batch,
          changes: part,
        }));
        return write(parts, onPart);
      });
      // What was taken is shown at once: the service's answer may be late, or not come at all.
      if (saved.kind !== "not-saved") happens({ kind: "edited", changes });
      if (saved.kind === "saved") happens({ kind: "saved", revisions: saved.revisions });
      if (saved.kind === "kept") happens({ kind: "kept", ids: changes.map(({ id }) => id) });
      void ask(framework, false);
      return saved;
    };
    const undoBatch: BacklogActions["undoBatch"] = async (batch, why) => {
      const saved = await inTurn(() =>
        write([{ kind: "undo-batch", request: newId(), why, batch }], () => undefined),
      );
      await ask(latest.current.framework, false);
      return saved;
    };

    return {
      load: (framework) => void ask(framework, false),
      edit: (changes, what) => {
        const { framework } = latest.current;
        if (framework !== null) void edit(changes, what, framework);
      },
      saveBatch,
      undoBatch,
      retry: (unsaved) => {
        happens({ kind: "dropped", id: unsaved.id });
        void edit(unsaved.changes, unsaved.what, unsaved.framework);
      },
      drop: ({ id }) => happens({ kind: "dropped", id }),
    };
  }, [ask, project]);

  return { state, actions };
}

/** A request of the page may have 500 KB. */
const CHANGES_A_PART = 500;

function partsOf<Item>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += CHANGES_A_PART) {
    parts.push(items.slice(start, start + CHANGES_A_PART));
  }
  return parts;
}
