import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useBackend } from "../backend.ts";
import type { IssueFace } from "../backend.ts";

/** What Jira shows the viewer of an issue: nothing yet, nothing at all, or its title and status. */
export type Face = IssueFace | "hidden" | "unknown";

export interface Faces {
  readonly of: (id: string) => Face;
  /**
   * Asks for those that a view shows now; what left the screen before it was asked for is not asked. A view that is
   * left behind its tab still shows its own: none may put aside what another one asks for.
   */
  readonly show: (view: string, ids: readonly string[]) => void;
  readonly trouble: string | null;
}

const AT_ONCE = 100;
/** Who scrolls past a row does not read its title. */
const RESTING = 120;

/** Inside Jira; outside of it nothing is shown of any issue. */
export function useFaces(): Faces {
  const { place } = useBackend();
  const jira = place.kind === "outside" ? null : place.jira;
  const [known, setKnown] = useState<ReadonlyMap<string, Face>>(new Map());
  const [trouble, setTrouble] = useState<string | null>(null);
  const wanted = useRef(new Map<string, readonly string[]>());
  const asked = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = useCallback(async () => {
    const shown = new Set([...wanted.current.values()].flat());
    const ids = [...shown].filter((id) => !asked.current.has(id)).slice(0, AT_ONCE);
    if (ids.length === 0 || jira === null) return;
    for (const id of ids) asked.current.add(id);
    try {
      const faces = new Map((await jira.issues(ids)).map((face) => [face.id, face]));
      setKnown(
        (before) => new Map([...before, ...ids.map((id) => [id, faces.get(id) ?? "hidden"] as const)]),
      );
      setTrouble(null);
      // A view may show more than Jira tells at once.
      if (shown.size > AT_ONCE) timer.current = setTimeout(() => void ask(), 0);
    } catch (error) {
      for (const id of ids) asked.current.delete(id);
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  }, [jira]);

  const show = useCallback(
    (view: string, ids: readonly string[]) => {
      wanted.current.set(view, ids);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void ask(), RESTING);
    },
    [ask],
  );
  return useMemo(
    () => ({ of: (id) => known.get(id) ?? (jira === null ? "hidden" : "unknown"), show, trouble }),
    [jira, known, show, trouble],
  );
}
