import { useCallback, useMemo } from "react";
import type { WorkView } from "#shared/contract/initiatives/words.ts";
import { useFaces } from "../components/use-faces.ts";

/** What the viewer may read of a piece of work. */
export interface Titles {
  /** A title, or in words why there is none. */
  readonly of: (work: WorkView) => string;
  /** Null where there is none to be read. */
  readonly known: (work: WorkView) => string | null;
  /** Asks Jira, as the viewer, for those that a view shows now. */
  readonly show: (view: string, works: readonly WorkView[]) => void;
  readonly trouble: string | null;
}

/**
 * Inside Jira the titles come from Jira, as the viewer; what is in Linear alone, and everything outside of Jira, from
 * the service, as far as it is published.
 */
export function useTitles(): Titles {
  const faces = useFaces();
  const known = useCallback(
    ({ jira, title }: WorkView): string | null => {
      const face = jira === null ? "hidden" : faces.of(jira.id);
      return typeof face === "object" ? face.title : title;
    },
    [faces],
  );
  const show = useCallback(
    (view: string, works: readonly WorkView[]) =>
      faces.show(
        view,
        works.flatMap(({ jira }) => (jira === null ? [] : [jira.id])),
      ),
    [faces],
  );
  return useMemo(
    () => ({
      known,
      show,
      of: (work) => {
        const title = known(work);
        if (title !== null) return title;
        if (work.isPrivate) return "in a private team";
        if (work.jira !== null && faces.of(work.jira.id) === "unknown") return "…";
        return work.jira === null ? "title not published" : "not visible to you";
      },
      trouble: faces.trouble,
    }),
    [faces, known, show],
  );
}
