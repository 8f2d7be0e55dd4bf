import { useState } from "react";
import type { Change, Person, TrackerIssue } from "../../views.ts";
import { Refusal, nothing, send } from "./ask.ts";

type Field = Change["field"];

/** Sends a person's edits of one issue, one field at a time, and keeps what was refused beside its field. */
export function useEdit(issue: TrackerIssue, person: Person | null, onEdited: () => void) {
  const [pending, setPending] = useState<Field | null>(null);
  const [problem, setProblem] = useState<{ field: Field; refusal: Refusal } | null>(null);

  const edit = async (change: Change): Promise<boolean> => {
    if (person === null) return false;
    setPending(change.field);
    setProblem(null);
    try {
      await send("/stage/edit", { side: issue.side, issue: issue.id, person: person.id, change }, nothing);
      onEdited();
      return true;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(String(error), "Try again.");
      setProblem({ field: change.field, refusal });
      return false;
    } finally {
      setPending(null);
    }
  };
  return { edit, pending, problem };
}
