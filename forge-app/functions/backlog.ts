import { z } from "zod";
import { BACKLOG_PATH, backlogAnswerSchema } from "#shared/contract/scoring/backlog.ts";
import { HISTORY_PATH, historyAnswerSchema, historyRequestSchema } from "#shared/contract/scoring/history.ts";
import type { HistoryAnswer } from "#shared/contract/scoring/history.ts";
import { SETTINGS_PATH, settingsAnswerSchema } from "#shared/contract/scoring/settings.ts";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { RankedBacklog } from "./backlog-rpc.ts";
import type { Reply, Saved } from "./rpc.ts";
import { jiraDidNotSay, viewerMaySee } from "./jira.ts";
import { askService } from "./service.ts";
import { saveRequestSchema, saveWrites } from "./writes.ts";

/** The backlog page's functions. Forge vouches for the project in the context, so it decides which one is meant. */

interface Invocation {
  payload: unknown;
  context: unknown;
}

const contextSchema = z.object({
  extension: z.object({ project: z.object({ key: z.string().min(1) }) }),
});
const backlogPayload = z.object({ framework: frameworkIdSchema.nullable() });

export async function getBacklog({ payload, context }: Invocation): Promise<Reply<RankedBacklog>> {
  const project = contextSchema.parse(context).extension.project.key;
  const asked = backlogPayload.parse(payload).framework;
  const chosen = asked === null ? await firstFramework() : { kind: "answer" as const, answer: asked };
  if (chosen.kind !== "answer") return chosen;
  const framework = chosen.answer;
  const reply = await askService(BACKLOG_PATH, { project, framework }, backlogAnswerSchema);
  return reply.kind === "answer" ? { kind: "answer", answer: { framework, backlog: reply.answer } } : reply;
}

/** The page names the issue, so Jira is asked whether its viewer may see it. */
export async function getScoreHistory({ payload }: Invocation): Promise<Reply<HistoryAnswer>> {
  const request = historyRequestSchema.parse(payload);
  const maySee = await viewerMaySee(request.issue.id);
  if (maySee === null) return jiraDidNotSay(`whether you may see ${request.issue.key}`);
  if (maySee) return askService(HISTORY_PATH, request, historyAnswerSchema);
  return {
    kind: "refused",
    message: `Jira does not show you ${request.issue.key}.`,
    advice: "Ask who runs its project.",
  };
}

export function saveScores({ payload, context }: Invocation): Promise<Saved> {
  const viewer = z.object({ accountId: z.string() }).parse(context).accountId;
  return saveWrites(saveRequestSchema.parse(payload).writes, viewer);
}

async function firstFramework(): Promise<Reply<FrameworkId>> {
  const reply = await askService(SETTINGS_PATH, {}, settingsAnswerSchema);
  return reply.kind === "answer" ? { kind: "answer", answer: reply.answer.settings.primary } : reply;
}
