import { z } from "zod";
import {
  WRITES_A_REQUEST,
  WRITES_PATH,
  writeSchema,
  writesAnswerSchema,
} from "#shared/contract/scoring/writes.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { jiraDidNotSay, viewerMayEdit, viewerMayEditProject } from "./jira.ts";
import type { Permitted } from "./jira.ts";
import { keep } from "./outbox.ts";
import { writeProperties } from "./properties.ts";
import type { Saved } from "./rpc.ts";
import { askService } from "./service.ts";

export const saveRequestSchema = z.object({ writes: z.array(writeSchema).min(1).max(WRITES_A_REQUEST) });

/**
 * Saves what a person wrote: Jira is asked whether they may edit the issues, the service whether it accepts,
 * and the accepted scores are written to the issues. While the service is away the writes are kept.
 */
export async function saveWrites(writes: readonly Write[], viewer: string): Promise<Saved> {
  const isAllowed = await mayWrite(writes);
  if (isAllowed === null) return jiraDidNotSay("whether you may edit this, so nothing was saved");
  if (!isAllowed) {
    return {
      kind: "refused",
      message: "Jira does not let you edit this.",
      advice: "Scores are part of an issue: ask who runs the project for the right to edit issues.",
    };
  }
  const reply = await askService(WRITES_PATH, { writes }, writesAnswerSchema);
  if (reply.kind === "service-away") return keepAll(writes, viewer, reply.message);
  if (reply.kind === "answer") {
    await writeProperties(
      reply.answer.answers.flatMap((answer) => (answer.kind === "accepted" ? answer.properties : [])),
    );
  }
  return reply;
}

async function keepAll(writes: readonly Write[], viewer: string, message: string): Promise<Saved> {
  const now = Date.now();
  for (const [position, write] of writes.entries()) {
    if (await keep(write, viewer, now + position)) continue;
    return {
      kind: "service-away",
      message: `${message} This is too much at once to be kept.`,
      advice: "Save it again when Throughline is back.",
    };
  }
  return {
    kind: "kept",
    message: `${message} What you saved is kept in this Jira site.`,
    advice: "It is delivered by itself as soon as Throughline is back.",
  };
}

async function mayWrite(writes: readonly Write[]): Promise<Permitted> {
  const issues = new Map(writes.flatMap(issuesOf).map(({ id, key }) => [id, key]));
  const [only] = issues.keys();
  if (only === undefined) return true;
  if (issues.size === 1) return viewerMayEdit(only);
  const projects = new Set([...issues.values()].map((key) => key.replace(/-\d+$/, "")));
  const answers = await Promise.all([...projects].map(viewerMayEditProject));
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

/** A batch that is undone names no issue; the service knows whose they were. */
function issuesOf(write: Write) {
  if (write.kind === "undo-batch") return [];
  return write.kind === "scores" ? write.changes.map(({ issue }) => issue) : [write.issue];
}
