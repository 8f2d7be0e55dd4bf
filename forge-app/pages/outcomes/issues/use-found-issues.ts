import { useEffect, useState } from "react";
import { useBackend } from "../../backend.ts";
import type { FoundIssue } from "../../backend.ts";

/** As many as one reads through. */
const MOST = 20;
const RESTING = 300;

/** Issues that a query finds, as the viewer; nothing without a query. */
export function useFoundIssues(jql: string | null): {
  found: readonly FoundIssue[] | null;
  isFinding: boolean;
  trouble: string | null;
} {
  const { place } = useBackend();
  const jira = place.kind === "outside" ? null : place.jira;
  const [answer, setAnswer] = useState<{ jql: string; found: readonly FoundIssue[] } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    setTrouble(null);
    if (jql === null || jira === null) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      jira.search(jql, MOST).then(
        (found) => isWanted && setAnswer({ jql, found }),
        (error: unknown) => isWanted && setTrouble(error instanceof Error ? error.message : String(error)),
      );
    }, RESTING);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [jql, jira]);
  const isThere = jql !== null && answer?.jql === jql;
  return {
    found: jql === null ? null : (answer?.found ?? null),
    isFinding: jql !== null && !isThere && trouble === null,
    trouble,
  };
}
