import { useEffect, useState } from "react";
import { useProject } from "../backend.ts";
import { statusQuery, titleQuery } from "./filter.ts";
import type { Filters, FoundInJira } from "./filter.ts";

type Found = { readonly jql: string; readonly ids: ReadonlySet<string> } | null;

/** Asks Jira, as the viewer, which issues have the title or the status; ids only. */
export function useJiraFinds(filters: Filters): {
  found: FoundInJira;
  isFinding: boolean;
  trouble: string | null;
} {
  const { key } = useProject();
  const title = useFind(titleQuery(key, filters.text), 300);
  const status = useFind(filters.status === "" ? null : statusQuery(key, filters.status), 0);
  return {
    found: { byTitle: title.ids, byStatus: status.ids },
    isFinding: title.isFinding || status.isFinding,
    trouble: title.trouble ?? status.trouble,
  };
}

/** `resting`: how long a query must stay the same before it is asked, in milliseconds. */
function useFind(jql: string | null, resting: number) {
  const { jira } = useProject();
  const [found, setFound] = useState<Found>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    setTrouble(null);
    if (jql === null) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      jira.find(jql).then(
        (ids) => isWanted && setFound({ jql, ids }),
        (error: unknown) => isWanted && setTrouble(error instanceof Error ? error.message : String(error)),
      );
    }, resting);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [jql, jira, resting]);
  const isFound = jql !== null && found?.jql === jql;
  return {
    // While a longer word is being looked for, what the shorter one found stays.
    ids: jql === null ? null : (found?.ids ?? null),
    isFinding: jql !== null && !isFound && trouble === null,
    trouble,
  };
}
