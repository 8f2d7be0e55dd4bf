import { makeResolver } from "@forge/resolver";
import { z } from "zod";
import {
  ISSUE_CONTEXT_PATH,
  LOOK_AGAIN_PATH,
  issueContextAnswerSchema,
  lookAgainAnswerSchema,
} from "#shared/contract/issue-context.ts";
import type { IssueContextRequest } from "#shared/contract/issue-context.ts";
import type { IssueContextRpc } from "./rpc.ts";
import { askService } from "./service.ts";

/** Forge vouches for what stands in a resolver's context, so it decides which issue is meant. */
const contextSchema = z.object({
  extension: z.object({
    issue: z.object({ id: z.union([z.string(), z.number()]).transform(String), key: z.string() }),
  }),
});

export const resolve = makeResolver<IssueContextRpc>({
  getIssueContext: ({ context }) =>
    askService(ISSUE_CONTEXT_PATH, openIssue(context), issueContextAnswerSchema),
  lookAgain: ({ context }) => askService(LOOK_AGAIN_PATH, openIssue(context), lookAgainAnswerSchema),
});

function openIssue(context: unknown): IssueContextRequest {
  const { id, key } = contextSchema.parse(context).extension.issue;
  return { issue: { id, key } };
}
