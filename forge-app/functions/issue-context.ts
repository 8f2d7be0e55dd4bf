import { z } from "zod";
import {
  ISSUE_CONTEXT_PATH,
  LOOK_AGAIN_PATH,
  issueContextAnswerSchema,
  lookAgainAnswerSchema,
} from "#shared/contract/issue-context.ts";
import type { LookAgainAnswer } from "#shared/contract/issue-context.ts";
import { scorePropertySchema } from "#shared/contract/score-property.ts";
import { HISTORY_PATH, historyAnswerSchema } from "#shared/contract/scoring/history.ts";
import { POKER_PATH, pokerAnswerSchema, pokerRequestSchema } from "#shared/contract/scoring/poker.ts";
import type { PokerRequest } from "#shared/contract/scoring/poker.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { readScoreProperty, titlesForViewer, viewerMayEdit, writeScoreProperty } from "./jira.ts";
import { knownSettings } from "./known-settings.ts";
import { concerns, deliver, everythingKept, forgetRefusedWrite } from "./outbox.ts";
import type { KeptWrite, OpenedIssue, Reply, Saved } from "./rpc.ts";
import { askService } from "./service.ts";
import { saveRequestSchema, saveWrites } from "./writes.ts";

/** The issue context's functions. Forge vouches for what stands in the context: the issue and the viewer. */

interface Invocation {
  payload: unknown;
  context: unknown;
}

const contextSchema = z.object({
  accountId: z.string(),
  extension: z.object({
    issue: z.object({ id: z.union([z.string(), z.number()]).transform(String), key: z.string() }),
  }),
});

export async function getIssueContext({ context }: Invocation): Promise<OpenedIssue> {
  const { viewer, issue } = opened(context);
  const ask = () => askService(ISSUE_CONTEXT_PATH, { issue }, issueContextAnswerSchema);
  const [first, permitted, everything] = await Promise.all([
    ask(),
    viewerMayEdit(issue.id),
    everythingKept(),
  ]);
  // Where Jira did not say, scoring is offered: it is asked again before anything is saved.
  const mayEdit = permitted !== false;
  const mine = everything.some(({ accountId, refused }) => accountId === viewer && refused === null);
  const delivered = first.kind === "answer" && mine ? await deliver(viewer) : 0;
  const [reply, keptNow] = delivered > 0 ? await Promise.all([ask(), everythingKept()]) : [first, everything];
  if (reply.kind === "refused") return { ...reply, kind: "refused" };
  const kept = keptNow.filter((each) => isTold(each, issue, viewer));
  if (reply.kind === "answer") {
    const { answer } = reply;
    const titles = await titlesForViewer(answer.scoring.parents.map(({ id }) => id));
    return { kind: "answer", answer, titles, viewer, mayEdit, kept };
  }
  const [property, settings] = await Promise.all([readScoreProperty(issue.id), knownSettings()]);
  return { ...reply, kind: "service-away", property, settings, viewer, mayEdit, kept };
}

/** What waits concerns everybody who looks at the issue; a refusal only the one who was refused. */
function isTold({ write, accountId, refused }: KeptWrite, issue: JiraIssue, viewer: string): boolean {
  return concerns(write, issue.id) && (refused === null || accountId === viewer);
}

export function lookAgain({ context }: Invocation): Promise<Reply<LookAgainAnswer>> {
  return askService(LOOK_AGAIN_PATH, { issue: opened(context).issue }, lookAgainAnswerSchema);
}

export function saveFromIssue({ payload, context }: Invocation): Promise<Saved> {
  const { viewer, issue } = opened(context);
  const { writes } = saveRequestSchema.parse(payload);
  return saveWrites(
    writes.map((write) => onThisIssue(write, issue)),
    viewer,
  );
}

/** The surface of one issue writes to that issue. */
function onThisIssue(write: Write, issue: JiraIssue): Write {
  if (write.kind === "undo-batch") return write;
  if (write.kind !== "scores") return { ...write, issue };
  return { ...write, changes: write.changes.map((change) => ({ ...change, issue })) };
}

export async function putScoreBack({ payload, context }: Invocation): Promise<Reply<LookAgainAnswer>> {
  const { issue } = opened(context);
  const { property } = z.object({ property: scorePropertySchema.nullable() }).parse(payload);
  if ((await viewerMayEdit(issue.id)) !== true || !(await writeScoreProperty(issue.id, property))) {
    return {
      kind: "refused",
      message: `The score was not put back on ${issue.key}.`,
      advice: "You need the right to edit the issue; else try again.",
    };
  }
  return lookAgain({ payload: undefined, context });
}

export async function forgetRefused({ payload }: Invocation): Promise<void> {
  await forgetRefusedWrite(z.object({ request: z.string() }).parse(payload).request);
}

export function getHistory({ context }: Invocation) {
  return askService(HISTORY_PATH, { issue: opened(context).issue }, historyAnswerSchema);
}

export function poker({ payload, context }: Invocation) {
  const request: PokerRequest = pokerRequestSchema.parse(payload);
  const here = "issue" in request ? { ...request, issue: opened(context).issue } : request;
  return askService(POKER_PATH, here, pokerAnswerSchema);
}

function opened(context: unknown): { viewer: string; issue: JiraIssue } {
  const { accountId, extension } = contextSchema.parse(context);
  return { viewer: accountId, issue: { id: extension.issue.id, key: extension.issue.key } };
}
