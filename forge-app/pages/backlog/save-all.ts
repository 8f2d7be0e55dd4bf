import type { Trouble } from "#forge/functions/rpc.ts";
import type { AcceptedWrite, Met, RefusedWrite, Write } from "#shared/contract/scoring/writes.ts";
import type { ProjectBackend } from "../backend.ts";
import { count } from "../components/words.ts";

export type BatchSaved =
  | {
      readonly kind: "saved";
      readonly batch: string | null;
      /** By issue's id. */
      readonly revisions: ReadonlyMap<string, number>;
      readonly met: readonly Met[];
      readonly left: AcceptedWrite["left"];
    }
  /** The service is away: kept in the app, delivered once it is back. */
  | { readonly kind: "kept"; readonly message: string; readonly advice: string }
  | { readonly kind: "not-saved"; readonly message: string; readonly advice: string };

/**
 * Writes the parts of one batch, one request each. When a part is not taken, those before it are undone:
 * nothing stays half done, and when even that fails it is said. `onPart` counts the parts that are done.
 */
export async function saveAll(
  project: Pick<ProjectBackend, "save">,
  writes: readonly Write[],
  newId: () => string,
  onPart: (done: number) => void,
): Promise<BatchSaved> {
  const revisions = new Map<string, number>();
  const met: Met[] = [];
  const left: AcceptedWrite["left"] = [];
  const [first] = writes;
  const batch = first?.kind === "scores" ? first.batch : null;
  let kept: Reason | null = null;
  for (const [position, write] of writes.entries()) {
    const reply = await project.save({ writes: [write] });
    if (reply.kind === "kept") {
      kept = { message: reply.message, advice: reply.advice };
      onPart(position + 1);
      continue;
    }
    const [answer] = reply.kind === "answer" ? reply.answer.answers : [];
    if (answer?.kind !== "accepted") {
      const reason = reasonOf(reply.kind === "answer" ? answer : reply);
      if (position === 0 || batch === null) return { kind: "not-saved", ...reason };
      return { kind: "not-saved", ...(await undone(project, batch, newId(), reason)) };
    }
    for (const { issue, revision } of answer.revisions) revisions.set(issue.id, revision);
    met.push(...answer.met);
    left.push(...answer.left);
    onPart(position + 1);
  }
  if (kept !== null) return { kind: "kept", ...kept };
  return { kind: "saved", batch, revisions, met, left };
}

/** Whom the batch met: the first few in full, the others counted. */
export function metSentences(met: readonly Pick<Met, "sentence">[]): readonly string[] {
  const told = met.slice(0, 3).map(({ sentence }) => sentence);
  const more = met.length - told.length;
  return more === 0 ? told : [...told, `${count(more)} more were changed by others meanwhile.`];
}

interface Reason {
  readonly message: string;
  readonly advice: string;
}

function reasonOf(answer: RefusedWrite | Trouble | undefined): Reason {
  if (answer === undefined) {
    return { message: "Throughline did not say whether it was saved.", advice: "Load the backlog anew." };
  }
  const details = "problems" in answer ? answer.problems.slice(0, 3).map((problem) => problem.message) : [];
  const more = details.filter((detail) => !answer.message.includes(detail));
  return { message: [answer.message, ...more].join(" "), advice: answer.advice };
}

async function undone(
  project: Pick<ProjectBackend, "save">,
  batch: string,
  request: string,
  reason: Reason,
): Promise<Reason> {
  const why = "The rest of the batch could not be saved.";
  const reply = await project.save({ writes: [{ kind: "undo-batch", request, why, batch }] });
  const isUndone = reply.kind === "answer" && reply.answer.answers[0]?.kind === "accepted";
  return {
    message: reason.message,
    advice: isUndone
      ? `What had been saved of it was undone. ${reason.advice}`
      : `A part of it was saved and could not be undone: undo it from the history of one of its issues. ${reason.advice}`,
  };
}
